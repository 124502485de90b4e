#define _GNU_SOURCE
#include "channel.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

void istimara_channel_close(channel ends) {
    for (int side = 0; side < 2; side++)
        if (ends[side] >= 0) close(ends[side]);
    ends[0] = ends[1] = -1;
}

/// Makes the parent's end one that never blocks, and keeps the program's clear of 0, 1 and 2, onto which it is put; a
/// daemon may have been started with these closed.
static int prepare(channel ends) {
    if (fcntl(ends[0], F_SETFL, O_NONBLOCK) < 0) return errno;
    if (ends[1] > STDERR_FILENO) return 0;
    int higher = fcntl(ends[1], F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    if (higher < 0) return errno;
    close(ends[1]);
    ends[1] = higher;
    return 0;
}

int istimara_channel_socket(channel ends, int type) {
    return socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, ends) < 0 ? errno : prepare(ends);
}

int istimara_channel_pipe(channel ends) { return pipe2(ends, O_CLOEXEC) < 0 ? errno : prepare(ends); }
