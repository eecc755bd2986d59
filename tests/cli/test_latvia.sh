#!/usr/bin/env bash
# scripts/latvia on the national test data, its plan compared with the oracle's: the 1 km grid in
# everything, the 100 m grid in all but the areas (which do not depend on it).
# The data is looked for in ../shared beside the repository, or in $PIETURA_SHARED.
# With PIETURA_NO_ORACLE the program runs and nothing is compared (it is another build's turn).
# usage: test_latvia.sh PIETURA
set -euo pipefail
export LC_ALL=C
root=$(cd "$(dirname "$0")/../.." && pwd)
program=$(realpath "${1:?the path of the program}")
data=${PIETURA_SHARED:-$root/../shared}/latvia

skip() { echo "skipped: $1" && exit 77; }
/usr/bin/python3 -c 'import numpy, osgeo, shapely, yaml' 2>/dev/null ||
    skip "the oracle needs python3-numpy, python3-gdal, python3-shapely and python3-yaml"
export PYTHONDONTWRITEBYTECODE=1
[ -d "$data/territory" ] || skip "there is no national data in $data (set PIETURA_SHARED)"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# compare NAME WORDS…: runs the national plan with these options, then the oracle
compare() {
    local name=$1 check=()
    shift
    [ "$name" = coarse ] || check=(--fine --skip-areas)
    echo "== $name"
    PIETURA_PROGRAM=$program "$root/scripts/latvia" "$data" --output "$work/$name" "$@" ||
        return 1 # said, as nothing else ends a function whose caller asks for its result
    [ -z "${PIETURA_NO_ORACLE:-}" ] || return 0
    "$root/tests/oracle/check_plan.py" "$work/$name/plan.yaml" "$work/$name/plan.sqlite" \
        ${check[@]+"${check[@]}"}
}

status=0
compare coarse || status=1
compare fine --fine || status=1
# the ministry's questions: one plan file, priced, and computed again to the bit
echo "== scenarios"
PIETURA_PROGRAM=$program "$root/scripts/latvia" "$data" --scenarios --output "$work/scenarios" >"$work/out"
grep -E '^  (A|B|90 % of territory|people of 2030)' "$work/out"
for total in "A:state_budget:-12169" "A:municipal_budget:-6545" "B:state_budget:-16044"; do # table 42, in thousands
    IFS=: read -r name position thousands <<<"$total"
    sum=$(sqlite3 -batch "$work/scenarios/plan.sqlite" "SELECT CAST(round(sum(eur) / 1000) AS INTEGER) FROM cost WHERE scenario = '$name' AND position = '$position'")
    [ "$sum" = "$thousands" ] || { echo "$name: $position is $sum thousand EUR, wanted $thousands" && status=1; }
done
"$program" replay "$work/scenarios/plan.sqlite" || status=1
exit $status
