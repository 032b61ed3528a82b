/* What the parts of the layout benchmark share: see layout.c. */
#ifndef LAYOUT_H
#define LAYOUT_H
#include <stddef.h>
#include <stdint.h>

#define FIELDS 15
/* Far above what the workload makes; the program stops rather than keep less than everything. */
#define HEADS 64
#define RUNS 4096
#define STATE_BYTES (1 << 18)

typedef unsigned char Byte;
typedef struct { const char *at; uint32_t length; } Text;
typedef struct { uint32_t log; uint64_t number; } Id;
typedef struct { uint32_t log; uint64_t first, lamport, seconds; } Stamp;
typedef struct { Stamp stamp; uint64_t number; Byte kind; Text value; } Head;
typedef struct { uint32_t log; uint64_t first, last; } Run;
typedef struct { Head head; uint64_t record; Byte field; uint32_t replaced, replacedCount, place; } Edit;
typedef struct { Head heads[HEADS]; Id awaited[HEADS]; int headCount, awaitedCount; } Register;
/* The merged state of one record, or of one cell where a cell is all that is kept together. */
typedef struct { Run known[RUNS]; int knownCount; Register registers[FIELDS]; } State;
typedef struct { Text text; uint32_t log; uint64_t first, last; } Segment;
typedef struct {
    char *text;
    size_t size;
    Edit *edits;
    Id *ids;
    Segment *segments;
    uint32_t count, room, idCount, idRoom, segmentCount, segmentRoom;
} Bundle;

extern State state;   /* the one that is being merged */
extern Byte out[STATE_BYTES];

void die(const char *message);

/* bundle.c */
void readBundle(const char *path, Bundle *bundle);
void freeBundle(Bundle *bundle);

/* state.c */
void clearState(void);
void apply(const Edit *edit, const Bundle *bundle);
int isContested(void);
int encode(void);   /* into `out`; returns the size */
void decode(const Byte *at, size_t size);   /* into `state`, whose values then lie in the bytes */

#endif
