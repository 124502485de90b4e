#!/bin/sh
# The figures of the project, measured anew: run.sh [import|poll|parse|matching|read|mime|naming|fence|far|soak]...   (default: all)
#
# import  cost per message of importing 1,000 and 10,000 messages, and peak memory
# poll    a mailbox of 2,000 messages on a private Dovecot: the whole cycle, its fetch phase, and a plain TLS download of
#         the same bytes in the same run
# mime    parsing, decoding and digesting 500 MB of messages, and the same in its bare steps (one scan of the bytes, base64,
#         SHA-256 of what it gives) in the same run; then peak memory for one message of 150 MB
# far     fetching 2,000 messages of 450 MB over a round trip of 50 ms: the fetch phase and a plain TLS download through the
#         same relay in the same run, Python's imaplib one by one, and mbsync (package isync)
# soak    the daemon on 50,000 messages (ISTIMARA_SOAK_MESSAGES) with faults of the server: memory, descriptors, reconciliation
# fence   importing 2,000 messages with Word forms: with the fence, without it, and a Python pipeline, in the same run
# parse   processor time of `parse` of one saved message with a Word form, program and worker together
# naming  texts filed and names found in a second of processor time, with the shipped register and with one of 1,500 names
# read    processor time of the Word reader against python-docx on the same returned forms
set -eu
cd "$(dirname "$0")/../../.."
sh config/install.sh debian-run.txt debian-test.txt
# ISTIMARA_PROGRAM names a program that is built already, its worker beside it.
program=${ISTIMARA_PROGRAM:-}
if [ -z "$program" ]; then
    swift build -c release --disable-default-traits --static-swift-stdlib
    program=$(swift build -c release --disable-default-traits --static-swift-stdlib --show-bin-path)/istimara
fi
here=Tests/TestSupport/benchmarks
work=$(mktemp -d /tmp/istimara-bench.XXXXXX)
chmod 755 "$work"
trap 'rm -rf "$work"' EXIT INT TERM
measured() { # NAME COMMAND...: wall, user + system seconds and peak kilobytes
    name=$1
    shift
    /usr/bin/python3 - "$name" "$@" <<'PY'
import resource, subprocess, sys, time
name, command = sys.argv[1], sys.argv[2:]
started = time.monotonic()
status = subprocess.run(command, stdout=subprocess.DEVNULL).returncode
wall, usage = time.monotonic() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
print(f"{name}: {wall:.2f} s, processor {usage.ru_utime + usage.ru_stime:.2f} s, peak {usage.ru_maxrss / 1024:.0f} MiB, exit {status}", flush=True)
PY
}

benchmark_import() {
    for count in 1000 10000; do
        /usr/bin/python3 $here/make-maildir.py $count fixtures/messages "$work/maildir-$count"
        measured "import $count" "$program" import "$work/maildir-$count" --archive "$work/archive-$count" --config config/istimara.yaml
        measured "import $count again" "$program" import "$work/maildir-$count" --archive "$work/archive-$count" --config config/istimara.yaml
        rm -rf "$work/maildir-$count" "$work/archive-$count"
    done
}

benchmark_poll() {
    /usr/bin/python3 $here/make-maildir.py 2000 fixtures/messages "$work/source"
    mkdir "$work/server"
    printf 'forms@example.org:{PLAIN}secret\n' > "$work/server/users"
    mkfifo "$work/hold"
    sh Tests/TestSupport/dovecot-server.sh serve "$work/server" 10994 10993 < "$work/hold" > "$work/ready" &
    exec 9> "$work/hold"
    until grep -q ready "$work/ready"; do sleep 0.1; done
    sh Tests/TestSupport/dovecot-server.sh fill "$work/server" forms@example.org INBOX "$work/source/new"
    cp -r config "$work/config"
    (umask 077 && printf 'secret\n' > "$work/config/secret")
    cat >> "$work/config/istimara.yaml" <<YAML
mailboxes:
  - name: benchmark
    url: imaps://localhost:10993
    user: forms@example.org
    password: {file: secret}
    ca_file: $work/server/cert.pem
YAML
    for round in 1 2 3; do "$program" benchmark fetch --config "$work/config/istimara.yaml"; done
    measured "poll of 2,000 messages" "$program" poll --config "$work/config/istimara.yaml"
    measured "second poll" "$program" poll --config "$work/config/istimara.yaml"
    exec 9>&-
}

benchmark_far() {
    sh config/install.sh debian-benchmark.txt
    /usr/bin/python3 $here/make-messages.py "$work/far" 2000 450
    mkdir "$work/far-server"
    printf 'forms@example.org:{PLAIN}secret\n' > "$work/far-server/users"
    mkfifo "$work/far-hold"
    sh Tests/TestSupport/dovecot-server.sh serve "$work/far-server" 10998 10997 < "$work/far-hold" > "$work/far-ready" &
    exec 8> "$work/far-hold"
    until grep -q ready "$work/far-ready"; do sleep 0.1; done
    sh Tests/TestSupport/dovecot-server.sh fill "$work/far-server" forms@example.org INBOX "$work/far"
    rm -rf "$work/far"
    mkfifo "$work/relay-hold"
    /usr/bin/python3 $here/delay-relay.py 10996 10997 50 < "$work/relay-hold" > "$work/relay-ready" &
    exec 7> "$work/relay-hold"
    until grep -q ready "$work/relay-ready"; do sleep 0.1; done
    cp -r config "$work/far-config"
    (umask 077 && printf 'secret\n' > "$work/far-config/secret")
    cat >> "$work/far-config/istimara.yaml" <<YAML
mailboxes:
  - name: benchmark
    url: imaps://localhost:10996
    user: forms@example.org
    password: {file: secret}
    ca_file: $work/far-server/cert.pem
YAML
    cat > "$work/mbsyncrc" <<RC
IMAPAccount far
Host localhost
Port 10996
User forms@example.org
Pass secret
SSLType IMAPS
CertificateFile $work/far-server/cert.pem

IMAPStore far
Account far

MaildirStore near
Path $work/mbsync/
Inbox $work/mbsync/INBOX

Channel far
Far :far:
Near :near:
Sync PullNew
RC
    for round in 1 2 3; do
        measured "fetch and plain download" "$program" benchmark fetch --config "$work/far-config/istimara.yaml"
        "$program" benchmark fetch --config "$work/far-config/istimara.yaml"
        rm -rf "$work/mbsync" && mkdir "$work/mbsync"
        measured "mbsync" mbsync -q -c "$work/mbsyncrc" far
    done
    /usr/bin/python3 $here/imaplib-fetch.py 10996 "$work/far-server/cert.pem" forms@example.org secret
    exec 7>&- 8>&-
}

benchmark_soak() { /usr/bin/python3 $here/soak.py "$program" "${ISTIMARA_SOAK_MESSAGES:-50000}"; }

benchmark_parse() {
    for round in 1 2 3 4 5; do
        measured "parse, round $round" "$program" parse --json --config config/istimara.yaml fixtures/messages/01-arabic-tagged.eml
    done
}

# Where neither Landlock nor seccomp is to be had the worker reads without them: `attacking-worker` puts it there.
benchmark_fence() {
    swift build -c release --disable-default-traits --static-swift-stdlib --product attacking-worker
    mkdir "$work/tagged" "$work/open"
    cp fixtures/messages/01-*.eml fixtures/messages/02-*.eml "$work/tagged"
    /usr/bin/python3 $here/make-maildir.py 2000 "$work/tagged" "$work/forms"
    ln "$program" "$work/open/istimara" 2> /dev/null || cp "$program" "$work/open/istimara"
    cat > "$work/open/istimara-worker" <<SH
#!/bin/sh
exec $(swift build -c release --disable-default-traits --show-bin-path)/attacking-worker no-landlock no-seccomp exec=$program-worker -- "\$@"
SH
    chmod 755 "$work/open/istimara-worker"
    cp -r config "$work/config-open"
    printf 'worker: {fence: best_effort}\n' >> "$work/config-open/istimara.yaml"
    for round in 1 2 3; do
        measured "import with the fence" "$program" import "$work/forms" --archive "$work/a$round" --config config/istimara.yaml
        measured "import without" "$work/open/istimara" import "$work/forms" --archive "$work/b$round" --config "$work/config-open/istimara.yaml"
        /usr/bin/python3 $here/import-docx.py "$work/forms" "$work/c$round"
        rm -rf "$work/a$round" "$work/b$round" "$work/c$round"
    done
}

benchmark_read() {
    /usr/bin/python3 $here/read-docx.py "$program-worker" Tests/DocumentReadersTests/Resources/returns/*.docx Tests/DocumentReadersTests/Resources/writer/*.docx
}

benchmark_matching() {
    "$program" benchmark matching --config config/istimara.yaml Tests/DocumentReadersTests/Resources/returns/*.docx
}

benchmark_naming() {
    resources=Tests/FormsTests/Resources
    "$program" benchmark naming --config config/istimara.yaml --texts $resources/themes-dev.jsonl --names $resources/councils-dev.jsonl
    # The same names in a register of 1,500: the shipped councils among others.
    cp -r config "$work/large"
    rm -f "$work/large/regions.csv" "$work/large/arrondissement-prefectures.csv"
    /usr/bin/python3 $here/make-register.py config/councils.csv 1500 > "$work/large/councils.csv"
    "$program" benchmark naming --config "$work/large/istimara.yaml" --names $resources/councils-dev.jsonl
    rm -rf "$work/large"
}

benchmark_mime() {
    /usr/bin/python3 $here/make-messages.py "$work/messages" 1500 500
    "$program" benchmark mime "$work/messages"
    rm -rf "$work/messages"
    /usr/bin/python3 $here/make-messages.py "$work/large" 1 150
    measured "one message of 150 MB" "$program" benchmark memory "$work/large/000000.eml"
    rm -rf "$work/large"
}

for name in "${@:-import poll parse read matching mime naming fence}"; do for one in $name; do "benchmark_$one"; done; done
