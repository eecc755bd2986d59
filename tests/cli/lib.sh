# lib.sh - what the command-line tests share: a scratch folder, expectations, a summary.
# Sourced with the program's path in $1. Each test script runs as a whole; the first failure is
# told with its line and ends it.
# shellcheck shell=bash
set -euo pipefail
export LC_ALL=C.UTF-8
pietura=$(realpath "$1")
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
shared=${PIETURA_SHARED:-$root/../shared}
work=$(mktemp -d --suffix=-pietura-cli)
trap 'rm -rf "$work"' EXIT
checks=0

# Pictures, pages and projects have tests of their own and take most of a small plan's time: the plan
# of a demo country names tables only, unless a test sets whole_outputs=yes.
light_outputs() {
    [ "${whole_outputs:-no}" = yes ] || [ ! -f "$1/plan.yaml" ] ||
        sed -i 's/^outputs: .*/outputs: [gpkg, csv]/' "$1/plan.yaml"
}

# expect CODE COMMAND…: runs it, keeps stdout and stderr in $work/out and $work/err
expect() {
    local wanted=$1 code=0
    shift
    "$@" >"$work/out" 2>"$work/err" </dev/null || code=$?
    checks=$((checks + 1))
    if [ "$code" -ne "$wanted" ]; then
        echo "line ${BASH_LINENO[0]}: exit $code, wanted $wanted: $*" >&2
        cat "$work/err" >&2
        exit 1
    fi
    [ "$code" -ne 0 ] || [ "${1:-}" != "$pietura" ] || [ "${2:-}" != demo ] || light_outputs "${3:-}"
}

# says TEXT [FILE]: the last command's stderr (or FILE) holds the text
says() {
    checks=$((checks + 1))
    grep -qF -- "$1" "${2:-$work/err}" && return
    echo "line ${BASH_LINENO[0]}: nothing says \"$1\" in:" >&2
    cat "${2:-$work/err}" >&2
    exit 1
}

# same A B [WHAT]: two texts are equal
same() {
    checks=$((checks + 1))
    [ "$1" = "$2" ] && return
    echo "line ${BASH_LINENO[0]}: ${3:-values} differ: \"$1\" and \"$2\"" >&2
    exit 1
}

# at_work PID: waits until the process is the program and catches SIGINT, and a moment more. Before, it
# is a copy of the shell, which may catch signals as this one does; and the shell starts what runs in
# the background with SIGINT ignored.
at_work() {
    local mask
    for _ in $(seq 600); do
        [ -e "/proc/$1" ] || break
        mask=$(sed -n 's/^SigCgt:[[:space:]]*//p' "/proc/$1/status" 2>/dev/null) || mask=0
        if [ "$(readlink "/proc/$1/exe")" = "$pietura" ] && [ $((0x${mask:-0} & 2)) -ne 0 ]; then
            sleep 0.7
            return
        fi
        sleep 0.05
    done
    echo "line ${BASH_LINENO[0]}: process $1 has ended, or does not catch SIGINT" >&2
    exit 1
}

# in_comma_locale VARIABLE COMMAND…: the command where VARIABLE (LC_ALL or LC_NUMERIC) names a locale
# that is there and writes 0,5, which another program is asked to prove. The locale is made in the
# scratch folder: Debian carries only its source (package locales).
in_comma_locale() {
    local here=(env -u LC_ALL "LOCPATH=$work/locales" "$1=lv_LV.UTF-8")
    shift
    if [ ! -d "$work/locales" ]; then
        mkdir "$work/locales"
        localedef -i lv_LV -f UTF-8 --no-archive "$work/locales/lv_LV.UTF-8" || return 99
    fi
    if [ "$("${here[@]}" /usr/bin/printf %.1f 1)" != 1,0 ]; then
        echo "the locale with a decimal comma is not in force" >&2
        return 99
    fi
    "${here[@]}" "$@"
}

# ask DATABASE SQL: one value. A question that fails ends the test, also from inside "$(…)", where
# the shell would go on with an empty answer.
ask() {
    [ -f "$1" ] && sqlite3 -batch -noheader "$1" "$2" && return
    echo "line ${BASH_LINENO[0]}: no answer of $1: $2" >&2
    kill "$$"
    return 1
}

finish() { echo "$(basename "$0"): $checks checks passed"; }
