#!/bin/bash
# Fuzzes what bytes from outside come through, with libFuzzer under AddressSanitizer. The DocC page Fuzzing says more.
#
#   fuzz.sh build                  builds the targets, optimised, into .build/fuzzing
#   fuzz.sh targets                names them
#   fuzz.sh replay [TARGET...]     runs every seed and every input that once broke something
#   fuzz.sh run TARGET [SECONDS]   fuzzes so long (1,200), and on until ten minutes bring no new edge
#   fuzz.sh one TARGET FILE...     runs these inputs
#
# `replay` builds without optimisation, which is sooner done. What breaks a target is kept in .build/fuzzing/found, and
# the status is not 0.
set -euo pipefail
cd "$(dirname "$0")/../.."

rooms=(imap mime header docx page zip form value reply definition)
commands=(settings escape)
work=$PWD/.build/fuzzing
quiet=600
# The runtime's crash handler would hold the pipe of a target that ended.
export SWIFT_BACKTRACE=enable=no ISTIMARA_FUZZING=1
export ASAN_OPTIONS=${ASAN_OPTIONS:-detect_stack_use_after_return=0:allocator_may_return_null=1}

configuration=release

build() {
    for product in fuzz-rooms fuzz-commands; do
        swift build -c $configuration --disable-default-traits --scratch-path "$work" --sanitize=fuzzer \
            --sanitize=address -Xswiftc -use-ld=lld -Xswiftc -enable-testing --product "$product"
    done
}

program() {
    case " ${commands[*]} " in
        *" $1 "*) echo "$work/$configuration/fuzz-commands" ;;
        *) echo "$work/$configuration/fuzz-rooms" ;;
    esac
}

# The inputs of a target, those of the tests among them.
seeds() {
    echo "Tests/Fuzzing/Seeds/$1"
    case $1 in mime) echo Tests/MIMETests/Resources/Crooked fixtures/messages ;; esac
}

fuzz() {
    local target=$1
    shift
    mkdir -p "$work/found"
    ISTIMARA_FUZZ_TARGET=$target "$(program "$target")" -timeout=10 -rss_limit_mb=2048 \
        -artifact_prefix="$work/found/$target-" "$@"
}

# The edges that the last line with any shows.
edges() { sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$1" | tail -1; }

# The second of the last line with more edges than any before it.
last_edge() { awk 'match($0, / cov: [0-9]+/) { n = substr($0, RSTART + 6) + 0; if (n > most) { most = n; at = $1 } } END { print at + 0 }' "$1"; }

run() {
    local target=$1 seconds=${2:-1200} words=() start log before=0 status=0
    log=$work/logs/$target
    mkdir -p "$work/corpus/$target" "$work/logs"
    [ ! -f "Tests/Fuzzing/Words/$target" ] || words=(-dict="Tests/Fuzzing/Words/$target")
    start=$(date +%s)
    : >"$log"
    while :; do
        # shellcheck disable=SC2046
        fuzz "$target" -max_total_time="$seconds" -max_len=8192 -print_final_stats=1 "${words[@]}" \
            "$work/corpus/$target" $(seeds "$target") 2>&1 |
            while IFS= read -r line; do printf '%s %s\n' $(($(date +%s) - start)) "$line"; done >>"$log" || status=$?
        [ "$status" = 0 ] || break
        [ $(($(date +%s) - start - $(last_edge "$log"))) -lt $quiet ] || break
        [ "$before" = 0 ] || [ "$(edges "$log")" -gt "$before" ] || break
        before=$(edges "$log")
        seconds=$quiet
    done
    echo "$target: $(($(date +%s) - start)) s, $(awk '/number_of_executed_units/ { n += $NF } END { print n + 0 }' "$log")" \
        "executions, $(edges "$log") edges, the last new one after $(last_edge "$log") s; the log is $log"
    return "$status"
}

replay() {
    local target broken=() targets=("$@")
    [ $# -gt 0 ] || targets=("${rooms[@]}" "${commands[@]}")
    mkdir -p "$work/logs"
    for target in "${targets[@]}"; do
        # shellcheck disable=SC2046
        if fuzz "$target" -runs=0 -timeout=60 $(seeds "$target") >"$work/logs/$target.replay" 2>&1; then
            echo "$target: $(find $(seeds "$target") -type f | wc -l) inputs"
        else
            tail -40 "$work/logs/$target.replay" >&2
            broken+=("$target")
        fi
    done
    [ ${#broken[@]} = 0 ] || { echo "broken: ${broken[*]}" >&2; return 1; }
}

case ${1:-} in
    build) build ;;
    targets) printf '%s\n' "${rooms[@]}" "${commands[@]}" ;;
    replay) shift; configuration=debug; build; replay "$@" ;;
    run) [ $# -ge 2 ] || { echo "usage: fuzz.sh run TARGET [SECONDS]" >&2; exit 64; }; build; run "$2" "${3:-1200}" ;;
    one) shift; fuzz "$@" ;;
    *) sed -n '2,11p' "$0" >&2; exit 64 ;;
esac
