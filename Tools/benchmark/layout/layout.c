/* Merges bundles of field edits into SQLite in one of several layouts; Tools/bench-layout drives it.
 *
 *   layout merge LAYOUT DB FILES...   one durable transaction a bundle; prints seconds, edits and peak memory as JSON
 *   layout check LAYOUT DB            prints the number and checksum of all heads, and what else is kept, as JSON
 *
 * LAYOUT: parse (nothing is kept), cells, cells-sorted, cells-segments, records, records-segments. All layouts share
 * one reader and one merge, so they differ only in what SQLite is asked to keep.
 * gcc -O2 -o layout layout.c bundle.c state.c -lsqlite3 -lz */
#include "layout.h"
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zlib.h>

typedef struct { int isParse, isCells, isSorted, keepsSegments; } Layout;
typedef struct { sqlite3 *db; sqlite3_stmt *get, *put, *keep; const Edit *edit; const Bundle *bundle; } Store;

void die(const char *message) { fprintf(stderr, "layout: error: %s\n", message); exit(1); }

static Layout layoutNamed(const char *name) {
    if (!strcmp(name, "parse")) return (Layout){.isParse = 1};
    if (!strcmp(name, "cells")) return (Layout){.isCells = 1};
    if (!strcmp(name, "cells-sorted")) return (Layout){.isCells = 1, .isSorted = 1};
    if (!strcmp(name, "cells-segments")) return (Layout){.isCells = 1, .isSorted = 1, .keepsSegments = 1};
    if (!strcmp(name, "records")) return (Layout){.isSorted = 1};
    if (!strcmp(name, "records-segments")) return (Layout){.isSorted = 1, .keepsSegments = 1};
    die("an unknown layout");
    return (Layout){0};
}

static void run(Store *store, const char *sql) {
    if (sqlite3_exec(store->db, sql, 0, 0, 0)) die(sqlite3_errmsg(store->db));
}

static sqlite3_stmt *prepare(Store *store, const char *sql) {
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(store->db, sql, -1, &statement, 0)) die(sqlite3_errmsg(store->db));
    return statement;
}

static void finish(Store *store, sqlite3_stmt *statement) {
    if (sqlite3_step(statement) != SQLITE_DONE) die(sqlite3_errmsg(store->db));
    sqlite3_reset(statement);
}

/* Merges the edit at hand into a cell's state where it lies, so that a cell costs one search of the tree, not two.
 * It may write over `out`, which is bound as the new row: on a conflict that row is not used. */
static void foldCell(sqlite3_context *context, int count, sqlite3_value **arguments) {
    (void)count;
    Store *store = sqlite3_user_data(context);
    const Byte *bytes = sqlite3_value_blob(arguments[0]);
    decode(bytes, sqlite3_value_bytes(arguments[0]));
    apply(store->edit, store->bundle);
    sqlite3_result_blob(context, out, encode(), SQLITE_TRANSIENT);
}

static void openStore(Store *store, const char *path, Layout layout) {
    if (sqlite3_open(path, &store->db)) die("cannot open the database");
    run(store, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;"
        "CREATE TABLE IF NOT EXISTS record(id INTEGER PRIMARY KEY, contested INTEGER NOT NULL,"
        " state BLOB NOT NULL) STRICT;"
        "CREATE TABLE IF NOT EXISTS segment(id INTEGER PRIMARY KEY, log INTEGER NOT NULL, first INTEGER NOT NULL,"
        " last INTEGER NOT NULL, size INTEGER NOT NULL, body BLOB NOT NULL, UNIQUE(log, first)) STRICT;"
        "CREATE TABLE IF NOT EXISTS cell(record INTEGER NOT NULL, field INTEGER NOT NULL, state BLOB NOT NULL,"
        " PRIMARY KEY(record, field)) STRICT, WITHOUT ROWID;");
    sqlite3_create_function(store->db, "fold", 1, SQLITE_UTF8, store, foldCell, 0, 0);
    store->get = prepare(store, "SELECT state FROM record WHERE id = ?1");
    store->put = prepare(store, layout.isCells
        ? "INSERT INTO cell VALUES(?1, ?2, ?3) ON CONFLICT DO UPDATE SET state = fold(state)"
        : "INSERT INTO record VALUES(?1, ?2, ?3) ON CONFLICT DO UPDATE SET contested = ?2, state = ?3");
    store->keep = prepare(store, "INSERT INTO segment(log, first, last, size, body) VALUES(?1, ?2, ?3, ?4, ?5)");
}

static void closeStore(Store *store) {
    sqlite3_finalize(store->get), sqlite3_finalize(store->put), sqlite3_finalize(store->keep);
    if (sqlite3_wal_checkpoint_v2(store->db, 0, SQLITE_CHECKPOINT_TRUNCATE, 0, 0)) die("the checkpoint failed");
    sqlite3_close(store->db);
}

/* By record and field, then in the order in which the edits came. */
static int byKey(const void *left, const void *right) {
    const Edit *a = left, *b = right;
    if (a->record != b->record) return a->record < b->record ? -1 : 1;
    if (a->field != b->field) return a->field < b->field ? -1 : 1;
    return (a->place > b->place) - (a->place < b->place);
}

static void put(Store *store, uint64_t key, int second) {   /* writes the state that is being merged */
    int size = encode();
    sqlite3_bind_int64(store->put, 1, key);
    sqlite3_bind_int(store->put, 2, second);
    sqlite3_bind_blob(store->put, 3, out, size, SQLITE_STATIC);
    finish(store, store->put);
}

static void mergeCells(Store *store, Bundle *bundle) {
    store->bundle = bundle;
    for (store->edit = bundle->edits; store->edit < bundle->edits + bundle->count; store->edit++) {
        clearState();
        apply(store->edit, bundle);
        put(store, store->edit->record, store->edit->field);
    }
}

static void mergeRecords(Store *store, Bundle *bundle) {
    for (uint32_t i = 0; i < bundle->count;) {
        uint64_t record = bundle->edits[i].record;
        clearState();
        sqlite3_bind_int64(store->get, 1, record);
        if (sqlite3_step(store->get) == SQLITE_ROW) {
            const Byte *bytes = sqlite3_column_blob(store->get, 0);
            decode(bytes, sqlite3_column_bytes(store->get, 0));
        }
        for (; i < bundle->count && bundle->edits[i].record == record; i++) apply(bundle->edits + i, bundle);
        put(store, record, isContested());   /* the old values still lie in the row that was read */
        sqlite3_reset(store->get);
    }
}

static void keepSegments(Store *store, const Bundle *bundle) {
    for (const Segment *segment = bundle->segments; segment < bundle->segments + bundle->segmentCount; segment++) {
        uLongf size = compressBound(segment->text.length);
        Byte *packed = malloc(size);
        if (!packed || compress2(packed, &size, (const Byte *)segment->text.at, segment->text.length, 6)) die("zlib");
        sqlite3_bind_int64(store->keep, 1, segment->log);
        sqlite3_bind_int64(store->keep, 2, segment->first);
        sqlite3_bind_int64(store->keep, 3, segment->last);
        sqlite3_bind_int64(store->keep, 4, segment->text.length);
        sqlite3_bind_blob(store->keep, 5, packed, size, free);
        finish(store, store->keep);
    }
}

static void mergeBundle(Store *store, Layout layout, Bundle *bundle) {
    if (layout.isSorted) qsort(bundle->edits, bundle->count, sizeof(Edit), byKey);
    run(store, "BEGIN IMMEDIATE");
    if (layout.keepsSegments) keepSegments(store, bundle);
    if (layout.isCells) mergeCells(store, bundle); else mergeRecords(store, bundle);
    run(store, "COMMIT");
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

/* The peak of this program alone: rusage would count the memory of the process that started it. */
static long peakBytes(void) {
    char line[256];
    long kilobytes = 0;
    FILE *file = fopen("/proc/self/status", "r");
    while (file && fgets(line, sizeof line, file)) if (sscanf(line, "VmHWM: %ld", &kilobytes) == 1) break;
    if (file) fclose(file);
    return kilobytes * 1024;
}

static void merge(Layout layout, const char *path, int count, char **files) {
    double start = now();
    long edits = 0;
    Store store = {0};
    if (!layout.isParse) openStore(&store, path, layout);
    for (int i = 0; i < count; i++) {
        Bundle bundle = {0};
        readBundle(files[i], &bundle);
        edits += bundle.count;
        if (!layout.isParse) mergeBundle(&store, layout, &bundle);
        freeBundle(&bundle);
    }
    if (!layout.isParse) closeStore(&store);
    double seconds = now() - start, cpu = (double)clock() / CLOCKS_PER_SEC;
    printf("{\"seconds\":%.6f,\"cpuSeconds\":%.6f,\"edits\":%ld,\"peakBytes\":%ld}\n", seconds, cpu, edits,
        peakBytes());
}

typedef struct { uint64_t heads, contested, checksum, segments; } Sums;

static void addHeads(Sums *sums, uint64_t record) {
    char name[96];
    for (int f = 0; f < FIELDS; f++) {
        const Register *cell = state.registers + f;
        sums->contested += cell->headCount > 1;
        for (const Head *head = cell->heads; head < cell->heads + cell->headCount; head++) {
            int length = snprintf(name, sizeof name, "%llu,%d,%u,%llu,", (unsigned long long)record, f,
                head->stamp.log, (unsigned long long)head->number);
            sums->checksum += crc32(crc32(0, (Byte *)name, length), (const Byte *)head->value.at, head->value.length);
            sums->heads++;
        }
    }
}

static void addSegments(Store *store, Sums *sums) {
    sqlite3_stmt *rows = prepare(store, "SELECT size, body FROM segment");
    while (sqlite3_step(rows) == SQLITE_ROW) {
        uLongf size = sqlite3_column_int64(rows, 0), expected = size;
        Byte *text = malloc(size);
        const Byte *body = sqlite3_column_blob(rows, 1);
        if (!text || uncompress(text, &size, body, sqlite3_column_bytes(rows, 1)) || size != expected) die("zlib");
        sums->segments += crc32(0, text, size);
        free(text);
    }
    sqlite3_finalize(rows);
}

static void check(Layout layout, const char *path) {
    Store store = {0};
    Sums sums = {0};
    openStore(&store, path, layout);
    sqlite3_stmt *rows = prepare(&store,
        layout.isCells ? "SELECT record, state FROM cell" : "SELECT id, state FROM record");
    while (sqlite3_step(rows) == SQLITE_ROW) {
        const Byte *bytes = sqlite3_column_blob(rows, 1);
        decode(bytes, sqlite3_column_bytes(rows, 1));
        addHeads(&sums, sqlite3_column_int64(rows, 0));
    }
    sqlite3_finalize(rows);
    addSegments(&store, &sums);
    closeStore(&store);
    printf("{\"heads\":%llu,\"contested\":%llu,\"checksum\":%llu,\"segments\":%llu}\n", (unsigned long long)sums.heads,
        (unsigned long long)sums.contested, (unsigned long long)sums.checksum, (unsigned long long)sums.segments);
}

int main(int count, char **arguments) {
    if (count >= 4 && !strcmp(arguments[1], "merge"))
        merge(layoutNamed(arguments[2]), arguments[3], count - 4, arguments + 4);
    else if (count == 4 && !strcmp(arguments[1], "check")) check(layoutNamed(arguments[2]), arguments[3]);
    else die("usage: layout merge LAYOUT DB FILES... | layout check LAYOUT DB");
    return 0;
}
