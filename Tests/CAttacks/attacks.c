// What somebody tries who took a reader over.
#define _GNU_SOURCE
#include "shim.h"
#include "victim.h"
#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/io_uring.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int outcome(long result) { return result >= 0 ? 0 : errno; }

static int open_and_close(const char *path, int flags) {
    int file = open(path, flags | O_CLOEXEC, 0600);
    if (file < 0) return errno;
    close(file);
    return 0;
}

static int in_scratch(const char *scratch, const char *name, int (*action)(const char *)) {
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", scratch, name);
    return action(path);
}

static int make_file(const char *path) { return open_and_close(path, O_WRONLY | O_CREAT); }
static int unlink_file(const char *path) { return outcome(unlink(path)); }
static int truncate_file(const char *path) { return outcome(truncate(path, 1)); }
static int make_folder(const char *path) { return outcome(mkdir(path, 0700)); }

static int list_folder(const char *path) {
    DIR *folder = opendir(path);
    if (!folder) return errno;
    int failure = readdir(folder) ? 0 : errno;
    closedir(folder);
    return failure;
}

/// The kernel answers at once, whether somebody listens or not: refused is as good as taken.
static int connect_loopback(void) {
    int end = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (end < 0) return errno;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(9), .sin_addr = {htonl(INADDR_LOOPBACK)}};
    int failure = outcome(connect(end, (struct sockaddr *)&address, sizeof address));
    close(end);
    return failure == ECONNREFUSED ? 0 : failure;
}

static int make_socket(int family) {
    int end = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (end < 0) return errno;
    close(end);
    return 0;
}

static int run_program(void) {
    char *arguments[] = {"sh", "-c", "exit 42", NULL};
    char *environment[] = {NULL};
    return outcome(execve("/bin/sh", arguments, environment));
}

static int fork_process(void) {
    pid_t process = fork();
    if (process < 0) return errno;
    if (process == 0) _exit(0);
    return outcome(waitpid(process, NULL, 0));
}

static void *nothing(void *context) { return context; }

static int start_thread(void) {
    pthread_t thread;
    int failure = pthread_create(&thread, NULL, nothing, NULL);
    if (!failure) pthread_join(thread, NULL);
    return failure;
}

static int trace_victim(void) {
    if (ptrace(PTRACE_ATTACH, istimara_victim, NULL, NULL) != 0) return errno;
    waitpid(istimara_victim, NULL, __WALL);
    return outcome(ptrace(PTRACE_DETACH, istimara_victim, NULL, NULL));
}

static int map(int protection) {
    void *memory = mmap(NULL, 4096, protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return memory == MAP_FAILED ? errno : 0;
}

static int run_written_memory(void) {
    void *memory = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) return errno;
    return outcome(mprotect(memory, 4096, PROT_READ | PROT_EXEC));
}

static int take_memory(void) {
    void *memory = mmap(
        NULL, 8ULL << 30, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return memory == MAP_FAILED ? errno : 0;
}

/// Three seconds, deaf to the signal that says that it is enough.
static int burn_processor(int ignore) {
    if (ignore) signal(SIGXCPU, SIG_IGN);
    while (clock() < 3 * CLOCKS_PER_SEC) {}
    return 0;
}

static int set_up_ring(void) {
    struct io_uring_params parameters;
    memset(&parameters, 0, sizeof parameters);
    long ring = syscall(SYS_io_uring_setup, 1, &parameters);
    if (ring < 0) return errno;
    close((int)ring);
    return 0;
}

/// getpid(2) by the numbers of i386, which a filter must not take for those of x86-64.
static int call_as_i386(void) {
#if defined(__x86_64__)
    long result = 20;
    __asm__ volatile("int $0x80" : "+a"(result) : : "memory", "r8", "r9", "r10", "r11");
    return result > 0 ? 0 : (int)-result;
#else
    return ENOSYS;
#endif
}

/// What was left behind here before: 0 the first time.
static int left_behind(void) {
    static int visits = 0;
    return visits++;
}

/// A reading that takes as long as it may.
static int never_end(void) {
    for (;;) {}
}

int istimara_attack(const char *name, const char *scratch) {
#define IS(word) (strcmp(name, word) == 0)
    if (IS("nothing")) return 0;
    if (IS("left_behind")) return left_behind();
    if (IS("never_end")) return never_end();
    if (IS("socket")) return make_socket(AF_INET);
    if (IS("unix_socket")) return make_socket(AF_UNIX);
    if (IS("connect")) return connect_loopback();
    if (IS("execve")) return run_program();
    if (IS("fork")) return fork_process();
    if (IS("pthread_create")) return start_thread();
    if (IS("ptrace")) return trace_victim();
    if (IS("kill")) return outcome(kill(getppid(), SIGCONT));
    if (IS("tgkill")) return outcome(syscall(SYS_tgkill, istimara_victim, istimara_victim, SIGCONT));
    if (IS("mmap_write_execute")) return map(PROT_READ | PROT_WRITE | PROT_EXEC);
    if (IS("mprotect_execute")) return run_written_memory();
    if (IS("memfd_create")) return outcome(syscall(SYS_memfd_create, "x", 0));
    if (IS("io_uring_setup")) return set_up_ring();
    if (IS("unshare")) return outcome(unshare(CLONE_NEWUSER));
    if (IS("i386")) return call_as_i386();
    if (IS("read_passwd")) return open_and_close("/etc/passwd", O_RDONLY);
    if (IS("read_environ")) return open_and_close("/proc/self/environ", O_RDONLY);
    if (IS("list_folder")) return list_folder("/usr/share");
    if (IS("make_file")) return in_scratch(scratch, "made", make_file);
    if (IS("unlink")) return in_scratch(scratch, "victim", unlink_file);
    if (IS("truncate")) return in_scratch(scratch, "victim", truncate_file);
    if (IS("mkdir")) return in_scratch(scratch, "folder", make_folder);
    if (IS("memory")) return take_memory();
    if (IS("processor")) return burn_processor(0);
    if (IS("processor_deaf")) return burn_processor(1);
    if (IS("abort")) abort();
    return -1;
}
