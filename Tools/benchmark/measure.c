/* Runs a command and writes its seconds, peak kilobytes and exit code into a file: measure FILE COMMAND [ARGUMENT...]
 * A program inherits the peak of the process that started it; so that must be a small one, not Python. */
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

int main(int count, char **arguments) {
    struct rusage usage;
    int status;
    if (count < 3) return 2;
    double start = now();
    pid_t child = fork();
    if (!child) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);    /* so that it does not outlive us where we are stopped */
        execv(arguments[2], arguments + 2);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &usage) != child) return 1;
    double seconds = now() - start;
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    FILE *report = fopen(arguments[1], "w");
    if (!report || fprintf(report, "%.6f %ld %d\n", seconds, usage.ru_maxrss, code) < 0) return 1;
    return fclose(report) ? 1 : 0;
}
