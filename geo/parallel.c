/*
 * The chunks are numbered; every thread takes the next number from a shared counter until none is
 * left or one has failed. Chunks are therefore begun in order, so the failed chunk with the lowest
 * begin is known as soon as all threads have come home.
 */
#include "geo/parallel.h"
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <unistd.h>

enum { MAX_THREADS = 256 };

typedef struct Loop {
    size_t n, grain, n_chunks;
    ParallelBody body;
    void *context;
    atomic_size_t next_chunk;
    atomic_bool stop;
    pthread_mutex_t lock; /* guards the two below */
    size_t failed_begin;
    Status status;
} Loop;

int parallel_threads(int requested) {
    if (requested > 0) return requested;
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    if (processors < 1) return 1;
    return processors > MAX_THREADS ? MAX_THREADS : (int)processors;
}

static void note_failure(Loop *loop, size_t begin, Status status) {
    atomic_store(&loop->stop, true);
    pthread_mutex_lock(&loop->lock);
    if (loop->status == STATUS_OK || begin < loop->failed_begin) {
        loop->failed_begin = begin;
        loop->status = status;
    }
    pthread_mutex_unlock(&loop->lock);
}

static void *work(void *argument) {
    Loop *loop = argument;
    while (!atomic_load(&loop->stop)) {
        size_t chunk = atomic_fetch_add(&loop->next_chunk, 1);
        if (chunk >= loop->n_chunks) break;
        size_t begin = chunk * loop->grain;
        size_t end = loop->n - begin > loop->grain ? begin + loop->grain : loop->n;
        Status status = loop->body(loop->context, begin, end);
        if (status != STATUS_OK) note_failure(loop, begin, status);
    }
    return NULL;
}

Status parallel_for(size_t n, size_t grain, int threads, ParallelBody body, void *context) {
    if (grain == 0 || threads < 1 || !body) return STATUS_BAD_ARGUMENT;
    if (n == 0) return STATUS_OK;
    Loop loop = {.n = n,
                 .grain = grain,
                 .n_chunks = (n - 1) / grain + 1,
                 .body = body,
                 .context = context,
                 .lock = PTHREAD_MUTEX_INITIALIZER,
                 .status = STATUS_OK};
    atomic_init(&loop.next_chunk, 0);
    atomic_init(&loop.stop, false);

    pthread_t helper[MAX_THREADS];
    size_t wanted = threads > MAX_THREADS ? MAX_THREADS : (size_t)threads;
    if (wanted > loop.n_chunks) wanted = loop.n_chunks;
    size_t n_helpers = 0;
    while (n_helpers + 1 < wanted && pthread_create(&helper[n_helpers], NULL, work, &loop) == 0)
        n_helpers++;
    work(&loop);
    for (size_t i = 0; i < n_helpers; i++) pthread_join(helper[i], NULL);
    pthread_mutex_destroy(&loop.lock);
    return loop.status;
}
