#!/usr/bin/python3
"""Passes TCP connections on to a port of this machine, each byte late: delay-relay.py PORT TARGET MILLISECONDS

Half of the time lies on each direction, so MILLISECONDS is a round trip. Ends with its standard input.
"""
import asyncio, os, sys, threading

port, target, delay = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]) / 2000


async def carry(reader, writer):
    queue = asyncio.Queue(maxsize=4096)
    loop = asyncio.get_running_loop()

    async def receive():
        while True:
            data = await reader.read(1 << 18)
            await queue.put((loop.time() + delay, data))
            if not data:
                return

    async def send():
        while True:
            due, data = await queue.get()
            wait = due - loop.time()
            if wait > 0:
                await asyncio.sleep(wait)
            if not data:
                break
            writer.write(data)
            await writer.drain()
        writer.close()

    await asyncio.gather(receive(), send(), return_exceptions=True)


async def serve(reader, writer):
    near, far = await asyncio.open_connection("127.0.0.1", target, limit=1 << 20)
    await asyncio.gather(carry(reader, far), carry(near, writer), return_exceptions=True)


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", port, limit=1 << 20)
    print("ready", flush=True)
    async with server:
        await server.serve_forever()


threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
asyncio.run(main())
