// landlock(7). Debian 12's headers stop at ABI 2, and there is no library: the calls and constants stand here.
#define _GNU_SOURCE
#include "layers.h"
#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_restrict_self 446
#endif

/// LANDLOCK_CREATE_RULESET_VERSION: asks for the ABI.
enum { version_flag = 1 };

/// `struct landlock_ruleset_attr`; a kernel is told as many of its bytes as its ABI knows.
struct ruleset {
    uint64_t file_system;
    uint64_t network;
    uint64_t scopes;
};

static struct ruleset everything(int abi, size_t *size) {
    // ABI 1: executing, writing, reading, removing and making files. 2: linking elsewhere. 3: truncating. 5: ioctl(2).
    struct ruleset rules = {.file_system = (1ULL << 13) - 1};
    *size = offsetof(struct ruleset, network);
    if (abi >= 2) rules.file_system |= 1ULL << 13;
    if (abi >= 3) rules.file_system |= 1ULL << 14;
    if (abi >= 4) {
        // Binding and connecting TCP.
        rules.network = 3;
        *size = offsetof(struct ruleset, scopes);
    }
    if (abi >= 5) rules.file_system |= 1ULL << 15;
    if (abi >= 6) {
        // Abstract Unix sockets and signals to processes outside.
        rules.scopes = 3;
        *size = sizeof rules;
    }
    return rules;
}

int istimara_landlock_close(void) {
    long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, version_flag);
    if (abi < 0) return -errno;
    size_t size;
    struct ruleset rules = everything((int)abi, &size);
    // No rule follows: all that the set names is refused.
    long set = syscall(SYS_landlock_create_ruleset, &rules, size, 0);
    if (set < 0) return -errno;
    int failure = syscall(SYS_landlock_restrict_self, set, 0) == 0 ? 0 : errno;
    close((int)set);
    return failure ? -failure : (int)abi;
}
