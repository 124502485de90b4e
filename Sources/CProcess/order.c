// The two sides of an order: a packet with three descriptors (SCM_RIGHTS, unix(7)), answered with a process's number.
#define _GNU_SOURCE
#include "channel.h"
#include "shim.h"
#include <errno.h>
#include <linux/sched.h>
#include <poll.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { standard_count = 3 };

union rights {
    struct cmsghdr header;
    char bytes[CMSG_SPACE(standard_count * sizeof(int))];
};

static int send_order(int orders, const int standard[standard_count]) {
    char order = 'f';
    struct iovec content = {.iov_base = &order, .iov_len = 1};
    union rights rights = {.bytes = {0}};
    struct msghdr message = {
        .msg_iov = &content, .msg_iovlen = 1, .msg_control = rights.bytes, .msg_controllen = sizeof rights.bytes};
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(standard_count * sizeof(int));
    memcpy(CMSG_DATA(header), standard, standard_count * sizeof(int));
    return sendmsg(orders, &message, MSG_NOSIGNAL) == 1 ? 0 : errno;
}

long istimara_zygote_hear(const istimara_zygote *zygote, void *packet, size_t size, int milliseconds) {
    struct pollfd entry = {.fd = zygote->orders, .events = POLLIN};
    int ready = poll(&entry, 1, milliseconds);
    if (ready == 0) return -ETIMEDOUT;
    long count = ready < 0 ? -1 : recv(zygote->orders, packet, size, MSG_DONTWAIT);
    return count < 0 ? -errno : count;
}

int istimara_zygote_fork(const istimara_zygote *zygote, int milliseconds, istimara_process *started) {
    channel request = NO_CHANNEL, reply = NO_CHANNEL, trouble = NO_CHANNEL;
    int failure = istimara_channel_socket(request, SOCK_STREAM);
    if (!failure) failure = istimara_channel_pipe(reply);
    if (!failure) failure = istimara_channel_pipe(trouble);
    if (!failure) failure = send_order(zygote->orders, (const int[]){request[1], reply[1], trouble[1]});
    int32_t answer = 0;
    if (!failure) {
        long count = istimara_zygote_hear(zygote, &answer, sizeof answer, milliseconds);
        failure = count < 0 ? (int)-count : count != sizeof answer ? EPIPE : answer <= 0 ? -answer : 0;
        if (!failure && answer <= 0) failure = EPROTO;
    }
    if (failure) {
        istimara_channel_close(request);
        istimara_channel_close(reply);
        istimara_channel_close(trouble);
        return failure;
    }
    close(request[1]);
    close(reply[1]);
    close(trouble[1]);
    *started = (istimara_process){
        .process = answer, .request = request[0], .reply = reply[0], .trouble = trouble[0]};
    return 0;
}

/// Waits for an order. Returns 1, 0 where there are no more, or a negated errno.
static int receive_order(int standard[standard_count]) {
    char order;
    struct iovec content = {.iov_base = &order, .iov_len = 1};
    union rights rights;
    struct msghdr message = {
        .msg_iov = &content, .msg_iovlen = 1, .msg_control = rights.bytes, .msg_controllen = sizeof rights.bytes};
    ssize_t count;
    do count = recvmsg(STDIN_FILENO, &message, 0);
    while (count < 0 && errno == EINTR);
    if (count <= 0) return count < 0 ? -errno : 0;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    if (!header || header->cmsg_type != SCM_RIGHTS || header->cmsg_len != CMSG_LEN(standard_count * sizeof(int)))
        return -EPROTO;
    memcpy(standard, CMSG_DATA(header), standard_count * sizeof(int));
    return 1;
}

/// fork(2), but for the parent, who is the zygote's: it can wait for the worker itself (CLONE_PARENT, clone(2)). There
/// is one thread, so no lock is held that a fork of glibc's would have to mend.
static long fork_for_parent(void) { return syscall(SYS_clone, CLONE_PARENT | SIGCHLD, NULL, NULL, NULL, NULL); }

int istimara_zygote_serve(void) {
    int standard[standard_count];
    int received;
    while ((received = receive_order(standard)) == 1) {
        long process = fork_for_parent();
        // The first of them takes the orders' place: no worker can give or answer one.
        if (process == 0)
            for (int number = 0; number < standard_count; number++)
                if (dup2(standard[number], number) < 0) return -errno;
        int32_t answer = (int32_t)(process < 0 ? -errno : process);
        for (int number = 0; number < standard_count; number++) close(standard[number]);
        if (process == 0) return setpgid(0, 0) == 0 ? 1 : -errno;
        if (write(STDIN_FILENO, &answer, sizeof answer) != sizeof answer) return -errno;
    }
    return received;
}
