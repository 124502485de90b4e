// What stands before the fence: another account, another kernel.
#define _GNU_SOURCE
#include "victim.h"
#include "shim.h"
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

pid_t istimara_victim = 0;

int istimara_attack_start_victim(void) {
    istimara_victim = fork();
    if (istimara_victim < 0) return errno;
    if (istimara_victim > 0) return 0;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    // Not the test's pipes: they would stay open.
    for (int number = 0; number < 64; number++) close(number);
    if (getppid() == 1) _exit(0);
    for (;;) pause();
}

int istimara_attack_become(unsigned number) {
    if (setgroups(0, NULL) != 0 || setresgid(number, number, number) != 0 || setresuid(number, number, number) != 0)
        return errno;
    return prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) == 0 ? 0 : errno;
}

static int write_file(const char *path, const char *text) {
    int file = open(path, O_WRONLY | O_CLOEXEC);
    if (file < 0) return errno;
    int failure = write(file, text, strlen(text)) < 0 ? errno : 0;
    close(file);
    return failure;
}

int istimara_attack_enter_user_namespace(void) {
    char accounts[64], groups[64];
    snprintf(accounts, sizeof accounts, "%u %u 1", geteuid(), geteuid());
    snprintf(groups, sizeof groups, "%u %u 1", getegid(), getegid());
    if (unshare(CLONE_NEWUSER) != 0) return errno;
    // user_namespaces(7): an account that is not mapped may do less than one without privileges.
    int failure = write_file("/proc/self/uid_map", accounts);
    if (!failure) failure = write_file("/proc/self/setgroups", "deny");
    if (!failure) failure = write_file("/proc/self/gid_map", groups);
    if (!failure && prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) != 0) failure = errno;
    return failure;
}

static int withhold(int call, int error) {
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)call, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (unsigned)error),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog filter = {.len = sizeof code / sizeof code[0], .filter = code};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter) == 0 ? 0 : errno;
}

int istimara_attack_withhold_landlock(int error) { return withhold(444, error); }

int istimara_attack_withhold_seccomp(int error) { return withhold(SYS_seccomp, error); }

static void *wait_for_ever(void *context) {
    (void)context;
    for (;;) pause();
    return NULL;
}

int istimara_attack_start_thread(void) {
    pthread_t thread;
    return pthread_create(&thread, NULL, wait_for_ever, NULL);
}
