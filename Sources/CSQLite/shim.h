#pragma once
#include <sqlite3.h>

/// Has SQLite count no bytes of memory, for which all threads would wait for each other. Without an effect in a process
/// that has used SQLite before.
static inline int trend_sqlite3_count_no_memory(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

/// Forbids SQL that could damage the file: writes to shadow tables and to the schema itself. Swift cannot call the
/// variadic function.
static inline int trend_sqlite3_defend(sqlite3 *database) {
    return sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
}
