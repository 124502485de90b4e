#!/bin/sh
# A private Cyrus IMAP on 127.0.0.1 for the tests, gone when its caller is gone.
#
#   cyrus-server.sh unpack                              gets Cyrus; its package cannot be installed beside Dovecot's
#   cyrus-server.sh serve  DIR IMAPS_PORT               serves until its standard input ends; prints "ready" once it listens
#   cyrus-server.sh client DIR IMAPS_PORT USER ORDER ARGUMENT...
#                          append FOLDER SOURCE         puts every file of SOURCE into the folder, in the order of names
#                          flags FOLDER                 prints UID and flags of each message
#                          expunge FOLDER UIDS          removes messages
#
# DIR must be short, as for Dovecot. Every user signs in with any password. Clients trust DIR/cert.pem. Started by root it
# serves as nobody, for which setpriv is needed.
set -eu

here=$(cd "$(dirname "$0")/../.." && pwd)
cyrus=$here/.build-cyrus
task=$1
shift
umask 022

case $task in
unpack)
    [ ! -x "$cyrus/usr/sbin/cyrmaster" ] || exit 0
    work=$(mktemp -d /tmp/istimara-cyrus.XXXXXX)
    trap 'rm -rf "$work"' EXIT INT TERM
    chmod 755 "$work"
    download() { (cd "$work" && apt-get download -qq cyrus-imapd cyrus-common 2> "$work/errors"); }
    if [ "$(id -u)" = 0 ]; then sudo=; else sudo=sudo; fi
    download || { $sudo apt-get update -qq && download; } || { cat "$work/errors" >&2; exit 69; }
    mkdir -p "$cyrus"
    for package in "$work"/*.deb; do dpkg -x "$package" "$cyrus"; done
    ;;
serve)
    dir=$1
    if [ "$(id -u)" = 0 ]; then
        owner=nobody
        as_owner() { setpriv --reuid="$owner" --regid="$(id -gn "$owner")" --clear-groups "$@"; }
    else
        owner=$(id -un)
        as_owner() { "$@"; }
    fi
    # Where the checkout may not be entered by the server's account, it gets a copy.
    programs=$cyrus
    if ! as_owner test -x "$cyrus/usr/sbin/cyrmaster"; then
        cp -r "$cyrus" "$dir/cyrus"
        programs=$dir/cyrus
    fi
    mkdir -p "$dir/conf" "$dir/spool" "$dir/sock"
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost \
        -addext subjectAltName=DNS:localhost -keyout "$dir/key.pem" -out "$dir/cert.pem" 2> /dev/null
    cat > "$dir/imapd.conf" <<EOF
configdirectory: $dir/conf
partition-default: $dir/spool
defaultpartition: default
servername: localhost
admins: cyrus
cyrus_user: $owner
cyrus_group: $(id -gn "$owner")
allowplaintext: yes
sasl_pwcheck_method: alwaystrue
sasl_mech_list: PLAIN LOGIN
tls_server_cert: $dir/cert.pem
tls_server_key: $dir/key.pem
virtdomains: userid
unixhierarchysep: yes
altnamespace: yes
autocreate_quota: 0
idlesocket: $dir/sock/idle
lmtpsocket: $dir/sock/lmtp
EOF
    cat > "$dir/cyrus.conf" <<EOF
START {
  recover cmd="$programs/usr/lib/cyrus/bin/ctl_cyrusdb -C $dir/imapd.conf -r"
  idled cmd="$programs/usr/lib/cyrus/bin/idled -C $dir/imapd.conf"
}
SERVICES {
  imaps cmd="$programs/usr/lib/cyrus/bin/imapd -C $dir/imapd.conf -s" listen="127.0.0.1:$2" prefork=0
}
EVENTS {
}
EOF
    [ "$(id -u)" != 0 ] || chown -R "$owner:$(id -gn "$owner")" "$dir"
    as_owner env LD_LIBRARY_PATH="$programs/usr/lib/$(dpkg-architecture -q DEB_HOST_MULTIARCH 2> /dev/null || echo x86_64-linux-gnu)" \
        "$programs/usr/sbin/cyrmaster" -C "$dir/imapd.conf" -M "$dir/cyrus.conf" -p "$dir/pid" \
        < /dev/null > "$dir/log" 2>&1 &
    server=$!
    # Its idled and sessions are of its group and end with it.
    trap 'kill "$server" 2> /dev/null; wait "$server" 2> /dev/null; pkill -f "$dir/imapd.conf" 2> /dev/null || true' EXIT
    trap 'exit 0' HUP INT TERM
    waited=0
    until /usr/bin/python3 -c "import socket; socket.create_connection(('127.0.0.1', $2), 1)" 2> /dev/null; do
        kill -0 "$server" 2> /dev/null || exit 1
        [ "$waited" -lt 200 ] || exit 1
        sleep 0.1
        waited=$((waited + 1))
    done
    echo ready
    # The caller holds the other end; its end, however it comes, is ours.
    while read -r _; do :; done
    ;;
client)
    exec /usr/bin/python3 - "$@" <<'EOF'
import imaplib, os, ssl, sys

folder, port, user, order, mailbox, *rest = sys.argv[1:]
client = imaplib.IMAP4_SSL("localhost", int(port), ssl_context=ssl.create_default_context(cafile=f"{folder}/cert.pem"))
client.login(user, "any")
name = f'"{mailbox}"'


def done(answer):
    if answer[0] != "OK":
        raise SystemExit(f"{order}: {answer}")
    return answer[1]


if order == "append":
    client.create(name)
    for file in sorted(os.listdir(rest[0])):
        done(client.append(name, None, None, open(f"{rest[0]}/{file}", "rb").read()))
elif order == "flags":
    done(client.select(name, readonly=True))
    for line in done(client.uid("FETCH", "1:*", "(FLAGS)")):
        if line:
            words = line.decode().split("FLAGS (")[1].split(")")[0].split()
            uid = line.decode().split("UID ")[1].split()[0].rstrip(")")
            print(uid, *sorted(word for word in words if word != "\\Recent"))
elif order == "expunge":
    done(client.select(name))
    done(client.uid("STORE", rest[0], "+FLAGS.SILENT", "(\\Deleted)"))
    done(client.uid("EXPUNGE", rest[0]))
client.logout()
EOF
    ;;
*)
    echo "usage: $0 unpack | serve DIR PORT | client DIR PORT USER ORDER ..." >&2
    exit 64
    ;;
esac
