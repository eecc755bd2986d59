/*
 * interrupt.h - the user's wish to stop (SIGINT, SIGTERM), asked for in long loops.
 */
#ifndef LAYERS_INTERRUPT_H
#define LAYERS_INTERRUPT_H

#include <stdbool.h>

/* From now on the first SIGINT and SIGTERM only set a flag; a second one ends the program at
 * once. SIGXFSZ is ignored, so that a write beyond a size limit fails with an error. */
void interrupt_install(void);

/* True once such a signal has come. Cheap. */
bool interrupted(void);

#endif
