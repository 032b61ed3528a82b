/* Reads a bundle: inflates it whole, then scans its lines in place. */
#include "layout.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static const char *NAMES[FIELDS] = {"partnership", "title", "kind", "donor", "recipient", "offered", "agreed",
    "received", "value", "quantity", "status", "waybill", "tags", "purpose", "note"};
static void *grown(void *items, uint32_t count, uint32_t *room, size_t size) {
    if (count < *room) return items;
    *room = *room ? *room * 2 : 1024;
    if (!(items = realloc(items, *room * size))) die("out of memory");
    return items;
}

static Byte *contents(const char *path, size_t *size) {
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END)) die(path);
    *size = ftell(file);
    rewind(file);
    Byte *bytes = malloc(*size);
    if (!bytes || fread(bytes, 1, *size, file) != *size || *size < 18) die(path);
    fclose(file);
    return bytes;
}

static void inflateFile(const char *path, Bundle *bundle) {
    size_t packed;
    Byte *bytes = contents(path, &packed), *tail = bytes + packed - 4;
    bundle->size = tail[0] | tail[1] << 8 | tail[2] << 16 | (uint32_t)tail[3] << 24;
    bundle->text = malloc(bundle->size + 1);
    z_stream stream = {0};
    if (!bundle->text || inflateInit2(&stream, 31) != Z_OK) die("zlib");
    stream.next_in = bytes, stream.avail_in = packed;
    stream.next_out = (Byte *)bundle->text, stream.avail_out = bundle->size;
    if (inflate(&stream, Z_FINISH) != Z_STREAM_END) die("damaged gzip");
    inflateEnd(&stream);
    free(bytes);
    bundle->text[bundle->size] = 0;   /* every scan stops here at the latest */
}

static void expect(const char **at, const char *text) {
    size_t length = strlen(text);
    if (strncmp(*at, text, length)) die("a line of an unknown form");
    *at += length;
}

static uint64_t integer(const char **at) {
    uint64_t value = 0;
    if (**at < '0' || **at > '9') die("not a number");
    while (**at >= '0' && **at <= '9') value = value * 10 + (*(*at)++ - '0');
    return value;
}

static const char *stringEnd(const char *at) {   /* from an opening quote to after the closing one */
    for (at++; *at != '"'; at++) {
        if (*at == '\\') at++;
        if (!*at) die("a string without an end");
    }
    return at + 1;
}

/* Takes a value's JSON text as it stands, as the store keeps canonical bytes. */
static Text value(const char **at) {
    Text text = {*at, 0};
    int depth = 0;
    do {
        if (**at == '"') { *at = stringEnd(*at); continue; }
        if (!**at) die("a value without an end");
        if (**at == '{' || **at == '[') depth++;
        if (**at == '}' || **at == ']') depth--;
        ++*at;
    } while (depth || (**at != ',' && **at != '}'));
    text.length = *at - text.at;
    return text;
}

static Byte field(Text name) {   /* the name with its quotes */
    for (int i = 0; i < FIELDS; i++)
        if (!strncmp(NAMES[i], name.at + 1, name.length - 2) && !NAMES[i][name.length - 2]) return i;
    die("an unknown field");
    return 0;
}

static void references(const char **at, Bundle *bundle, Edit *edit) {
    edit->replaced = bundle->idCount;
    for (expect(at, "["); **at != ']'; *at += **at == ',') {
        Id id = {edit->head.stamp.log, 0};
        int isOther = **at == '[';
        if (isOther) { ++*at; id.log = integer(at); expect(at, ","); }
        id.number = integer(at);
        if (isOther) expect(at, "]");
        bundle->ids = grown(bundle->ids, bundle->idCount, &bundle->idRoom, sizeof(Id));
        bundle->ids[bundle->idCount++] = id;
    }
    ++*at;
    edit->replacedCount = bundle->idCount - edit->replaced;
}

static void readEdit(const char **at, Bundle *bundle, Stamp stamp, uint64_t number, uint64_t *record) {
    Edit edit = {.head = {.stamp = stamp, .number = number}, .place = bundle->count};
    for (expect(at, "{"); **at != '}'; *at += **at == ',') {
        char member = (*at)[1];
        *at += 2;
        expect(at, "\":");
        if (member == 'v') edit.head.value = value(at);
        else if (member == 'f') edit.field = field(value(at));
        else if (member == 'x') references(at, bundle, &edit);
        else if (member == 'r') *record = integer(at);
        else if (member == 'k') edit.head.kind = value(at).at[1] == 'r';
        else if (member == 'y') value(at);
        else die("an unknown member");
    }
    ++*at;
    edit.record = *record;
    bundle->edits = grown(bundle->edits, bundle->count, &bundle->room, sizeof(Edit));
    bundle->edits[bundle->count++] = edit;
}

static void readCommit(const char **at, Bundle *bundle, uint32_t log) {
    Stamp stamp = {.log = log};
    uint64_t record = 0;
    expect(at, "{\"n\":"), stamp.first = integer(at);
    expect(at, ",\"l\":"), stamp.lamport = integer(at);
    expect(at, ",\"t\":"), stamp.seconds = integer(at);
    expect(at, ",\"ops\":[");
    for (uint64_t number = stamp.first; **at != ']'; *at += **at == ',')
        readEdit(at, bundle, stamp, number++, &record);
    expect(at, "]}\n");
}

static void readSegment(const char **at, Bundle *bundle) {
    Segment segment = {.text = {*at, 0}};
    expect(at, "{\"segment\":"), segment.log = integer(at);
    expect(at, ",\"first\":"), segment.first = integer(at);
    expect(at, ",\"last\":"), segment.last = integer(at);
    expect(at, "}\n");
    while (!strncmp(*at, "{\"n\"", 4)) readCommit(at, bundle, segment.log);
    segment.text.length = *at - segment.text.at;
    bundle->segments = grown(bundle->segments, bundle->segmentCount, &bundle->segmentRoom, sizeof(Segment));
    bundle->segments[bundle->segmentCount++] = segment;
}

void readBundle(const char *path, Bundle *bundle) {
    inflateFile(path, bundle);
    bundle->count = bundle->idCount = bundle->segmentCount = 0;
    for (const char *at = bundle->text; *at;) readSegment(&at, bundle);
}

void freeBundle(Bundle *bundle) {
    free(bundle->text), free(bundle->edits), free(bundle->ids), free(bundle->segments);
    *bundle = (Bundle){0};
}
