/* parallel_for: every item once, chunks within the grain, the lowest failure reported. */
#include "tests/unit/cmocka_all.h"

#include "geo/parallel.h"
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>
#include <time.h>

enum { MOST = 1000 };

typedef struct Visits {
    int count[MOST];
    size_t grain;
    atomic_int calls, bad_chunks;
} Visits;

static Status visit(void *context, size_t begin, size_t end) {
    Visits *visits = context;
    atomic_fetch_add(&visits->calls, 1);
    if (begin >= end || end - begin > visits->grain) atomic_fetch_add(&visits->bad_chunks, 1);
    for (size_t i = begin; i < end; i++) visits->count[i]++;
    return STATUS_OK;
}

static void test_every_item_once(void **state) {
    (void)state;
    const size_t sizes[] = {0, 1, 2, 63, 64, 65, MOST}, grains[] = {1, 7, 64, 5000};
    const int threads[] = {1, 2, 3, 8, 1000};
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
        for (size_t g = 0; g < sizeof grains / sizeof *grains; g++)
            for (size_t t = 0; t < sizeof threads / sizeof *threads; t++) {
                Visits visits;
                memset(&visits, 0, sizeof visits);
                visits.grain = grains[g];
                assert_int_equal(parallel_for(sizes[s], grains[g], threads[t], visit, &visits),
                                 STATUS_OK);
                for (size_t i = 0; i < MOST; i++) assert_int_equal(visits.count[i], i < sizes[s]);
                assert_int_equal(visits.bad_chunks, 0);
                assert_int_equal(visits.calls, (sizes[s] + grains[g] - 1) / grains[g]);
            }
}

/* Items 300 and 600 fail, each in its own way. */
static Status fail_twice(void *context, size_t begin, size_t end) {
    atomic_int *calls = context;
    atomic_fetch_add(calls, 1);
    for (size_t i = begin; i < end; i++) {
        if (i == 300) return STATUS_GEOMETRY;
        if (i == 600) return STATUS_NO_MEMORY;
    }
    return STATUS_OK;
}

static void test_lowest_failure_wins(void **state) {
    (void)state;
    for (int threads = 1; threads <= 8; threads++) {
        for (int round = 0; round < 50; round++) {
            atomic_int calls = 0;
            assert_int_equal(parallel_for(MOST, 10, threads, fail_twice, &calls), STATUS_GEOMETRY);
            if (threads == 1) assert_int_equal(calls, 31); /* the loop ends early */
        }
    }
}

/* Item 0 fails only after item 1 has. */
static Status fail_in_turn(void *context, size_t begin, size_t end) {
    (void)end;
    atomic_bool *second_failed = context;
    if (begin == 1) {
        atomic_store(second_failed, true);
        return STATUS_NO_MEMORY;
    }
    while (!atomic_load(second_failed)) sched_yield();
    nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
    return STATUS_GEOMETRY;
}

static void test_lowest_failure_wins_though_later(void **state) {
    (void)state;
    atomic_bool second_failed = false;
    assert_int_equal(parallel_for(2, 1, 2, fail_in_turn, &second_failed), STATUS_GEOMETRY);
}

static void test_bad_arguments(void **state) {
    (void)state;
    Visits visits;
    memset(&visits, 0, sizeof visits);
    assert_int_equal(parallel_for(10, 0, 1, visit, &visits), STATUS_BAD_ARGUMENT);
    assert_int_equal(parallel_for(10, 1, 0, visit, &visits), STATUS_BAD_ARGUMENT);
    assert_int_equal(parallel_for(10, 1, 1, NULL, &visits), STATUS_BAD_ARGUMENT);
    assert_int_equal(visits.calls, 0);
}

static void test_threads(void **state) {
    (void)state;
    assert_int_equal(parallel_threads(3), 3);
    assert_true(parallel_threads(0) >= 1);
    assert_true(parallel_threads(-5) >= 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_item_once),
        cmocka_unit_test(test_lowest_failure_wins),
        cmocka_unit_test(test_lowest_failure_wins_though_later),
        cmocka_unit_test(test_bad_arguments),
        cmocka_unit_test(test_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
