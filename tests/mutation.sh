#!/usr/bin/env bash
# The mutation check: each line of mutations.txt breaks one rule in a copy of the sources, and the
# named unit test must then fail. A test that still passes tests nothing; one that fails unbroken
# proves nothing, so each is seen to pass first. Two workers share the lines, each with a copy of its
# own.
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
unbroken_s=600 # within which every test must pass with nothing broken

rm -rf "$base"
mkdir -p "$base/unbroken"
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
    local copy=$1 targets target
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
    for target in "${targets[@]}"; do
        ! mkdir "$base/unbroken/$target" 2>/dev/null || unbroken "$copy" "$target" || return 1
    done
}

# unbroken COPY TARGET: the test passes, and its seconds are noted; one worker does it for both
unbroken() {
    local start=$SECONDS
    if ! timeout "$unbroken_s" "$1/build/tests/$2" >"$1/log" 2>&1; then
        echo "mutation: $2 fails, or takes longer than $unbroken_s s, with nothing broken:" >&2
        tail -n 30 "$1/log" >&2
        return 1
    fi
    echo $((SECONDS - start)) >"$base/unbroken/$2/seconds"
}

# notices COPY TARGET STORY: the broken test fails. One that is cut either waits for what never comes,
# which counts, or is only slow, which says nothing: it waits where unbroken it takes a tenth of that.
notices() {
    local code=0 seconds limit_s
    seconds=$(cat "$base/unbroken/$2/seconds")
    limit_s=$((seconds < 30 ? 120 : 4 * seconds))
    timeout "$limit_s" "$1/build/tests/$2" >"$1/log" 2>&1 || code=$?
    [ "$code" -eq 124 ] || return $((code == 0))
    if [ $((10 * seconds)) -gt "$limit_s" ]; then
        echo "mutation: $2 takes $seconds s unbroken, and was cut after $limit_s s: $3" >&2
        return 1
    fi
    echo "mutation: $2 does not end (a test of $seconds s): $3" >&2
}

# try_line COPY TARGET FILE EXPRESSION STORY: true where the test notices
try_line() {
    local copy=$1 target=$2 file=$3 noticed=no
    sed -E "$4" "$root/$file" >"$copy/src/$file"
    if cmp -s "$root/$file" "$copy/src/$file"; then
        echo "mutation: the line for \"$5\" changes nothing in $file" >&2
    elif ! cmake --build "$copy/build" -j 1 --target "$target" >"$copy/log" 2>&1; then
        echo "mutation: \"$5\" does not compile; see $copy/log" >&2
    elif notices "$copy" "$target" "$5"; then
        noticed=yes
    else
        echo "mutation: $target does not notice: $5" >&2
    fi
    cp "$root/$file" "$copy/src/$file"
    [ "$noticed" = yes ]
}

# share NUMBER: its lines, and what they need
share() {
    local copy=$base/$1
    mkdir -p "$copy"
    awk -v n="$1" -v all="$workers" 'NR % all == n' "$base/all" >"$copy/lines"
    [ ! -s "$copy/lines" ] || prepare "$copy" "$copy/lines" || return 1
    touch "$copy/ready"
}

# work NUMBER: every line of its share; what was noticed and what not goes to its file "count"
work() {
    local copy=$base/$1 killed=0 survived=0 target file expression story
    while IFS=$'\t' read -r target file expression story; do
        if try_line "$copy" "$target" "$file" "$expression" "$story"; then
            killed=$((killed + 1))
        else
            survived=$((survived + 1))
        fi
    done <"$copy/lines"
    echo "$killed $survived" >"$copy/count"
}

for ((n = 0; n < workers; n++)); do share "$n" & done
wait
for ((n = 0; n < workers; n++)); do
    [ -f "$base/$n/ready" ] || { echo "mutation: worker $n has no tests that pass unbroken" >&2 && exit 1; }
done
for ((n = 0; n < workers; n++)); do work "$n" & done
wait
killed=0 survived=0
for ((n = 0; n < workers; n++)); do
    [ -f "$base/$n/count" ] || { echo "mutation: worker $n did not come to an end" >&2 && exit 1; }
    read -r k s <"$base/$n/count"
    killed=$((killed + k)) survived=$((survived + s))
done
echo "mutation: $killed noticed, $survived not${third:+ (third $third of 0 to 2)}"
[ "$survived" -eq 0 ]
