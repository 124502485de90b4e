#!/bin/sh
# A private Dovecot on 127.0.0.1 for the tests, gone when its caller is gone.
#
#   dovecot-server.sh serve DIR IMAP_PORT IMAPS_PORT   serves until its standard input ends; prints "ready" once it listens
#   dovecot-server.sh fill  DIR USER FOLDER SOURCE     copies every file of SOURCE into the folder, in the order of names
#   dovecot-server.sh adm   DIR ARGUMENT...            runs doveadm on that server
#
# DIR must be short: the paths of Unix sockets under it hold 107 bytes at most. Accounts stand in DIR/users, one a line,
# as user:{PLAIN}password. Clients trust DIR/cert.pem. Started by root it serves as nobody, for which setpriv is needed.
set -eu

task=$1
dir=$2
shift 2
umask 022

if [ "$(id -u)" = 0 ]; then
    owner=nobody
    as_owner() { setpriv --reuid="$owner" --regid="$(id -gn "$owner")" --clear-groups "$@"; }
    give() { chown -R "$owner:$(id -gn "$owner")" "$@"; }
else
    owner=$(id -un)
    as_owner() { "$@"; }
    give() { :; }
fi

write_settings() {
    cat > "$dir/dovecot.conf" <<EOF
base_dir = $dir/run
state_dir = $dir/state
log_path = $dir/log
default_internal_user = $owner
default_internal_group = $(id -gn "$owner")
default_login_user = $owner
first_valid_uid = 1
listen = 127.0.0.1
protocols = imap
ssl = required
ssl_cert = <$dir/cert.pem
ssl_key = <$dir/key.pem
auth_mechanisms = plain login xoauth2 oauthbearer
auth_failure_delay = 0
mail_location = maildir:~/Maildir
mail_max_userip_connections = 50
passdb {
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = $dir/oauth2.conf
}
passdb {
  driver = passwd-file
  mechanisms = plain login none
  args = scheme=PLAIN username_format=%u $dir/users
}
userdb {
  driver = static
  args = uid=$(id -u "$owner") gid=$(id -g "$owner") home=$dir/home/%u
}
namespace inbox {
  inbox = yes
  separator = /
  mailbox Envoyés {
    special_use = \Sent
    auto = create
  }
}
service imap-login {
  chroot =
  inet_listener imap {
    port = $1
  }
  inet_listener imaps {
    port = $2
    ssl = yes
  }
}
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service stats {
  chroot =
}
service auth {
  user = $owner
}
service auth-worker {
  user = $owner
}
EOF
}

case $task in
serve)
    mkdir -p "$dir/home" "$dir/run" "$dir/state"
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost \
        -addext subjectAltName=DNS:localhost -keyout "$dir/key.pem" -out "$dir/cert.pem" 2> /dev/null
    # The key of access tokens, which are looked at here and not at their provider.
    mkdir -p "$dir/keys/default/HS256"
    openssl rand -base64 32 | tr -d '\n' > "$dir/keys/default/HS256/test"
    printf 'introspection_mode = local\nlocal_validation_key_dict = fs:posix:prefix=%s/keys/\nusername_attribute = email\n' \
        "$dir" > "$dir/oauth2.conf"
    write_settings "$1" "$2"
    give "$dir"
    as_owner /usr/sbin/dovecot -F -c "$dir/dovecot.conf" < /dev/null &
    server=$!
    trap 'kill "$(cat "$dir/run/master.pid")" 2> /dev/null; wait "$server"' EXIT
    trap 'exit 0' HUP INT TERM
    waited=0
    until [ -S "$dir/run/login/imap" ] && [ -s "$dir/run/master.pid" ]; do
        kill -0 "$server" 2> /dev/null || exit 1
        [ "$waited" -lt 400 ] || exit 1
        sleep 0.05
        waited=$((waited + 1))
    done
    echo ready
    # The caller holds the other end; its end, however it comes, is ours.
    while read -r _; do :; done
    ;;
fill)
    maildir=$dir/home/$1/Maildir
    [ "$2" = INBOX ] || maildir=$maildir/.$2
    mkdir -p "$maildir/cur" "$maildir/new" "$maildir/tmp"
    number=0
    for file in "$3"/*; do
        number=$((number + 1))
        cp "$file" "$maildir/new/$(printf '%010d' "$((1583000000 + number))").$$.$(basename "$3")"
    done
    give "$dir/home/$1"
    ;;
adm)
    as_owner doveadm -c "$dir/dovecot.conf" "$@"
    ;;
*)
    echo "usage: $0 serve|fill|adm DIR ..." >&2
    exit 64
    ;;
esac
