#!/usr/bin/env bash
# The main paths under valgrind: no invalid access, nothing definitely lost.
# usage: tests/valgrind.sh BUILD_DIR
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
build=$root/$1
work=$(mktemp -d --suffix=-pietura-valgrind)
trap 'rm -rf "$work"' EXIT
check() {
    valgrind --quiet --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite \
        --suppressions="$root/tests/valgrind.supp" "$@" >"$work/out" 2>"$work/err" || {
        echo "valgrind: exit $? from: $*" >&2
        tail -n 60 "$work/err" >&2
        exit 1
    }
}
check "$build/pietura" demo "$work/country" --units 12
sed -i 's/^outputs: .*/outputs: [gpkg, csv, qgis]/' "$work/country/plan.yaml" # one map is enough here
check "$build/pietura" run "$work/country/plan.yaml" --output "$work/result"
check "$build/pietura" map "$work/result/plan.sqlite" before-after opening-hours --scenario optimal \
    --dpi 40 --output "$work/result/maps"
check "$build/pietura" report "$work/result/plan.sqlite" --output "$work/result/report.html"
check "$build/pietura" export "$work/result/plan.sqlite" --output "$work/result/plan.gpkg"
check "$build/pietura" explain "$work/result/plan.sqlite"
for test in test_access test_baseline test_plan test_point_index test_import test_store; do
    [ ! -x "$build/tests/$test" ] || check "$build/tests/$test"
done
echo "valgrind: no report"
