/*
 * interrupt.h - the user's wish to stop (SIGINT, SIGTERM), asked for in long loops.
 */
#ifndef LAYERS_INTERRUPT_H
#define LAYERS_INTERRUPT_H

#include <stdbool.h>

/* From now on SIGINT and SIGTERM only set a flag. */
void interrupt_install(void);

/* True once such a signal has come. Cheap. */
bool interrupted(void);

#endif
