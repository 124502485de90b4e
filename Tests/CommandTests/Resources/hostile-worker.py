#!/usr/bin/python3
"""A worker that somebody took over: `hostile-worker.py ATTACK TIMES COUNTER WORKER` and the arguments of a worker.

The first TIMES starts end in ATTACK; every later one is the honest WORKER. COUNTER is a file with a byte a start.
"""
import ctypes
import os
import signal
import socket
import struct
import sys
import time

attack, times, counter, worker = sys.argv[1:5]


def write(content):
    while content:
        content = content[os.write(1, content):]


def frame(content):
    return struct.pack(">I", len(content)) + content


def serve_as_zygote():
    """Greets as a zygote does, forks for each order, and returns in each new process, which greets as a worker does."""
    call = ctypes.CDLL(None, use_errno=True).syscall
    clone, clone_parent = {"x86_64": 56, "aarch64": 220}[os.uname().machine], 0x8000
    orders = socket.socket(fileno=0)
    orders.send(b"istimara-worker 3 landlock=7 memory=0 system_calls=0")
    while True:
        order, standard, _, _ = socket.recv_fds(orders, 1, 3)
        if not order:
            sys.exit(0)
        process = call(clone, clone_parent | signal.SIGCHLD, 0, 0, 0, 0)
        if process == 0:
            orders.detach()
            for number, descriptor in enumerate(standard):
                os.dup2(descriptor, number)
                os.close(descriptor)
            os.setpgid(0, 0)
            write(frame(b"ready"))
            return
        for descriptor in standard:
            os.close(descriptor)
        orders.send(struct.pack("=i", process))


def read(count):
    content = b""
    while len(content) < count:
        piece = os.read(0, count - len(content))
        if not piece:
            sys.exit(0)
        content += piece
    return content


def stream(piece):
    """1 GB of it."""
    for _ in range((1 << 30) // len(piece)):
        write(piece)


with open(counter, "ab") as starts:
    starts.write(b".")
if os.path.getsize(counter) > int(times):
    os.execv(worker, [worker] + sys.argv[5:])
if attack == "exit_at_once":
    sys.exit(0)
serve_as_zygote()
nonce = read(struct.unpack(">I", read(4))[0])[:8]
if attack == "exit":
    sys.exit(0)
elif attack == "forbidden":
    os.kill(os.getpid(), signal.SIGSYS)
elif attack == "kill":
    os.kill(os.getpid(), signal.SIGKILL)
elif attack == "hang":
    time.sleep(3600)
elif attack == "rubbish":
    write(os.urandom(4096))
elif attack == "rubbish_in_a_frame":
    write(frame(nonce + b"\xde\xad\xbe\xef" * 1000))
elif attack == "stream":
    stream(b"\1" * 65536)
elif attack == "stream_of_frames":
    stream(frame(nonce + b"\1" * 65536))
elif attack == "announce":
    write(struct.pack(">I", 1 << 30) + b"\1" * 65536)
    time.sleep(3600)
else:
    raise SystemExit("no such attack: " + attack)
time.sleep(3600)
