/* The physical floor: gunzip, scan JSON lines, write SQLite. One thread, one durable transaction a bundle.
 *   floor parse FILE...              gunzips and scans only
 *   floor merge DB VERSION FILE...   one row a record, its values packed with a clock each: read, merge, write
 *   floor dump DB VERSION OUT        the records of at least that version, as gzip JSON lines
 * The files are gzip JSON lines of the workload. Prints JSON: seconds, rawBytes, operations. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>

enum { FIELDS = 15, ID = 26, HEAD = 13, LARGEST = 8192 };

static const char *names[FIELDS] = {"ref", "title", "status", "sector", "admin1", "admin2", "site", "period",
                                    "people", "women", "qty", "unit", "cost", "contact", "note"};

/* A line of a bundle; values point at their JSON text. */
typedef struct {
    long long time;
    const char *id;
    int count;
    unsigned char field[FIELDS];
    const char *value[FIELDS];
    int length[FIELDS];
} Event;

/* A value with its clock. */
typedef struct {
    long long time;
    int laptop, length;
    const char *value;
} Cell;

typedef struct {
    sqlite3 *handle;
    sqlite3_stmt *get, *put;
} Store;

static long operations, raw_bytes;

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static void die(const char *what) {
    fprintf(stderr, "floor: error: %s\n", what);
    exit(1);
}

static void *must(void *memory) {
    if (!memory) die("out of memory");
    return memory;
}

static char *gunzip(const char *path, size_t *size) {
    FILE *file = fopen(path, "rb");
    if (!file) die(path);
    fseek(file, 0, SEEK_END);
    size_t packed = ftell(file);
    rewind(file);
    unsigned char *bytes = must(malloc(packed));
    if (packed < 18 || fread(bytes, 1, packed, file) != packed) die("a bundle cannot be read");
    fclose(file);
    const unsigned char *end = bytes + packed;
    *size = end[-4] | end[-3] << 8 | end[-2] << 16 | (unsigned)end[-1] << 24;
    char *text = must(malloc(*size + 1));
    z_stream stream = {0};
    inflateInit2(&stream, 31);
    stream.next_in = bytes, stream.avail_in = packed;
    stream.next_out = (unsigned char *)text, stream.avail_out = *size;
    if (inflate(&stream, Z_FINISH) != Z_STREAM_END) die("a bundle is damaged");
    inflateEnd(&stream);
    free(bytes);
    text[*size] = 0;
    return text;
}

static int field_named(const char *name, int length) {
    for (int i = 0; i < FIELDS; i++)
        if (!strncmp(names[i], name, length) && !names[i][length]) return i;
    return -1;
}

/* From after the opening quote to the closing one. */
static const char *string_end(const char *place) {
    for (; *place != '"'; place++)
        if (*place == '\\') place++;
    return place;
}

/* Scans a line; returns where the next one begins. */
static const char *scan(const char *place, Event *event) {
    event->count = 0, event->time = 0;
    for (int depth = 0;; place++) {
        if (*place == '{') depth++;
        if (*place == '}' && !--depth) return place[1] == '\n' ? place + 2 : place + 1;
        if (*place != '"') continue;
        const char *key = place + 1, *key_end = string_end(key), *value = key_end + 2;
        if (*value == '{') {
            depth++, place = value;
            continue;
        }
        place = value;
        if (*place == '"') place = string_end(place + 1) + 1;
        else while (*place != ',' && *place != '}') place++;
        int field = depth == 2 ? field_named(key, key_end - key) : -1, n = event->count;
        if (field >= 0) {
            event->field[n] = field, event->value[n] = value, event->length[n] = place - value;
            event->count++;
        } else if (key_end - key == 2 && *key == 'i') event->id = value + 1;
        else if (key_end - key == 1 && *key == 't') event->time = strtoll(value, 0, 10);
        place--;
    }
}

/* A record's row: for each field there is, its number, time (8 bytes), laptop (2), length (2) and value. */
static void unpack(const unsigned char *bytes, int size, Cell *cells) {
    for (int i = 0; i < size;) {
        Cell *cell = cells + bytes[i];
        unsigned short length;
        short laptop;
        memcpy(&cell->time, bytes + i + 1, 8), memcpy(&laptop, bytes + i + 9, 2), memcpy(&length, bytes + i + 11, 2);
        cell->laptop = laptop, cell->length = length, cell->value = (const char *)bytes + i + HEAD;
        i += HEAD + length;
    }
}

static int pack(const Cell *cells, unsigned char *bytes) {
    int i = 0;
    for (int field = 0; field < FIELDS; field++) {
        if (!cells[field].value) continue;
        short laptop = cells[field].laptop;
        unsigned short length = cells[field].length;
        if (i + HEAD + length > LARGEST) die("a record is too large");
        bytes[i] = field;
        memcpy(bytes + i + 1, &cells[field].time, 8), memcpy(bytes + i + 9, &laptop, 2);
        memcpy(bytes + i + 11, &length, 2), memcpy(bytes + i + HEAD, cells[field].value, length);
        i += HEAD + length;
    }
    return i;
}

static int by_id(const void *one, const void *other) {
    const Event *x = one, *y = other;
    int order = memcmp(x->id, y->id, ID);
    return order ? order : (x->time > y->time) - (x->time < y->time);
}

static Store opened(const char *path) {
    Store store = {0};
    if (sqlite3_open(path, &store.handle)) die("the database cannot be opened");
    sqlite3_exec(store.handle,
                 "pragma journal_mode=wal; pragma synchronous=full; pragma cache_size=-65536;"
                 "pragma wal_autocheckpoint=10000;"
                 "create table if not exists rec(id text primary key, ver int, b blob) without rowid", 0, 0, 0);
    if (sqlite3_prepare_v2(store.handle, "select b from rec where id=?1", -1, &store.get, 0) ||
        sqlite3_prepare_v2(store.handle,
                           "insert into rec values(?1,?2,?3) on conflict(id) do update set ver=?2,b=?3", -1,
                           &store.put, 0)) die(sqlite3_errmsg(store.handle));
    return store;
}

static void closed(Store *store) {
    sqlite3_finalize(store->get), sqlite3_finalize(store->put);
    sqlite3_wal_checkpoint_v2(store->handle, 0, SQLITE_CHECKPOINT_TRUNCATE, 0, 0);
    sqlite3_close(store->handle);
}

/* Merges the events of one record into its row; returns how many they were. */
static int merge_record(Store *store, const Event *events, int count, int laptop, int version) {
    Cell cells[FIELDS] = {0};
    unsigned char old[LARGEST], new[LARGEST];
    const char *id = events->id;
    int used = 0;
    sqlite3_bind_text(store->get, 1, id, ID, SQLITE_STATIC);
    if (sqlite3_step(store->get) == SQLITE_ROW) {
        int size = sqlite3_column_bytes(store->get, 0);
        memcpy(old, sqlite3_column_blob(store->get, 0), size);
        unpack(old, size, cells);
    }
    sqlite3_reset(store->get);
    for (; used < count && !memcmp(events[used].id, id, ID); used++) {
        const Event *event = events + used;
        for (int j = 0; j < event->count; j++) {
            Cell *cell = cells + event->field[j];
            int is_older = event->time < cell->time || (event->time == cell->time && laptop <= cell->laptop);
            if (cell->value && is_older) continue;
            *cell = (Cell){event->time, laptop, event->length[j], event->value[j]};
        }
    }
    sqlite3_bind_text(store->put, 1, id, ID, SQLITE_STATIC);
    sqlite3_bind_int(store->put, 2, version);
    sqlite3_bind_blob(store->put, 3, new, pack(cells, new), SQLITE_STATIC);
    if (sqlite3_step(store->put) != SQLITE_DONE) die(sqlite3_errmsg(store->handle));
    sqlite3_reset(store->put);
    return used;
}

static void take(Store *store, const char *path, int laptop, int version) {
    size_t size;
    char *text = gunzip(path, &size);
    int room = 1024, count = 0;
    Event *events = must(malloc(room * sizeof *events));
    for (const char *place = text; place < text + size; operations += events[count++].count) {
        if (count == room) events = must(realloc(events, (room *= 2) * sizeof *events));
        place = scan(place, events + count);
    }
    raw_bytes += size;
    if (store) {
        sqlite3_exec(store->handle, "begin immediate", 0, 0, 0);
        qsort(events, count, sizeof *events, by_id);
        for (int i = 0; i < count;) i += merge_record(store, events + i, count - i, laptop, version + laptop);
        if (sqlite3_exec(store->handle, "commit", 0, 0, 0)) die(sqlite3_errmsg(store->handle));
    }
    free(events), free(text);
}

static void dump_record(gzFile out, const char *id, const unsigned char *bytes, int size) {
    Cell cells[FIELDS] = {0};
    const char *comma = "";
    unpack(bytes, size, cells);
    raw_bytes += gzprintf(out, "{\"id\":\"%s\",\"f\":{", id);
    for (int field = 0; field < FIELDS; field++) {
        if (!cells[field].value) continue;
        raw_bytes += gzprintf(out, "%s\"%s\":%.*s", comma, names[field], cells[field].length, cells[field].value);
        operations++, comma = ",";
    }
    raw_bytes += gzprintf(out, "}}\n");
}

static void dump(Store *store, int version, const char *path) {
    sqlite3_stmt *all;
    FILE *file = fopen(path, "wb");
    gzFile out = file ? gzdopen(dup(fileno(file)), "wb6") : 0;
    if (!out || sqlite3_prepare_v2(store->handle, "select id, b from rec where ver>=?1", -1, &all, 0)) die(path);
    sqlite3_bind_int(all, 1, version);
    while (sqlite3_step(all) == SQLITE_ROW)
        dump_record(out, (const char *)sqlite3_column_text(all, 0), sqlite3_column_blob(all, 1),
                    sqlite3_column_bytes(all, 1));
    sqlite3_finalize(all);
    if (gzclose(out) || fsync(fileno(file)) || fclose(file)) die("the dump cannot be written");
}

int main(int count, char **arguments) {
    const char *mode = count > 2 ? arguments[1] : "";
    int is_parse = !strcmp(mode, "parse"), is_dump = !strcmp(mode, "dump"), first = is_parse ? 2 : 4;
    if (count <= first || (!is_parse && !is_dump && strcmp(mode, "merge"))) die("usage: see the head of floor.c");
    double start = now();
    Store store = {0};
    if (!is_parse) store = opened(arguments[2]);
    int version = is_parse ? 0 : atoi(arguments[3]);
    for (int i = first; !is_dump && i < count; i++) take(is_parse ? 0 : &store, arguments[i], i - first, version);
    if (is_dump) dump(&store, version, arguments[4]);
    if (!is_parse) closed(&store);
    printf("{\"seconds\":%.6f,\"rawBytes\":%ld,\"operations\":%ld}\n", now() - start, raw_bytes, operations);
}
