#!/usr/bin/env bash
# pictures.sh PROGRAM FOLDER - draws the pictures of the demo country that are compared with those
# in tests/data/maps. To approve what the program draws now, look at the pictures and run
#   tests/maps/pictures.sh build/pietura tests/data/maps
set -euo pipefail
pietura=$(realpath "$1")
mkdir -p "$2"
out=$(realpath "$2")
work=$(mktemp -d --suffix=-pietura-maps)
trap 'rm -rf "$work"' EXIT
export SOURCE_DATE_EPOCH=1700000000
"$pietura" demo "$work/demo" --quiet >/dev/null
sed -i "/^outputs:/d" "$work/demo/plan.yaml"
"$pietura" run "$work/demo/plan.yaml" --output "$work/plan" --quiet >/dev/null 2>&1
draw() { # NAME OPTIONS…
    local name=$1
    shift
    "$pietura" map "$work/plan/plan.sqlite" "$@" --dpi 60 --indexed --quiet --output "$out/$name.png"
}
draw centres centres
draw stop-distance stop-distance
draw proposed proposed --scenario optimal
draw coverage-part coverage --scenario optimal --extent "Kūženes novads"
draw before-after before-after --scenario baseline --paper A5-landscape
draw catchments catchments --scenario baseline --paper A5
draw offices offices --paper A5
draw indicator --indicator mean_dist_m --scope unit --scenario present --paper A5
draw distances distances --paper A5
draw opening-hours opening-hours --scenario present --paper A5
