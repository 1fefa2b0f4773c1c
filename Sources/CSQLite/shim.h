#pragma once
#include <sqlite3.h>

/// Forbids SQL that could damage the file: writes to shadow tables and to the schema itself. Swift cannot call the
/// variadic function.
static inline int trend_sqlite3_defend(sqlite3 *database) {
    return sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
}
