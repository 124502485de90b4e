#!/bin/sh
# Builds the Debian package: sh config/package.sh [FOLDER]   (default: the working folder)
#
# ISTIMARA_PROGRAM names a program that is built already, its worker beside it.
set -eu
target=$(cd "${1:-.}" && pwd)
cd "$(dirname "$0")/.."
sh config/install.sh debian-run.txt debian-package.txt
program=${ISTIMARA_PROGRAM:-}
if [ -z "$program" ]; then
    for product in istimara istimara-worker; do
        swift build -c release --static-swift-stdlib --product $product
    done
    program=$(swift build -c release --static-swift-stdlib --show-bin-path)/istimara
fi
# The manual and the completions are the program's own words.
swift build --disable-default-traits --scratch-path .build-manual --product generate-manual
manual=$(swift build --disable-default-traits --scratch-path .build-manual --show-bin-path)/generate-manual

work=$(mktemp -d /tmp/istimara-package.XXXXXX)
trap 'rm -rf "$work"' EXIT INT TERM
umask 022
root=$work/root
put() { install -D -m "$1" "$2" "$root/$3"; }
put 755 "$program" usr/bin/istimara
put 755 "$(dirname "$program")/istimara-worker" usr/libexec/istimara-worker
strip --strip-unneeded --remove-section=.comment "$root/usr/bin/istimara" "$root/usr/libexec/istimara-worker"
put 644 config/istimara.service lib/systemd/system/istimara.service
for file in config/*.yaml config/*.csv config/forms/*.yaml; do put 644 "$file" "etc/istimara/${file#config/}"; done
# What the unit expects: the archive in its state folder, the password as a credential.
sed -i -e 's|^archive:.*|archive: /var/lib/istimara/archive|' "$root/etc/istimara/istimara.yaml"
put 644 README.md usr/share/doc/istimara/README.md
put 644 config/debian/copyright usr/share/doc/istimara/copyright

version=$("$program" --version | sed 's/[^0-9.].*//')
date=$(git log -1 --format=%cs 2>/dev/null || date +%F)
"$manual" "$program" --date "$date" --output-directory "$work" >/dev/null
put 644 "$work/istimara.1" usr/share/man/man1/istimara.1
gzip -9n "$root/usr/share/man/man1/istimara.1"
mkdir -p "$root/usr/share/bash-completion/completions" "$root/usr/share/zsh/vendor-completions" \
    "$root/usr/share/fish/vendor_completions.d"
"$program" --generate-completion-script bash | sed 1d > "$root/usr/share/bash-completion/completions/istimara"
"$program" --generate-completion-script zsh > "$root/usr/share/zsh/vendor-completions/_istimara"
"$program" --generate-completion-script fish > "$root/usr/share/fish/vendor_completions.d/istimara.fish"
printf 'istimara (%s) stable; urgency=medium\n\n  * As of %s.\n\n -- the authors of istimara <istimara@localhost>  %s\n' \
    "$version" "$date" "$(LC_ALL=C date -R -u -d "$date")" > "$work/changelog"
put 644 "$work/changelog" usr/share/doc/istimara/changelog
gzip -9n "$root/usr/share/doc/istimara/changelog"

mkdir "$root/DEBIAN" "$work/debian"
cp config/debian/postinst config/debian/prerm config/debian/postrm "$root/DEBIAN/"
chmod 755 "$root/DEBIAN/postinst" "$root/DEBIAN/prerm" "$root/DEBIAN/postrm"
(cd "$root" && find etc -type f | sed 's|^|/|' | sort) > "$root/DEBIAN/conffiles"
(cd "$root" && find . -path ./DEBIAN -prune -o -type f -printf '%P\n' | LC_ALL=C sort | xargs -d '\n' md5sum) \
    > "$root/DEBIAN/md5sums"
printf 'Source: istimara\n\nPackage: istimara\nArchitecture: any\n' > "$work/debian/control"
linked=$(cd "$work" && dpkg-shlibdeps -O "$root/usr/bin/istimara" "$root/usr/libexec/istimara-worker" 2>/dev/null |
    sed -n 's/^shlibs:Depends=//p')
# libcurl is loaded with the first connection, so nothing links it.
sed -e "s|@VERSION@|$version|" -e "s|@ARCHITECTURE@|$(dpkg --print-architecture)|" \
    -e "s|@DEPENDS@|libcurl4, ca-certificates, tzdata, $linked|" \
    -e "s|@SIZE@|$(du -sk --exclude=DEBIAN "$root" | cut -f1)|" config/debian/control.in > "$root/DEBIAN/control"
file=$target/istimara_${version}_$(dpkg --print-architecture).deb
dpkg-deb --root-owner-group --build "$root" "$file" >/dev/null
echo "$file"
