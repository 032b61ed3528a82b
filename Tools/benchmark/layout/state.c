/* Merges edits into a state, by the law of RegisterState and RecordState, and codes states compactly. */
#include "layout.h"
#include <string.h>

State state;
Byte out[STATE_BYTES];

void clearState(void) {
    state.knownCount = 0;
    for (int f = 0; f < FIELDS; f++) state.registers[f].headCount = state.registers[f].awaitedCount = 0;
}

static int compareIds(Id left, Id right) {
    if (left.log != right.log) return left.log < right.log ? -1 : 1;
    return (left.number > right.number) - (left.number < right.number);
}

static Id idOf(const Head *head) { return (Id){head->stamp.log, head->number}; }

/* The first run that ends at or after the id, less `slack` numbers. */
static int runAt(Id id, uint64_t slack) {
    int low = 0, high = state.knownCount;
    while (low < high) {
        int middle = (low + high) / 2;
        Run run = state.known[middle];
        if (compareIds((Id){run.log, run.last + slack}, id) < 0) low = middle + 1; else high = middle;
    }
    return low;
}

static int isKnown(Id id) {
    int i = runAt(id, 0);
    return i < state.knownCount && state.known[i].log == id.log && state.known[i].first <= id.number;
}

static void note(Id id) {   /* adds an id that is not known, joining runs that touch */
    int i = runAt(id, 1);
    Run *run = state.known + i;
    if (i < state.knownCount && run->log == id.log && run->last + 1 == id.number) {
        run->last = id.number;
        if (i + 1 == state.knownCount || run[1].log != id.log || run[1].first != id.number + 1) return;
        run->last = run[1].last;
        memmove(run + 1, run + 2, (--state.knownCount - i - 1) * sizeof *run);
    } else if (i < state.knownCount && run->log == id.log && run->first == id.number + 1) {
        run->first = id.number;
    } else {
        if (state.knownCount == RUNS) die("more runs than expected");
        memmove(run + 1, run, (state.knownCount++ - i) * sizeof *run);
        *run = (Run){id.log, id.number, id.number};
    }
}

static int removeHead(Register *cell, Id id) {
    for (int i = 0; i < cell->headCount; i++) {
        if (compareIds(idOf(cell->heads + i), id)) continue;
        memmove(cell->heads + i, cell->heads + i + 1, (--cell->headCount - i) * sizeof(Head));
        return 1;
    }
    return 0;
}

static int removeAwaited(Register *cell, Id id) {
    for (int i = 0; i < cell->awaitedCount; i++) {
        if (compareIds(cell->awaited[i], id)) continue;
        memmove(cell->awaited + i, cell->awaited + i + 1, (--cell->awaitedCount - i) * sizeof(Id));
        return 1;
    }
    return 0;
}

static void await(Register *cell, Id id) {
    for (int i = 0; i < cell->awaitedCount; i++) if (!compareIds(cell->awaited[i], id)) return;
    if (cell->awaitedCount == HEADS) die("more awaited edits than expected");
    cell->awaited[cell->awaitedCount++] = id;
}

void apply(const Edit *edit, const Bundle *bundle) {
    Id id = idOf(&edit->head);
    Register *cell = state.registers + edit->field;
    if (isKnown(id)) return;
    note(id);
    for (uint32_t i = 0; i < edit->replacedCount; i++) {
        Id other = bundle->ids[edit->replaced + i];
        if (!removeHead(cell, other) && !isKnown(other)) await(cell, other);
    }
    if (removeAwaited(cell, id)) return;   /* dead on arrival */
    if (cell->headCount == HEADS) die("more heads than expected");
    int i = cell->headCount++;
    for (; i && compareIds(id, idOf(cell->heads + i - 1)) < 0; i--) cell->heads[i] = cell->heads[i - 1];
    cell->heads[i] = edit->head;
}

/* --- Coding: the form of RecordState+Coding, with numbers for logs and fields. --- */

static Byte *putNumber(Byte *to, uint64_t value) {
    if (to > out + STATE_BYTES - 16) die("a state larger than expected");
    for (; value >= 0x80; value >>= 7) *to++ = value | 0x80;
    *to++ = value;
    return to;
}

static Byte *putText(Byte *to, Text text) {
    to = putNumber(to, text.length);
    if (text.length > out + STATE_BYTES - 16 - to) die("a state larger than expected");
    memcpy(to, text.at, text.length);
    return to + text.length;
}

/* Gathers the commits of all heads: they are written once and heads refer to them. */
static int gatherStamps(Stamp *stamps, int *places) {
    int count = 0, head = 0;
    for (int f = 0; f < FIELDS; f++)
        for (int i = 0; i < state.registers[f].headCount; i++) {
            Stamp stamp = state.registers[f].heads[i].stamp;
            int place = 0;
            while (place < count && (stamps[place].first != stamp.first || stamps[place].log != stamp.log)) place++;
            if (place == count) stamps[count++] = stamp;
            places[head++] = place;
        }
    return count;
}

static Byte *putRegister(Byte *to, const Register *cell, const int **places) {
    to = putNumber(to, cell->headCount);
    for (const Head *head = cell->heads; head < cell->heads + cell->headCount; head++) {
        to = putNumber(to, *(*places)++);
        to = putNumber(to, head->number - head->stamp.first);
        to = putNumber(to, head->kind);
        to = putText(to, head->value);
    }
    to = putNumber(to, cell->awaitedCount);
    for (int i = 0; i < cell->awaitedCount; i++)
        to = putNumber(putNumber(to, cell->awaited[i].log), cell->awaited[i].number);
    return to;
}

int encode(void) {
    static Stamp stamps[FIELDS * HEADS];
    static int places[FIELDS * HEADS];
    const int *place = places;
    Byte *to = putNumber(out, state.knownCount);
    for (Run *run = state.known; run < state.known + state.knownCount; run++)
        to = putNumber(putNumber(putNumber(to, run->log), run->first), run->last - run->first);
    int count = gatherStamps(stamps, places);
    to = putNumber(to, count);
    for (Stamp *s = stamps; s < stamps + count; s++)
        to = putNumber(putNumber(putNumber(putNumber(to, s->log), s->first), s->lamport), s->seconds);
    for (int f = 0; f < FIELDS; f++) {
        if (!state.registers[f].headCount && !state.registers[f].awaitedCount) continue;
        to = putRegister(putNumber(to, f + 1), state.registers + f, &place);
    }
    return putNumber(to, 0) - out;
}

typedef struct { const Byte *at, *end; } Reader;

static uint64_t takeNumber(Reader *reader) {
    uint64_t value = 0;
    for (int shift = 0; reader->at < reader->end && shift < 64; shift += 7) {
        Byte byte = *reader->at++;
        value |= (uint64_t)(byte & 0x7F) << shift;
        if (byte < 0x80) return value;
    }
    die("a damaged state");
    return 0;
}

static int takeCount(Reader *reader, int limit) {
    uint64_t count = takeNumber(reader);
    if (count > (uint64_t)limit) die("a damaged state");
    return count;
}

static Text takeText(Reader *reader) {
    Text text = {0, takeNumber(reader)};
    if (text.length > reader->end - reader->at) die("a damaged state");
    text.at = (const char *)reader->at;
    reader->at += text.length;
    return text;
}

static Stamp takeStamp(Reader *reader) {
    Stamp stamp = {.log = takeNumber(reader)};
    stamp.first = takeNumber(reader);
    stamp.lamport = takeNumber(reader);
    stamp.seconds = takeNumber(reader);
    return stamp;
}

static void takeRegister(Reader *reader, Register *cell, const Stamp *stamps, int count) {
    cell->headCount = takeCount(reader, HEADS);
    for (Head *head = cell->heads; head < cell->heads + cell->headCount; head++) {
        head->stamp = stamps[takeCount(reader, count - 1)];
        head->number = head->stamp.first + takeNumber(reader);
        head->kind = takeNumber(reader);
        head->value = takeText(reader);
    }
    cell->awaitedCount = takeCount(reader, HEADS);
    for (int i = 0; i < cell->awaitedCount; i++) {
        cell->awaited[i].log = takeNumber(reader);
        cell->awaited[i].number = takeNumber(reader);
    }
}

void decode(const Byte *at, size_t size) {
    static Stamp stamps[FIELDS * HEADS];
    Reader reader = {at, at + size};
    clearState();
    state.knownCount = takeCount(&reader, RUNS);
    for (Run *run = state.known; run < state.known + state.knownCount; run++) {
        run->log = takeNumber(&reader);
        run->first = takeNumber(&reader);
        run->last = run->first + takeNumber(&reader);
    }
    int count = takeCount(&reader, FIELDS * HEADS);
    for (int i = 0; i < count; i++) stamps[i] = takeStamp(&reader);
    for (int f; (f = takeCount(&reader, FIELDS));) takeRegister(&reader, state.registers + f - 1, stamps, count);
    if (reader.at != reader.end) die("a damaged state");
}

/* Whether two heads of a register differ in value. */
int isContested(void) {
    for (Register *cell = state.registers; cell < state.registers + FIELDS; cell++)
        for (Head *head = cell->heads + 1; head < cell->heads + cell->headCount; head++)
            if (head->value.length != cell->heads->value.length
                || memcmp(head->value.at, cell->heads->value.at, head->value.length)) return 1;
    return 0;
}
