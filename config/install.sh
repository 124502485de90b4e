#!/bin/sh
# Installs the Debian packages of the lists named: sh config/install.sh debian-run.txt [debian-test.txt]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
packages=
for list in "$@"; do
    packages="$packages $(sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$here/$list" | tr '\n' ' ')"
done
missing=
for package in $packages; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ]; then sudo=; else sudo=sudo; fi
echo "installing:$missing" >&2
$sudo apt-get update -qq
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $missing >/dev/null
