#!/usr/bin/env bash
# The mutation check: each line of mutations.txt breaks one rule in a copy of the sources, and the
# named unit test must then fail. A test that still passes tests nothing. Two workers share the
# lines, each with a copy of its own.
# usage: tests/mutation.sh [PATTERN]     (only the lines that match)
#        tests/mutation.sh --third       (a third of the lines, another one with each commit, so that
#                                         every landing takes minutes and every rule has its turn)
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
base=$root/build/mutation
pattern=${1:-.}
third=''
if [ "$pattern" = --third ]; then
    third=$(($(git -C "$root" rev-list --count HEAD 2>/dev/null || echo 0) % 3))
    pattern=.
fi
workers=2

rm -rf "$base"
mkdir -p "$base"
grep -v '^#' "$root/tests/mutations.txt" | grep -P '\t' | grep -E "$pattern" >"$base/all" || {
    echo "mutation: no line matches $pattern" >&2
    exit 2
}
if [ -n "$third" ]; then
    awk -v n="$third" 'NR % 3 == n' "$base/all" >"$base/some"
    mv "$base/some" "$base/all"
fi

# prepare COPY LIST: a copy of the sources with the tests that its lines name, built
prepare() {
    local copy=$1 targets
    mkdir -p "$copy/src"
    tar -C "$root" --exclude=./build --exclude=./.git -cf - . | tar -C "$copy/src" -xf -
    sed -i 's/ -Werror//' "$copy/src/CMakeLists.txt" # a broken rule may leave a variable unused
    cmake -G Ninja -S "$copy/src" -B "$copy/build" -DCMAKE_BUILD_TYPE=Debug \
        -DCMAKE_C_FLAGS_DEBUG=-O1 >/dev/null
    mapfile -t targets < <(cut -f1 "$2" | sort -u)
    cmake --build "$copy/build" -j 1 --target "${targets[@]}" >"$copy/log" 2>&1 || {
        tail -n 30 "$copy/log" >&2
        return 1
    }
}

# try_line COPY TARGET FILE EXPRESSION STORY: true where the test notices
try_line() {
    local copy=$1 target=$2 file=$3 noticed=no
    sed -E "$4" "$root/$file" >"$copy/src/$file"
    if cmp -s "$root/$file" "$copy/src/$file"; then
        echo "mutation: the line for \"$5\" changes nothing in $file" >&2
    elif ! cmake --build "$copy/build" -j 1 --target "$target" >"$copy/log" 2>&1; then
        echo "mutation: \"$5\" does not compile; see $copy/log" >&2
    elif timeout 120 "$copy/build/tests/$target" >"$copy/log" 2>&1; then
        echo "mutation: $target does not notice: $5" >&2
    else
        noticed=yes
    fi
    cp "$root/$file" "$copy/src/$file"
    [ "$noticed" = yes ]
}

# work NUMBER: every line of its share; what was noticed and what not goes to its file "count"
work() {
    local copy=$base/$1 killed=0 survived=0 target file expression story
    mkdir -p "$copy"
    awk -v n="$1" -v all="$workers" 'NR % all == n' "$base/all" >"$copy/lines"
    [ -s "$copy/lines" ] || { echo "0 0" >"$copy/count" && return; }
    prepare "$copy" "$copy/lines" || return 1
    while IFS=$'\t' read -r target file expression story; do
        if try_line "$copy" "$target" "$file" "$expression" "$story"; then
            killed=$((killed + 1))
        else
            survived=$((survived + 1))
        fi
    done <"$copy/lines"
    echo "$killed $survived" >"$copy/count"
}

for ((n = 0; n < workers; n++)); do work "$n" & done
wait
killed=0 survived=0
for ((n = 0; n < workers; n++)); do
    [ -f "$base/$n/count" ] || { echo "mutation: worker $n could not build" >&2 && exit 1; }
    read -r k s <"$base/$n/count"
    killed=$((killed + k)) survived=$((survived + s))
done
echo "mutation: $killed noticed, $survived not${third:+ (third $third of 0 to 2)}"
[ "$survived" -eq 0 ]
