/* The exact side of a line, against 128-bit integers. */
#include "tests/unit/cmocka_all.h"

#include "geo/orientation.h"
#include "tests/unit/test_support.h"

/* Coordinates are multiples of 2^-20 below 2^35: their cross product needs up to 113 bits. */
static double random_coordinate(uint64_t *seed) {
    return (double)(int64_t)(random_bits(seed) >> 11 << 2 >> 2) * 0x1p-20;
}

static int slow_orientation(const double *a, const double *b, const double *c) {
    __extension__ typedef __int128 Wide;
    Wide ux = (int64_t)(b[0] * 0x1p20) - (int64_t)(a[0] * 0x1p20);
    Wide uy = (int64_t)(b[1] * 0x1p20) - (int64_t)(a[1] * 0x1p20);
    Wide vx = (int64_t)(c[0] * 0x1p20) - (int64_t)(a[0] * 0x1p20);
    Wide vy = (int64_t)(c[1] * 0x1p20) - (int64_t)(a[1] * 0x1p20);
    Wide cross = ux * vy - uy * vx;
    return (cross > 0) - (cross < 0);
}

/* c is near the line: on it but for the rounding of one step either way. */
static void test_near_the_line(void **state) {
    (void)state;
    uint64_t seed = 99;
    int seen[3] = {0, 0, 0};
    for (int round = 0; round < 200000; round++) {
        double a[2] = {random_coordinate(&seed), random_coordinate(&seed)};
        double u[2] = {(double)(random_bits(&seed) % 4096), (double)(random_bits(&seed) % 4096)};
        double many = (double)(random_bits(&seed) % 100000);
        double b[2] = {a[0] + u[0], a[1] + u[1]};
        double c[2] = {a[0] + many * u[0], a[1] + many * u[1]};
        if (round % 3) c[round % 2] += (round % 3 == 1 ? 1 : -1) * 0x1p-20;
        int side = orientation(a, b, c);
        assert_int_equal(side, slow_orientation(a, b, c));
        assert_int_equal(orientation(b, a, c), -side);
        assert_int_equal(orientation(b, c, a), side);
        seen[side + 1]++;
    }
    for (int i = 0; i < 3; i++) assert_true(seen[i] > 10000);
}

/* Differences of these coordinates are not doubles, and their cross product is tiny. */
static void test_differences_that_round(void **state) {
    (void)state;
    const double a[2] = {0x1p-60, 0}, b[2] = {1, 1}, c[2] = {0.5, 0.5};
    assert_int_equal(orientation(a, b, c), 1);
    const double mirrored[2] = {-0x1p-60, 0};
    assert_int_equal(orientation(mirrored, b, c), -1);
    const double below[2] = {0, -0x1p-60}, origin[2] = {0, 0};
    assert_int_equal(orientation(below, b, c), 1);
    assert_int_equal(orientation(origin, b, c), 0);
    const double above[2] = {0, 0x1p-60};
    assert_int_equal(orientation(above, b, c), -1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_near_the_line),
        cmocka_unit_test(test_differences_that_round),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
