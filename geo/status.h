/*
 * status.h - the one list of outcomes of every fallible call in Pietura.
 *
 * A function that can fail returns a Status and hands its result out through pointers, which it
 * leaves untouched on failure. geo only ever returns the first group; layers and planner use all
 * of them and add where it happened (file, layer, row, key) in an Error (layers/error.h).
 */
#ifndef GEO_STATUS_H
#define GEO_STATUS_H

typedef enum Status {
    STATUS_OK = 0,
    /* kernels */
    STATUS_NO_MEMORY,    /* an allocation failed */
    STATUS_GEOMETRY,     /* GEOS refused a geometry or an operation on it */
    STATUS_BAD_ARGUMENT, /* a value outside the documented domain (a bug of the caller) */
    STATUS_INTERRUPTED,  /* the user asked to stop (SIGINT, SIGTERM) */
    /* files and databases */
    STATUS_MISSING,      /* a file, layer or field that is named does not exist */
    STATUS_UNREADABLE,   /* it exists and cannot be read as what it should be */
    STATUS_NOT_WRITABLE, /* an output cannot be created, or the disk is full */
    STATUS_DATABASE,     /* SQLite or SpatiaLite failed on a plan */
    STATUS_NEWER_PLAN,   /* the plan was written by a newer version of the program */
    /* what the user asked for */
    STATUS_USAGE,      /* the command line is wrong */
    STATUS_PLAN_FILE,  /* the plan file is wrong */
    STATUS_REFUSED,    /* too many rows of a source were refused, or its place is wrong */
    STATUS_INFEASIBLE, /* no solution exists */
    STATUS_LIMIT,      /* a limit was reached; a usable result exists */
    STATUS_COUNT_      /* number of values; not a status */
} Status;

/* A short English sentence part for a status, e.g. "out of memory". Never NULL; static storage. */
const char *status_text(Status status);

#endif
