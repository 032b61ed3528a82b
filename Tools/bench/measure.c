/* Runs a command without input and output and prints its seconds, peak kilobytes and exit code.
 * A program inherits the peak of the process that started it; so that must be a small one, not Python. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static void become(char **command) {
    int null = open("/dev/null", O_RDWR);
    dup2(null, 0), dup2(null, 1);
    execv(command[0], command);
    _exit(127);
}

int main(int count, char **arguments) {
    struct rusage usage;
    int status;
    if (count < 2) return 2;
    double start = now();
    pid_t child = fork();
    if (!child) become(arguments + 1);
    if (child < 0 || wait4(child, &status, 0, &usage) != child) return 1;
    double seconds = now() - start;
    printf("%.6f %ld %d\n", seconds, usage.ru_maxrss, WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    return 0;
}
