// Chance and the clock, and how commands are started; loaded into a program with disk.c.
//
//   CRASH_CHANCE=N      chance and the clock are not those of the system but follow from this number
//   CRASH_SERVER=1      reads from its input which commands to run, and starts each by a fork: see SERVER

#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "start.h"

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static uint64_t chance;
static int is_begun;

// Bytes that look like chance (splitmix64) and are the same in every run of one number.
// Tells whether chance is to follow from a number.
static int draw(uint8_t *bytes, size_t size) {
    const char *number = getenv("CRASH_CHANCE");
    if (!number) return 0;
    pthread_mutex_lock(&lock);
    if (!is_begun) chance = strtoull(number, NULL, 10);
    is_begun = 1;
    for (size_t i = 0; i < size; i++) {
        uint64_t mixed = chance += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        bytes[i] = (uint8_t)(mixed >> 56);
    }
    pthread_mutex_unlock(&lock);
    return 1;
}


int open_chance(void) {
    uint8_t noise[4096];
    if (!draw(noise, sizeof noise)) return -1;
    int bytes = memfd_create("chance", 0);
    if (bytes < 0 || syscall(SYS_pwrite64, bytes, noise, sizeof noise, 0) < 0) abort();
    return bytes;
}
ssize_t getrandom(void *bytes, size_t size, unsigned flags) {
    return draw(bytes, size) ? (ssize_t)size : syscall(SYS_getrandom, bytes, size, flags);
}
int getentropy(void *bytes, size_t size) { return getrandom(bytes, size, 0) < 0 ? -1 : 0; }

static time_t now(void) {
    const char *number = getenv("CRASH_CHANCE");
    return number ? 1700000000 + 60 * atol(number) : 0;
}
time_t time(time_t *out) {
    time_t seconds = now();
    if (!seconds) return REAL(time)(out);
    if (out) *out = seconds;
    return seconds;
}
int gettimeofday(struct timeval *out, void *zone) {
    if (!now()) return REAL(gettimeofday)(out, zone);
    *out = (struct timeval){now(), 0};
    return 0;
}

// SERVER: starting the program takes longer than most of what it does, so it is started once, up to `main`,
// and forks for each command. A command is, on the standard input, its size in four bytes and then words, each
// ended by a zero: the files of input, output and errors, the number of settings of the environment, these,
// and the arguments. The answer on the standard output is how it ended, as `waitpid` tells it, in four bytes.

static int (*true_main)(int, char **, char **);

static int start(char *words, size_t size, char **environment) {
    char *parts[512];
    int count = 0;
    for (char *word = words; word < words + size && count < 511; word += strlen(word) + 1)
        parts[count++] = word;
    parts[count] = NULL;
    for (int fd = 0; fd < 3; fd++) {
        int flags = fd ? O_WRONLY | O_CREAT | O_TRUNC : O_RDONLY;
        int file = (int)syscall(SYS_openat, AT_FDCWD, parts[fd], flags, 0600);
        if (file < 0 || dup2(file, fd) < 0) abort();
        syscall(SYS_close, file);
    }
    int settings = atoi(parts[3]);
    for (int i = 0; i < settings; i++) putenv(parts[4 + i]);
    char **arguments = parts + 4 + settings;
    // Swift reads its arguments from the system, where they are those of the server.
    void (*tell)(char **, int) = (void (*)(char **, int))dlsym(RTLD_DEFAULT, "_swift_stdlib_overrideUnsafeArgvArgc");
    if (tell) tell(arguments, count - 4 - settings);
    forget_settings();
    is_begun = 0;
    return true_main(count - 4 - settings, arguments, environment);
}

static int serve(int argc, char **argv, char **environment) {
    if (!getenv("CRASH_SERVER")) return true_main(argc, argv, environment);
    unsetenv("CRASH_SERVER");
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    uint32_t size;
    while (syscall(SYS_read, 0, &size, sizeof size) == sizeof size) {
        char *words = malloc(size + 1);
        for (size_t have = 0; have < size;) {
            long more = syscall(SYS_read, 0, words + have, size - have);
            if (more <= 0) return 1;
            have += (size_t)more;
        }
        pid_t child = fork();
        if (!child) return start(words, size, environment);
        int status = 0;
        if (child < 0 || waitpid(child, &status, 0) < 0) return 1;
        free(words);
        if (syscall(SYS_write, 1, &status, sizeof status) < 0) return 1;
    }
    return 0;
}

int __libc_start_main(int (*main)(int, char **, char **), int argc, char **argv, void (*first)(void),
                      void (*last)(void), void (*loader)(void), void *stack) {
    true_main = main;
    __typeof__(&__libc_start_main) real = (__typeof__(&__libc_start_main))dlsym(RTLD_NEXT, "__libc_start_main");
    return real(serve, argc, argv, first, last, loader, stack);
}
