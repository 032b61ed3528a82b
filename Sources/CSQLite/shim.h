#include <sqlite3.h>

/* SQLITE_TRANSIENT is a cast of -1 to a function pointer, which Swift cannot import. */
static inline int shim_bind_text(sqlite3_stmt *s, int i, const char *t, sqlite3_uint64 n) {
  return sqlite3_bind_text64(s, i, t, n, SQLITE_TRANSIENT, SQLITE_UTF8);
}
static inline int shim_bind_blob(sqlite3_stmt *s, int i, const void *b, sqlite3_uint64 n) {
  return n ? sqlite3_bind_blob64(s, i, b, n, SQLITE_TRANSIENT) : sqlite3_bind_zeroblob(s, i, 0);
}
/* sqlite3_db_config is variadic, which Swift cannot call. */
static inline int shim_defensive(sqlite3 *db) {
  return sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
}
