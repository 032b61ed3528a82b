// The calls by which the program and SQLite change files, in front of the system's own: a thread can
// let them fail below one folder. Other threads are not touched.

#define _GNU_SOURCE
#include "faulty_disk.h"

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static _Thread_local struct {
    char root[PATH_MAX];
    size_t length;
    enum disk_fault fault;
    long left, failed;
    int is_half;
} armed;

void disk_arm(const char *root, enum disk_fault fault, long steps, int is_half) {
    if (!realpath(root, armed.root)) return;
    armed.length = strlen(armed.root);
    armed.left = steps;
    armed.failed = 0;
    armed.is_half = is_half;
    armed.fault = fault;
}

long disk_disarm(void) {
    armed.fault = DISK_SOUND;
    return armed.failed;
}

static int is_below(const char *path) {
    return !strncmp(path, armed.root, armed.length)
        && (path[armed.length] == '/' || !path[armed.length]);
}

// Whether an open file is below the folder.
static int is_open_below(int fd) {
    char link[64], path[PATH_MAX];
    if (armed.fault == DISK_SOUND) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return is_below(path);
}

// Whether a name is below the folder.
static int is_named_below(int folder, const char *name) {
    if (armed.fault == DISK_SOUND) return 0;
    return name[0] == '/' || folder == AT_FDCWD ? is_below(name) : is_open_below(folder);
}

// Whether a change fails: 1, or 2 where half of it is done. `grows`: whether it needs space.
static int fails(int grows) {
    if (armed.left > 0) {
        armed.left--;
        return 0;
    }
    if (armed.fault == DISK_FULL && !grows) return 0;
    errno = armed.fault == DISK_FULL ? ENOSPC : EIO;
    return armed.failed++ == 0 && armed.is_half ? 2 : 1;
}

// Whether something cannot be reached at all any more.
static int is_out_of_reach(int below) {
    if (!below || armed.fault != DISK_GONE || armed.left > 0 || !armed.failed) return 0;
    errno = EIO;
    return 1;
}

static int open_faulty(int folder, const char *name, int flags, mode_t mode) {
    int below = is_named_below(folder, name);
    if (is_out_of_reach(below)) return -1;
    int changes = (flags & (O_CREAT | O_TRUNC)) != 0 || (flags & O_TMPFILE) == O_TMPFILE;
    struct stat facts;
    if (below && changes && fstatat(folder, name, &facts, 0) && fails(1)) return -1;
    return (int)syscall(SYS_openat, folder, name, flags, mode);
}

#define MODE(flags) va_list rest; va_start(rest, flags); \
    mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(rest, mode_t) : 0; va_end(rest)
int open(const char *name, int flags, ...) { MODE(flags); return open_faulty(AT_FDCWD, name, flags, mode); }
int open64(const char *name, int flags, ...) { MODE(flags); return open_faulty(AT_FDCWD, name, flags, mode); }
int openat(int folder, const char *name, int flags, ...) { MODE(flags); return open_faulty(folder, name, flags, mode); }
int openat64(int folder, const char *name, int flags, ...) { MODE(flags); return open_faulty(folder, name, flags, mode); }

DIR *fdopendir(int fd) {
    if (is_out_of_reach(is_open_below(fd))) return NULL;
    static DIR *(*real)(int);
    if (!real) real = (DIR * (*)(int)) dlsym(RTLD_NEXT, "fdopendir");
    return real(fd);
}

ssize_t read(int fd, void *data, size_t size) {
    if (is_out_of_reach(is_open_below(fd))) return -1;
    return syscall(SYS_read, fd, data, size);
}

// How much of a write is done; -1 where it fails.
static ssize_t size_written(int fd, size_t size) {
    int outcome = size && is_open_below(fd) ? fails(1) : 0;
    return outcome == 1 || (outcome == 2 && size < 2) ? -1 : outcome == 2 ? (ssize_t)(size / 2)
                                                                          : (ssize_t)size;
}

ssize_t write(int fd, const void *data, size_t size) {
    ssize_t part = size_written(fd, size);
    return part < 0 ? -1 : syscall(SYS_write, fd, data, part);
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t at) {
    ssize_t part = size_written(fd, size);
    return part < 0 ? -1 : syscall(SYS_pwrite64, fd, data, part, at);
}
ssize_t pwrite64(int fd, const void *data, size_t size, off_t at) { return pwrite(fd, data, size, at); }

#define FAIL_OR(below, grows, call) return (below) && fails(grows) ? -1 : (int)(call)

int ftruncate(int fd, off_t size) { FAIL_OR(is_open_below(fd), 0, syscall(SYS_ftruncate, fd, size)); }
int ftruncate64(int fd, off_t size) { return ftruncate(fd, size); }
int fsync(int fd) { FAIL_OR(is_open_below(fd), 0, syscall(SYS_fsync, fd)); }
int fdatasync(int fd) { FAIL_OR(is_open_below(fd), 0, syscall(SYS_fdatasync, fd)); }

int renameat(int from, const char *old, int to, const char *new) {
    FAIL_OR(is_named_below(to, new), 0, syscall(SYS_renameat, from, old, to, new));
}
int rename(const char *old, const char *new) { return renameat(AT_FDCWD, old, AT_FDCWD, new); }

int linkat(int from, const char *old, int to, const char *new, int flags) {
    FAIL_OR(is_named_below(to, new), 1, syscall(SYS_linkat, from, old, to, new, flags));
}

int unlinkat(int folder, const char *name, int flags) {
    FAIL_OR(is_named_below(folder, name), 0, syscall(SYS_unlinkat, folder, name, flags));
}
int unlink(const char *name) { return unlinkat(AT_FDCWD, name, 0); }

int mkdirat(int folder, const char *name, mode_t mode) {
    FAIL_OR(is_named_below(folder, name), 1, syscall(SYS_mkdirat, folder, name, mode));
}
int mkdir(const char *name, mode_t mode) { return mkdirat(AT_FDCWD, name, mode); }
