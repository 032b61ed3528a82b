/* Makes reading of files below the folder SLOW_FOLDER as slow as from an old USB stick: SLOW_BYTES a second, 5,000,000 where it is
   not set. For LD_PRELOAD. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static int is_slow(int file) {
  const char *folder = getenv("SLOW_FOLDER");
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t count = readlink(link, path, sizeof path - 1);
  if (!folder || count < 0) return 0;
  path[count] = 0;
  size_t length = strlen(folder);
  return strncmp(path, folder, length) == 0 && path[length] == '/';
}

ssize_t read(int file, void *bytes, size_t most) {
  static ssize_t (*next)(int, void *, size_t);
  if (!next) next = (ssize_t(*)(int, void *, size_t))dlsym(RTLD_NEXT, "read");
  ssize_t count = next(file, bytes, most);
  if (count > 0 && is_slow(file)) {
    const char *told = getenv("SLOW_BYTES");
    double seconds = count / (told ? atof(told) : 5e6);
    struct timespec pause = {(time_t)seconds, (long)((seconds - (time_t)seconds) * 1e9)};
    nanosleep(&pause, NULL);
  }
  return count;
}
