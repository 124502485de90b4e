#!/usr/bin/python3
"""Runs the daemon for long on a private Dovecot, with faults: soak.py PROGRAM COUNT [SEED]

COUNT messages come in batches; after each the server is left alone, its sessions are ended, it stands still for a while, or
it goes away and comes back. Told at the end, and the exit status is 1 where one does not hold: resident memory of the last
tenth of the batches against the second tenth (5 % more at most), descriptors (none more), every message accounted for, none
twice, the archive whole.
"""
import glob, json, os, random, re, shutil, signal, statistics, subprocess, sys, tempfile, time, urllib.request

program, count = os.path.abspath(sys.argv[1]), int(sys.argv[2])
chance = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
root = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", ".."))
script = os.path.join(root, "Tests/TestSupport/dovecot-server.sh")
work = tempfile.mkdtemp(prefix="ist-soak.", dir="/tmp")
os.chmod(work, 0o755)
server_folder = work + "/server"
os.mkdir(server_folder)
open(server_folder + "/users", "w").write("forms@example.org:{PLAIN}secret\n")
base = 20000 + os.getpid() % 20000
ports = [str(base), str(base + 1)]
health = base + 2
user = "forms@example.org"


class Server:
    def start(self):
        self.process = subprocess.Popen(["sh", script, "serve", server_folder, *ports], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE)
        if self.process.stdout.readline() != b"ready\n":
            raise SystemExit("Dovecot does not start")

    def stop(self):
        self.process.stdin.close()
        self.process.wait()

    def sessions(self):
        found = subprocess.run(["pgrep", "-f", "dovecot/imap( |$)"], capture_output=True, text=True).stdout.split()
        return [int(pid) for pid in found]

    def fill(self, source):
        subprocess.run(["sh", script, "fill", server_folder, user, "INBOX", source], check=True)

    def kick(self):
        subprocess.run(["sh", script, "adm", server_folder, "kick", user], capture_output=True)


fixtures = [open(path, "rb").read() for path in sorted(glob.glob(root + "/fixtures/messages/*.eml"))]
# Forms are one message in three; the rest is what a mailbox holds besides.
forms = [text for text in fixtures if b".docx" in text]
others = [text for text in fixtures if b".docx" not in text]


def message(number):
    text = chance.choice(forms if number % 3 == 0 else others)
    identifier = b"Message-ID: <soak-%d@mail.example>" % number
    text, replaced = re.subn(rb"(?im)^message-id:[^\r\n]*(\r?\n[ \t][^\r\n]*)*", identifier, text, count=1)
    return text if replaced else identifier + b"\r\n" + text


def metric(name):
    text = urllib.request.urlopen(f"http://127.0.0.1:{health}/metrics", timeout=20).read().decode()
    found = re.search(rf"^istimara_{name}(?:\{{[^}}]*\}})? (\d+)$", text, re.M)
    return int(found.group(1)) if found else 0


def resident(pid):
    return int(re.search(r"VmRSS:\s+(\d+)", open(f"/proc/{pid}/status").read()).group(1))


server = Server()
server.start()
os.makedirs(work + "/config")
for path in glob.glob(root + "/config/*.csv") + [root + "/config/themes.yaml"]:
    shutil.copy(path, work + "/config")
shutil.copytree(root + "/config/forms", work + "/config/forms")
os.umask(0o077)
open(work + "/config/secret", "w").write("secret\n")
open(work + "/config/istimara.yaml", "w").write(f"""archive: ../archive
schedule: {{every: 1s}}
health: {{port: {health}}}
log: {{level: error}}
mailboxes:
  - name: soak
    url: imaps://localhost:{ports[1]}
    user: {user}
    password: {{file: secret}}
    ca_file: {server_folder}/cert.pem
""")
settings = ["--config", work + "/config/istimara.yaml"]
daemon = subprocess.Popen([program, "daemon", *settings], stdin=subprocess.DEVNULL)
batch, samples, delivered, started = max(50, count // 100), [], 0, time.monotonic()
failures = []
try:
    while delivered < count:
        source = tempfile.mkdtemp(dir=work)
        os.chmod(source, 0o755)
        for number in range(delivered, min(count, delivered + batch)):
            with open(f"{source}/{number:08d}", "wb") as file:
                file.write(message(number))
        os.umask(0o022)
        server.fill(source)
        os.umask(0o077)
        delivered = min(count, delivered + batch)
        shutil.rmtree(source)
        fault = chance.choice(["none", "none", "kick", "still", "away"])
        time.sleep(chance.uniform(0, 1.5))
        if fault == "kick":
            server.kick()
        elif fault == "still":
            stopped = server.sessions()
            for pid in stopped:
                os.kill(pid, signal.SIGSTOP)
            time.sleep(2)
            for pid in stopped:
                os.kill(pid, signal.SIGCONT)
        elif fault == "away":
            server.stop()
            time.sleep(chance.uniform(0, 3))
            server.start()
        deadline = time.monotonic() + 300
        while True:
            if daemon.poll() is not None:
                raise SystemExit(f"the daemon ended with {daemon.returncode} after {delivered} messages")
            try:
                if metric("folder_accounted_messages") == delivered and metric("folder_backlog_messages") == 0:
                    break
            except OSError:
                pass
            if time.monotonic() > deadline:
                raise SystemExit(f"{delivered} messages are not accounted for in five minutes after: {fault}")
            time.sleep(0.2)
        time.sleep(0.5)
        samples.append((resident(daemon.pid), len(os.listdir(f"/proc/{daemon.pid}/fd"))))
        if len(samples) % 10 == 0:
            print(f"{delivered} messages, {time.monotonic() - started:.0f} s, resident {samples[-1][0] / 1024:.1f} MiB, "
                  f"{samples[-1][1]} descriptors", flush=True)
    daemon.send_signal(signal.SIGTERM)
    if daemon.wait(60) != 0:
        failures.append(f"the daemon ended with {daemon.returncode}")
    status = json.loads(subprocess.run([program, "status", "--json", *settings], capture_output=True).stdout)
    tenth = max(1, len(samples) // 10)
    early = statistics.median(memory for memory, _ in samples[tenth:2 * tenth])
    late = statistics.median(memory for memory, _ in samples[-tenth:])
    descriptors = (max(fds for _, fds in samples[tenth:2 * tenth]), max(fds for _, fds in samples[-tenth:]))
    if late > 1.05 * early:
        failures.append("memory grew")
    if descriptors[1] > descriptors[0]:
        failures.append("descriptors grew")
    mailbox = status["mailboxes"][0]
    if (mailbox["on_server"], mailbox["accounted"], mailbox["missing"]) != (count, count, 0) or not status["healthy"]:
        failures.append(f"not reconciled: {status}")
    if sum(status["messages"].values()) != count:
        failures.append(f"{sum(status['messages'].values())} messages are filed")
    if subprocess.run([program, "archive", "verify", *settings], capture_output=True).returncode != 0:
        failures.append("the archive is not whole")
    print(json.dumps({
        "messages": count, "seconds": round(time.monotonic() - started), "resident_mib_second_tenth": round(early / 1024, 1),
        "resident_mib_last_tenth": round(late / 1024, 1), "ratio": round(late / early, 3), "descriptors": descriptors,
        "failures": failures}))
finally:
    if daemon.poll() is None:
        daemon.kill()
    server.stop()
    shutil.rmtree(work, ignore_errors=True)
sys.exit(1 if failures else 0)
