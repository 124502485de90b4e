#!/usr/bin/python3
"""A worker that somebody took over.

It greets and answers like a real one until a file says ATTACK: and the name of an attack.
"""
import ctypes
import os
import signal
import socket
import struct
import sys
import time


def write(content):
    while content:
        content = content[os.write(1, content):]


def frame(content):
    return struct.pack(">I", len(content)) + content


def text(words):
    encoded = words.encode()
    assert len(encoded) < 128
    return bytes([len(encoded)]) + encoded


def document(words, marks=0, field=b"\0"):
    """One paragraph with one run, as the wire has it."""
    head = b"\1" + text("text") + b"\0\0\0"  # no findings, no properties, no fields
    paragraph = b"\1\1\0\0" + b"\1" + text(words) + bytes([marks]) + field + b"\0"
    return head + b"\1" + paragraph


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


def entry(name, size, kind="file", obstacle=b"\0"):
    """One entry of an archive, as the wire has it."""
    length = b""
    while size >= 0x80:
        length += bytes([size & 0x7F | 0x80])
        size >>= 7
    return text(name) + b"\0" + text(kind) + length + bytes([size]) + obstacle


def archive(lie, nonce, is_list):
    """Three files of one byte, but for one lie."""
    files = [entry("a.txt", 1), entry("b.txt", 1), entry("c.txt", 1)]
    contents = [b"\1\1a", b"\1\1b", b"\1\1c"]
    if lie == "large_entry":
        files[0] = entry("a.txt", 1 << 40)
    elif lie == "large_total":
        files = [entry("%d.txt" % number, 20_000_000) for number in range(9)]
    elif lie == "many_entries":
        files = [entry("a", 0)] * 2_001
    elif lie == "no_such_kind":
        files[0] = entry("a.txt", 1, kind="socket")
    elif lie == "document":
        if is_list:
            write(frame(nonce + document("x")))
            return
    elif lie == "other_size":
        contents[1] = b"\1\2bb"
    elif lie == "too_many_contents":
        contents *= 2
    elif lie == "no_contents":
        contents = []
    elif lie == "dies_at_contents":
        if not is_list:
            os.kill(os.getpid(), signal.SIGSEGV)
    elif lie != "none":
        raise SystemExit("no such lie: " + lie)
    if is_list:
        listed = b"\xd1\x0f" if lie == "many_entries" else bytes([len(files)])
        write(frame(nonce + b"\2" + listed + b"".join(files)))
    else:
        asked = request[8 + 1 + 1 + len("application/zip")]
        if lie not in ("too_many_contents", "no_contents"):
            first = request[8 + 1 + 1 + len("application/zip") + 1]
            contents = contents[first:first + asked]
        write(frame(nonce + b"\4" + bytes([len(contents)]) + b"".join(contents)))


def attack(name, nonce):
    if name == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif name == "forbidden":
        os.kill(os.getpid(), signal.SIGSYS)
    elif name == "exit":
        sys.exit(3)
    elif name == "cpu":
        os.kill(os.getpid(), signal.SIGXCPU)
    elif name == "memory":
        os.write(2, b"Fatal error: failed to allocate 99 bytes of memory with alignment 8\n")
        os.abort()
    elif name == "hang":
        time.sleep(600)
    elif name == "hang_with_child":
        os.fork()
        time.sleep(600)
    elif name == "ignore_signals":
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        time.sleep(600)
    elif name == "close_output":
        os.close(1)
        time.sleep(600)
    elif name == "half_a_frame":
        write(struct.pack(">I", 100) + b"half")
        sys.exit(0)
    elif name == "drip":
        write(struct.pack(">I", 1000))
        while True:
            write(b"\1")
            time.sleep(0.05)
    elif name == "rubbish":
        write(frame(nonce + b"\xde\xad\xbe\xef" * 50))
    elif name == "claim_1_gb":
        write(struct.pack(">I", 1 << 30))
        time.sleep(600)
    elif name == "endless":
        write(struct.pack(">I", 0xFFFFFFFF))
        while True:
            write(b"\0" * 65536)
    elif name == "endless_errors":
        while True:
            os.write(2, b"\0" * 65536)
    elif name == "endless_frames":
        while True:
            write(frame(nonce + document("again")))
    elif name == "twice":
        write(frame(nonce + document("once")) + frame(nonce + document("twice")))
    elif name == "field_out_of_range":
        write(frame(nonce + document("x", field=b"\1\5")))
    elif name == "unknown_mark":
        write(frame(nonce + b"\1" + text("text") + b"\0\0\0\1\1\1\0\0\1" + text("x") + b"\xff\xff\3\0\0"))
    elif name == "not_utf8":
        write(frame(nonce + document("AB").replace(b"AB", b"\xc3\x28")))
    elif name == "deep":
        write(frame(nonce + b"\1" + text("text") + b"\0\0\0" + (b"\1\3" + text("body")) * 100_000 + b"\0"))
    elif name == "many":
        write(frame(nonce + b"\1" + text("text") + b"\0\0\0" + b"\x80\x80\x80\x04" + b"\4" * (1 << 23)))
    elif name == "empty_frame":
        write(frame(b""))
    elif name == "another_nonce":
        write(frame(bytes(8) + document("x")))
    elif name == "parents_reason":
        write(frame(nonce + b"\3" + text("worker_forbidden") + text("it was another")))
    elif name == "entries":
        write(frame(nonce + b"\2\0"))
    else:
        raise SystemExit("no such attack: " + name)


serve_as_zygote()
while True:
    request = read(struct.unpack(">I", read(4))[0])
    nonce = request[:8]
    mark = request.find(b"ATTACK:")
    lie = request.find(b"ARCHIVE:")
    if lie >= 0:
        archive(request[lie + 8:].split()[0].decode(), nonce, is_list=request[8] == 2)
    elif mark >= 0:
        attack(request[mark + 7:].split()[0].decode(), nonce)
    else:
        write(frame(nonce + document("honest")))
