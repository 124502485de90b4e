#!/bin/sh
# The main job on real parts: installs what is needed, builds, starts a private Dovecot filled with the fixture
# mailbox, polls it over TLS, and shows what was filed. Writes to a temporary folder; prints where.
set -eu
cd "$(dirname "$0")/.."
sh config/install.sh debian-run.txt debian-test.txt
swift build -c release --disable-default-traits --product istimara
swift build -c release --disable-default-traits --product istimara-worker
program=$(swift build -c release --disable-default-traits --show-bin-path)/istimara

demo=$(mktemp -d /tmp/istimara-demo.XXXXXX)
chmod 755 "$demo"
server=Tests/TestSupport/dovecot-server.sh
trap 'sh "$server" stop "$demo/server" >/dev/null 2>&1 || true' EXIT INT TERM
port=${ISTIMARA_DEMO_PORT:-10993}
sh "$server" start "$demo/server" 0 "$port"
sh "$server" fill "$demo/server" forms@example.org INBOX fixtures/messages/*.eml

umask 077
mkdir "$demo/config"
cp -r config/forms config/*.csv config/themes.yaml "$demo/config"
printf 'secret\n' > "$demo/config/secret"
cat > "$demo/config/istimara.yaml" <<YAML
archive: ../archive
forms: forms
themes: themes.yaml
councils: councils.csv
mailboxes:
  - name: consultation
    url: imaps://localhost:$port
    user: forms@example.org
    password: {file: secret}
    ca_file: $demo/server/etc/cert.pem
YAML
export ISTIMARA_CONFIG="$demo/config/istimara.yaml"

echo; echo "\$ istimara poll"
"$program" poll
echo; echo "\$ istimara poll   # again: nothing is fetched twice"
"$program" poll
echo; echo "\$ istimara records list"
"$program" records list
echo; echo "\$ istimara status"
"$program" status
echo; echo "The theme folders in $demo/archive:"
(cd "$demo/archive" && find themes review quarantine -mindepth 1 -maxdepth 4 -type d | sort)
echo; echo "Settings for trying on: export ISTIMARA_CONFIG=$ISTIMARA_CONFIG (the server ends with this script)"
