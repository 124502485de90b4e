#!/bin/bash
# Builds the Debian package, installs it into a bare Debian 12 as config/Containerfile says, and uses it there as the
# container's user: what it prints of itself, the fence, an import, a poll of a real server. Needs root (debootstrap).
#
# ISTIMARA_PROGRAM names a program that is built already, its worker beside it.
set -euo pipefail
cd "$(dirname "$0")/../.."
[ "$(id -u)" = 0 ] || { echo "debootstrap and chroot need root" >&2; exit 77; }
sh config/install.sh debian-run.txt debian-test.txt debian-package.txt
work=$(mktemp -d /tmp/istimara-bare.XXXXXX)
chmod 755 "$work"
root=$work/root
finish() {
    exec 9>&- || true
    umount "$root/proc" 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT INT TERM
fail() {
    echo "packaging: $*" >&2
    exit 1
}

package=$(sh config/package.sh "$work" | tail -1)
echo "packaging: $(basename "$package"), $(stat -c %s "$package") bytes"
# No mirror is named: debootstrap's own.
debootstrap --variant=minbase bookworm "$root" > "$work/debootstrap.log" 2>&1 || {
    tail -5 "$work/debootstrap.log" >&2
    fail "there is no bare Debian"
}
mount -t proc proc "$root/proc"
cp "$package" "$root/tmp/"

# The steps of the container file, as they stand there.
sed -n '/^RUN /,/[^\\]$/p' config/Containerfile | sed '1s/^RUN //' > "$work/run"
grep -q 'apt-get install' "$work/run" || fail "the container file has no RUN"
DEBIAN_FRONTEND=noninteractive chroot "$root" /bin/sh -ec "$(cat "$work/run")" > "$work/install.log" 2>&1 || {
    tail -20 "$work/install.log" >&2
    fail "the container's steps fail"
}
user=$(sed -n 's/^USER //p' config/Containerfile)
entry=$(sed -n 's/^ENTRYPOINT \["\(.*\)"\]$/\1/p' config/Containerfile)
# In the container's environment; exit statuses count.
inside() { chroot --userspec="$user:$user" "$root" /usr/bin/env -i PATH=/usr/bin:/bin HOME=/var/lib/istimara "$entry" "$@"; }

inside --version | grep -Eqx '[0-9]+\.[0-9]+\.[0-9]+' || fail "no version"
inside check --offline > "$work/check" || { cat "$work/check" >&2; fail "check --offline fails on the installed settings"; }
grep -i fence "$work/check" | sed 's/^/packaging: /'

# Fixtures come in as somebody would mount them.
cp -r fixtures "$root/srv/fixtures"
inside import /srv/fixtures/messages --json | tail -1 > "$work/imported"
grep -q '"messages":19' "$work/imported" || fail "import: $(cat "$work/imported")"
inside archive verify > /dev/null || fail "the archive is not whole"
[ "$(stat -c %a "$root/var/lib/istimara/archive")" = 700 ] || fail "the archive can be read by others"

# A poll over TLS of a server on this machine.
mkdir "$work/server"
printf 'forms@example.org:{PLAIN}secret\n' > "$work/server/users"
mkfifo "$work/hold"
port=$((20000 + RANDOM % 20000))
sh Tests/TestSupport/dovecot-server.sh serve "$work/server" $((port + 1)) "$port" < "$work/hold" > "$work/ready" &
exec 9> "$work/hold"
for _ in $(seq 100); do
    grep -q ready "$work/ready" && break
    sleep 0.1
done
sh Tests/TestSupport/dovecot-server.sh fill "$work/server" forms@example.org INBOX fixtures/messages
cp "$work/server/cert.pem" "$root/etc/istimara/cert.pem"
chmod 644 "$root/etc/istimara/cert.pem"
printf 'secret\n' > "$root/var/lib/istimara/secret"
chroot "$root" chown "$user:$user" /var/lib/istimara/secret
chmod 600 "$root/var/lib/istimara/secret"
sed -e 's|^archive:.*|archive: /var/lib/istimara/polled|' "$root/etc/istimara/istimara.yaml" > "$root/etc/istimara/poll.yaml"
cat >> "$root/etc/istimara/poll.yaml" <<YAML
mailboxes:
  - name: consultation
    url: imaps://localhost:$port
    user: forms@example.org
    password: {file: /var/lib/istimara/secret}
    ca_file: cert.pem
YAML
inside poll --json --config /etc/istimara/poll.yaml | tail -1 > "$work/polled" || fail "poll: $(cat "$work/polled")"
grep -q '"messages":19' "$work/polled" || fail "poll: $(cat "$work/polled")"
inside status --config /etc/istimara/poll.yaml > /dev/null || fail "status is unhealthy"

# What else the package brings.
man --warnings -l "$root/usr/share/man/man1/istimara.1.gz" > "$work/man" 2>&1
grep -q 'istimara daemon' "$work/man" || fail "the manual does not tell of the daemon"
bash -c ". '$root/usr/share/bash-completion/completions/istimara' && complete -p istimara" > /dev/null || fail "no completions"
cmp -s config/istimara.service "$root/lib/systemd/system/istimara.service" || fail "the unit is another"

# What people sent outlives the package, and the settings outlive its removal.
chroot "$root" apt-get remove -y -qq istimara > /dev/null 2>&1
[ -f "$root/etc/istimara/istimara.yaml" ] || fail "removal took the settings"
chroot "$root" apt-get purge -y -qq istimara > /dev/null 2>&1
[ ! -e "$root/etc/istimara/istimara.yaml" ] && [ ! -e "$root/usr/bin/istimara" ] || fail "a purge leaves files"
[ -f "$root/var/lib/istimara/archive/istimara.sqlite" ] || fail "a purge took the archive"
echo "packaging: 1 passed, 0 failed"
