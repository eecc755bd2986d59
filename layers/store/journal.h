/*
 * journal.h - the journals that SQLite keeps beside a database (NAME-journal, NAME-wal) when a
 * program that changes it was killed, or is still at work.
 *
 * SQLite plays a journal into whatever file has the database's name. So a new file must not take
 * that name while a journal of the old one is there.
 */
#ifndef LAYERS_STORE_JOURNAL_H
#define LAYERS_STORE_JOURNAL_H

#include "layers/error.h"

/* Opens the database and runs `sql`, which makes SQLite play the journal of a killed program, if
 * one is there. What cannot be played stays: opening the database will say why. */
void journal_play(const char *path, const char *sql);

/*
 * Asked before a new database is renamed to `path`: plays the old one's journal into the old one,
 * where it belongs, after which it is gone. STATUS_NOT_WRITABLE where one is still there, because
 * another program has the database open or the journal's own database is gone.
 */
Status journal_settle(const char *path, Error *error);

#endif
