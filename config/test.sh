#!/bin/sh
# Passes the tests: installs what they need, builds, lints, runs. The public corpora are a second suite:
# ISTIMARA_CORPUS names their folder; where it is unset that suite is left out.
set -eu
cd "$(dirname "$0")/.."
sh config/install.sh debian-run.txt debian-test.txt
sh Tests/TestSupport/cyrus-server.sh unpack
swift format lint --strict --parallel --recursive Sources Tests Package.swift
if [ -z "${ISTIMARA_CORPUS:-}" ]; then
    echo "ISTIMARA_CORPUS is unset: the suite over the public corpora is left out." >&2
fi
export SWIFT_BACKTRACE=enable=no
swift build --disable-default-traits --build-tests
# One at a time: tests hold parsers and servers to bounds of time.
swift test --disable-default-traits --skip-build --no-parallel
