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
mkdir "$demo/server"
printf 'forms@example.org:{PLAIN}secret\n' > "$demo/server/users"
port=${ISTIMARA_DEMO_PORT:-10993}
runner=Tests/TestSupport/dovecot-server.sh
# The server ends when the pipe that is its standard input does, and so with this script, however that ends.
mkfifo "$demo/hold"
sh "$runner" serve "$demo/server" $((port + 1)) "$port" < "$demo/hold" > "$demo/ready" &
exec 9> "$demo/hold"
waited=0
until grep -q ready "$demo/ready"; do
    [ "$waited" -lt 100 ] || { echo "Dovecot does not start: $(cat "$demo/server/log" 2>/dev/null)" >&2; exit 69; }
    sleep 0.1
    waited=$((waited + 1))
done
sh "$runner" fill "$demo/server" forms@example.org INBOX fixtures/messages

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
    ca_file: $demo/server/cert.pem
YAML
export ISTIMARA_CONFIG="$demo/config/istimara.yaml"

echo; echo "\$ istimara poll"
"$program" poll || [ $? -eq 1 ]
echo; echo "\$ istimara poll   # again: nothing is fetched twice"
"$program" poll
echo; echo "\$ istimara records list"
"$program" records list
echo; echo "\$ istimara status"
"$program" status
echo; echo "The theme folders in $demo/archive:"
(cd "$demo/archive" && find themes review quarantine -mindepth 1 -maxdepth 4 -type d | sort)
echo; echo "Settings for trying on: export ISTIMARA_CONFIG=$ISTIMARA_CONFIG (the server ends with this script)"
