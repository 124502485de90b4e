// seccomp(2): a program in classic BPF that looks at a call's number and sometimes at one argument.
#define _GNU_SOURCE
#include "calls.h"
#include "layers.h"
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

enum { longest = 512 };

typedef struct {
    struct sock_filter code[longest];
    unsigned short length;
} program;

static const uint32_t allow = SECCOMP_RET_ALLOW;
static const uint32_t kill_process = SECCOMP_RET_KILL_PROCESS;

static void add(program *filter, uint16_t code, uint32_t operand, uint8_t if_true, uint8_t if_false) {
    // A filter that grew too long installs nothing: the kernel refuses its length.
    if (filter->length < longest)
        filter->code[filter->length] = (struct sock_filter){code, if_true, if_false, operand};
    filter->length++;
}

static void load(program *filter, size_t offset) { add(filter, BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset, 0, 0); }

static void end(program *filter, uint32_t action) { add(filter, BPF_RET | BPF_K, action, 0, 0); }

static void answer(program *filter, const int *calls, size_t count, uint32_t action) {
    for (size_t index = 0; index < count; index++) {
        add(filter, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)calls[index], 0, 1);
        end(filter, action);
    }
}

/// Loads the low half of an argument where the call is `call`. The high half means nothing in the arguments looked at:
/// they are of 32 bits, or flags that are.
static void load_argument(program *filter, int call, int index) {
    add(filter, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)call, 0, 4);
    load(filter, offsetof(struct seccomp_data, args) + 8 * (size_t)index);
}

/// `call` is allowed where argument `index` is `value`, and an attack elsewhere.
static void allow_value(program *filter, int call, int index, uint32_t value) {
    load_argument(filter, call, index);
    add(filter, BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1);
    end(filter, allow);
    end(filter, kill_process);
}

/// `call` is an attack where argument `index` has one of `bits`; else the program goes on.
static void refuse_bits(program *filter, int call, int index, uint32_t bits) {
    load_argument(filter, call, index);
    add(filter, BPF_JMP | BPF_JSET | BPF_K, bits, 0, 1);
    end(filter, kill_process);
    load(filter, offsetof(struct seccomp_data, nr));
}

static void begin(program *filter) {
#ifdef ARCHITECTURE
    // Another architecture's numbers mean other calls: i386 through int 0x80, x32 by a bit in the number.
    load(filter, offsetof(struct seccomp_data, arch));
    add(filter, BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0);
    end(filter, kill_process);
#endif
    load(filter, offsetof(struct seccomp_data, nr));
    add(filter, BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1);
    end(filter, kill_process);
    refuse_bits(filter, SYS_mmap, 2, PROT_EXEC);
    refuse_bits(filter, SYS_mprotect, 2, PROT_EXEC);
    refuse_bits(filter, SYS_pkey_mprotect, 2, PROT_EXEC);
    answer(filter, allowed, COUNT(allowed), allow);
}

static int install(program *filter) {
#ifndef ARCHITECTURE
    return ENOSYS;
#endif
    answer(filter, closed, COUNT(closed), SECCOMP_RET_ERRNO | EACCES);
    answer(filter, attacks, COUNT(attacks), kill_process);
    // glibc falls back where a call does not exist; other errors break it.
    end(filter, SECCOMP_RET_ERRNO | ENOSYS);
    struct sock_fprog code = {.len = filter->length, .filter = filter->code};
    if (filter->length > longest) return E2BIG;
    long failure = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &code);
    if (failure < 0) return errno;
    // The number of a thread that cannot be brought under the filter.
    return failure > 0 ? EBUSY : 0;
}

int istimara_filter_zygote(void) {
    program filter = {.length = 0};
    begin(&filter);
    answer(&filter, zygote_allowed, COUNT(zygote_allowed), allow);
    // A process of its own for each worker, whose parent is the zygote's parent; no thread, no namespace.
    allow_value(&filter, SYS_clone, 0, CLONE_PARENT | SIGCHLD);
    allow_value(&filter, SYS_prctl, 0, PR_SET_PDEATHSIG);
    allow_value(&filter, SYS_prlimit64, 0, 0);
    // Which process a worker signals is for its own filter to say.
    answer(&filter, (const int[]){SYS_tgkill}, 1, allow);
    return install(&filter);
}

int istimara_filter_worker(void) {
    program filter = {.length = 0};
    begin(&filter);
    // abort(3) signals the process itself.
    allow_value(&filter, SYS_tgkill, 0, (uint32_t)getpid());
    answer(&filter, (const int[]){SYS_clone}, 1, kill_process);
    return install(&filter);
}
