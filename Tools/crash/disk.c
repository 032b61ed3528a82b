// Loaded into a program with LD_PRELOAD: records, step by step, what it does to the files below some
// folders, or lets one of these steps fail. What a step is, and how it is recorded: see README.md.
//
//   CRASH_ROOTS=/a:/b   only what is below these folders counts
//   CRASH_LOG=FILE      where the steps are recorded
//   CRASH_FAIL=N:HOW    the N-th step, from 0, fails: enospc, eio, or short (half is written); or this
//                       and every later one: full (whatever needs room), readonly
//   CRASH_SHARE=/a/b    the shared folder among them; what is done below it, reading included, is counted
//   CRASH_ONLY=share    of the steps only those below the shared folder count and fail
//   CRASH_GONE=N        at the N-th look at the shared folder, from 0, it is pulled out
//
// Chance and the clock, and how commands are started: see start.c.

#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include "start.h"

enum step { CREATE = 'c', WRITE = 'w', TRUNCATE = 't', SYNC = 's', RENAME = 'r', LINK = 'l',
            UNLINK = 'u', MKDIR = 'd', RMDIR = 'x', TOLD = 'o', LOOK = 'k' };

static pthread_mutex_t lock = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static int depth;
static char *roots[8];
static int root_count = -1, log_fd = -1;
static long step_number, failing_step = -1;
static const char *failure = "", *share;
static long look_number, leaving_look = -1;
static int is_gone, only_share;

static void set_up(void) {
    if (root_count >= 0) return;
    root_count = 0;
    char *list = getenv("CRASH_ROOTS");
    list = list ? strdup(list) : NULL;
    for (char *one = list ? strtok(list, ":") : NULL; one && root_count < 8; one = strtok(NULL, ":"))
        roots[root_count++] = one;
    const char *path = getenv("CRASH_LOG");
    if (path) log_fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND, 0600);
    const char *fail = getenv("CRASH_FAIL");
    if (fail) {
        failing_step = atol(fail);
        failure = strchr(fail, ':') ? strchr(fail, ':') + 1 : "eio";
    }
    share = getenv("CRASH_SHARE");
    only_share = getenv("CRASH_ONLY") != NULL;
    const char *gone = getenv("CRASH_GONE");
    if (gone) leaving_look = atol(gone);
}

void forget_settings(void) { root_count = -1; }

static int is_below(const char *path, const char *folder) {
    size_t length = strlen(folder);
    return !strncmp(path, folder, length) && (path[length] == '/' || !path[length]);
}

static void record(int kind, uint64_t inode, int64_t offset, const char *one, const char *two,
                   const void *data, size_t size);

// Counts a look at the shared folder and tells whether that has been pulled out: its name is moved away, so
// that whatever asks for it by its path does not find it, and what is still open does not answer.
static int leaves(const char *path) {
    if (!share || depth > 1) return 0;
    if (is_gone) return !strncmp(path, share, strlen(share));
    if (!is_below(path, share)) return 0;
    record(LOOK, 0, 0, NULL, NULL, NULL, 0);
    if (look_number++ != leaving_look) return 0;
    char away[PATH_MAX];
    snprintf(away, sizeof away, "%s.gone", share);
    if (syscall(SYS_renameat, AT_FDCWD, share, AT_FDCWD, away)) abort();
    return is_gone = 1;
}

static int is_watched(const char *path) {
    for (int i = 0; i < root_count; i++) {
        if (is_below(path, roots[i])) {
            // SQLite's shared memory is made anew after a crash.
            size_t all = strlen(path);
            return all < 4 || strcmp(path + all - 4, "-shm");
        }
    }
    return 0;
}

// The path of an open file, where it is watched; a file without a name has that of its folder.
static int path_of(int fd, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return is_watched(path);
}

// The absolute path of a name, links in its folder followed.
static int path_at(int folder, const char *name, char *path) {
    char joined[PATH_MAX * 2], base[PATH_MAX];
    if (name[0] == '/' || folder == AT_FDCWD) {
        snprintf(joined, sizeof joined, "%s", name);
    } else {
        char link[64];
        snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
        ssize_t length = readlink(link, base, sizeof base - 1);
        if (length < 0) return 0;
        base[length] = 0;
        snprintf(joined, sizeof joined, "%s/%s", base, name);
    }
    char *slash = strrchr(joined, '/');
    const char *last = slash ? slash + 1 : joined;
    char copy[PATH_MAX * 2], real[PATH_MAX];
    snprintf(copy, sizeof copy, "%.*s", slash ? (int)(slash - joined) : 1, slash ? joined : ".");
    if (!realpath(copy[0] ? copy : "/", real)) return 0;
    if (snprintf(path, PATH_MAX, "%s/%s", real, last) >= PATH_MAX) return 0;
    return is_watched(path);
}

static uint64_t inode_of(int fd) {
    struct stat facts;
    return fstat(fd, &facts) ? 0 : facts.st_ino;
}

// One record: kind, inode, offset, lengths of two paths and of the data, then these.
static void record(int kind, uint64_t inode, int64_t offset, const char *one, const char *two,
                   const void *data, size_t size) {
    if (log_fd < 0) return;
    uint64_t head[6] = {(uint64_t)kind, inode, (uint64_t)offset, one ? strlen(one) : 0,
                        two ? strlen(two) : 0, size};
    struct iovec parts[4] = {{head, sizeof head}, {(void *)one, head[3]}, {(void *)two, head[4]},
                             {(void *)data, size}};
    if (syscall(SYS_writev, log_fd, parts, 4) < 0) abort();
}

// Counts a step and tells whether it fails; errno is then why.
static int fails(int kind, const char *path) {
    if (leaves(path)) {
        errno = EIO;
        return 1;
    }
    if (only_share && (!share || !is_below(path, share))) return 0;
    long number = step_number++;
    int is_lasting = !strcmp(failure, "full") || !strcmp(failure, "readonly");
    if (failing_step < 0 || (is_lasting ? number < failing_step : number != failing_step)) return 0;
    if (!strcmp(failure, "full") && !strchr("cwld", kind)) return 0;
    errno = !strcmp(failure, "readonly") ? EROFS
        : !strcmp(failure, "enospc") || !strcmp(failure, "full") ? ENOSPC : EIO;
    return strcmp(failure, "short") ? 1 : 2;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

// What these functions ask for themselves is no look of the program's.
#define BEGIN pthread_mutex_lock(&lock); depth++; set_up()
#define END depth--; pthread_mutex_unlock(&lock)

static int open_watched(int folder, const char *name, int flags, mode_t mode) {
    char path[PATH_MAX];
    BEGIN;
    int noise = strcmp(name, "/dev/urandom") ? -1 : open_chance();
    if (noise >= 0) {
        END;
        return noise;
    }
    int anonymous = (flags & O_TMPFILE) == O_TMPFILE;
    int writes = (flags & (O_CREAT | O_TRUNC)) != 0 || anonymous;
    int watched = path_at(folder, name, path);
    if (watched && !writes && leaves(path)) {
        errno = ENOENT;
        END;
        return -1;
    }
    watched &= writes;
    struct stat facts;
    int existed = watched && !anonymous && !fstatat(folder, name, &facts, 0);
    int creates = watched && !existed && ((flags & O_CREAT) || anonymous);
    int empties = watched && existed && (flags & O_TRUNC) && facts.st_size > 0;
    int fd = -1;
    if (!((creates || empties) && fails(creates ? CREATE : TRUNCATE, path))) {
        fd = (int)syscall(SYS_openat, folder, name, flags, mode);
        int why = errno;
        if (fd >= 0 && creates) record(CREATE, inode_of(fd), anonymous, path, NULL, NULL, 0);
        if (fd >= 0 && empties) record(TRUNCATE, inode_of(fd), 0, path, NULL, NULL, 0);
        errno = why;
    }
    END;
    return fd;
}

#define MODE(flags) va_list rest; va_start(rest, flags); \
    mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(rest, mode_t) : 0; va_end(rest)
int open(const char *name, int flags, ...) { MODE(flags); return open_watched(AT_FDCWD, name, flags, mode); }
int open64(const char *name, int flags, ...) { MODE(flags); return open_watched(AT_FDCWD, name, flags, mode); }
int openat(int folder, const char *name, int flags, ...) { MODE(flags); return open_watched(folder, name, flags, mode); }
int openat64(int folder, const char *name, int flags, ...) { MODE(flags); return open_watched(folder, name, flags, mode); }

static ssize_t write_watched(int fd, const void *data, size_t size, off_t offset, int is_at) {
    char path[PATH_MAX];
    BEGIN;
    ssize_t written = -1;
    int outcome = 0, watched = size && path_of(fd, path);
    if (!watched && fd == 1 && size) record(TOLD, 0, 0, NULL, NULL, data, size);
    if (watched) {
        if (!is_at) {
            struct stat facts;
            offset = fcntl(fd, F_GETFL) & O_APPEND && !fstat(fd, &facts)
                ? facts.st_size : lseek(fd, 0, SEEK_CUR);
        }
        outcome = fails(WRITE, path);
        if (outcome == 2) size = size / 2 ? size / 2 : 1;
    }
    if (outcome != 1) {
        written = is_at ? syscall(SYS_pwrite64, fd, data, size, offset)
                        : syscall(SYS_write, fd, data, size);
        int why = errno;
        if (watched && written > 0)
            record(WRITE, inode_of(fd), offset, path, NULL, data, (size_t)written);
        errno = why;
    }
    END;
    return written;
}

ssize_t write(int fd, const void *data, size_t size) { return write_watched(fd, data, size, 0, 0); }
ssize_t pwrite(int fd, const void *data, size_t size, off_t at) { return write_watched(fd, data, size, at, 1); }
ssize_t pwrite64(int fd, const void *data, size_t size, off_t at) { return write_watched(fd, data, size, at, 1); }

#define STEP(type, kind, path, watched, call, note) \
    BEGIN; type result = -1; int is_ours = (watched); \
    if (!(is_ours && fails(kind, path))) { result = (type)(call); int why = errno; \
        if (is_ours && result == 0) { note; } errno = why; } \
    END; return result

static int truncate_watched(int fd, off_t size) {
    char path[PATH_MAX];
    STEP(int, TRUNCATE, path, path_of(fd, path), syscall(SYS_ftruncate, fd, size),
         record(TRUNCATE, inode_of(fd), size, path, NULL, NULL, 0));
}
int ftruncate(int fd, off_t size) { return truncate_watched(fd, size); }
int ftruncate64(int fd, off_t size) { return truncate_watched(fd, size); }

static int sync_watched(int fd, long number) {
    char path[PATH_MAX];
    STEP(int, SYNC, path, path_of(fd, path), syscall(number, fd),
         record(SYNC, inode_of(fd), 0, path, NULL, NULL, 0));
}
int fsync(int fd) { return sync_watched(fd, SYS_fsync); }
int fdatasync(int fd) { return sync_watched(fd, SYS_fdatasync); }

int renameat(int from, const char *old, int to, const char *new) {
    char one[PATH_MAX], two[PATH_MAX];
    STEP(int, RENAME, two, path_at(from, old, one) & path_at(to, new, two),
         syscall(SYS_renameat, from, old, to, new), record(RENAME, 0, 0, one, two, NULL, 0));
}
int rename(const char *old, const char *new) { return renameat(AT_FDCWD, old, AT_FDCWD, new); }

int linkat(int from, const char *old, int to, const char *new, int flags) {
    char one[PATH_MAX], two[PATH_MAX];
    struct stat facts = {0};
    STEP(int, LINK, two, path_at(to, new, two), syscall(SYS_linkat, from, old, to, new, flags),
         fstatat(to, new, &facts, 0); path_at(from, old, one);
         record(LINK, facts.st_ino, 0, one, two, NULL, 0));
}
int link(const char *old, const char *new) { return linkat(AT_FDCWD, old, AT_FDCWD, new, 0); }

int unlinkat(int folder, const char *name, int flags) {
    char path[PATH_MAX];
    STEP(int, UNLINK, path, path_at(folder, name, path), syscall(SYS_unlinkat, folder, name, flags),
         record(flags & AT_REMOVEDIR ? RMDIR : UNLINK, 0, 0, path, NULL, NULL, 0));
}
int unlink(const char *name) { return unlinkat(AT_FDCWD, name, 0); }
int rmdir(const char *name) { return unlinkat(AT_FDCWD, name, AT_REMOVEDIR); }

int mkdirat(int folder, const char *name, mode_t mode) {
    char path[PATH_MAX];
    STEP(int, MKDIR, path, path_at(folder, name, path), syscall(SYS_mkdirat, folder, name, mode),
         record(MKDIR, 0, 0, path, NULL, NULL, 0));
}
int mkdir(const char *name, mode_t mode) { return mkdirat(AT_FDCWD, name, mode); }

// Looks: what only reads, below the shared folder.

#define LOOK_AT(type, failed, watched, why, call) \
    char path[PATH_MAX]; BEGIN; int is_away = share && (watched) && leaves(path); END; \
    if (is_away) { errno = why; return (type)failed; } return call

ssize_t read(int fd, void *data, size_t size) {
    LOOK_AT(ssize_t, -1, path_of(fd, path), EIO, syscall(SYS_read, fd, data, size));
}
ssize_t pread(int fd, void *data, size_t size, off_t at) {
    LOOK_AT(ssize_t, -1, path_of(fd, path), EIO, syscall(SYS_pread64, fd, data, size, at));
}
ssize_t pread64(int fd, void *data, size_t size, off_t at) {
    LOOK_AT(ssize_t, -1, path_of(fd, path), EIO, syscall(SYS_pread64, fd, data, size, at));
}
int fstat(int fd, struct stat *facts) {
    LOOK_AT(int, -1, path_of(fd, path), EIO, REAL(fstat)(fd, facts));
}
int fstatat(int folder, const char *name, struct stat *facts, int flags) {
    LOOK_AT(int, -1, path_at(folder, name, path), ENOENT, REAL(fstatat)(folder, name, facts, flags));
}
int stat(const char *name, struct stat *facts) { return fstatat(AT_FDCWD, name, facts, 0); }
int lstat(const char *name, struct stat *facts) { return fstatat(AT_FDCWD, name, facts, AT_SYMLINK_NOFOLLOW); }
struct dirent *readdir(DIR *folder) {
    LOOK_AT(struct dirent *, 0, path_of(dirfd(folder), path), EIO, REAL(readdir)(folder));
}
