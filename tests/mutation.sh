#!/usr/bin/env bash
# The mutation check: each line of mutations.txt breaks one rule in a copy of the sources, and the
# named unit test must then fail. A test that still passes tests nothing.
# usage: tests/mutation.sh [PATTERN]     (only the lines that match)
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
copy=$root/build/mutation
pattern=${1:-.}

rm -rf "$copy/src"
mkdir -p "$copy/src"
tar -C "$root" --exclude=./build --exclude=./.git -cf - . | tar -C "$copy/src" -xf -
cmake -G Ninja -S "$copy/src" -B "$copy/build" -DCMAKE_BUILD_TYPE=Debug >/dev/null
mapfile -t targets < <(grep -v '^#' "$root/tests/mutations.txt" | grep -E "$pattern" | cut -f1 | sort -u)
cmake --build "$copy/build" --target "${targets[@]}" >"$copy/log" 2>&1 || {
    tail -n 30 "$copy/log" >&2
    exit 1
}

killed=0 survived=0
while IFS=$'\t' read -r target file expression story; do
    case $target in '' | '#'*) continue ;; esac
    grep -qE "$pattern" <<<"$target $file $story" || continue
    sed -E "$expression" "$root/$file" >"$copy/src/$file"
    if cmp -s "$root/$file" "$copy/src/$file"; then
        echo "mutation: the line for \"$story\" changes nothing in $file" >&2
        survived=$((survived + 1))
        continue
    fi
    if ! cmake --build "$copy/build" --target "$target" >"$copy/log" 2>&1; then
        echo "mutation: \"$story\" does not compile; see $copy/log" >&2
        survived=$((survived + 1))
    elif timeout 120 "$copy/build/tests/$target" >"$copy/log" 2>&1; then
        echo "mutation: $target does not notice: $story" >&2
        survived=$((survived + 1))
    else
        killed=$((killed + 1))
    fi
    cp "$root/$file" "$copy/src/$file"
done <"$root/tests/mutations.txt"
echo "mutation: $killed noticed, $survived not"
[ "$survived" -eq 0 ]
