#!/usr/bin/env bash
# The cost model against its second implementation in tests/oracle: the published scenarios and 300
# random ones with their municipalities, as the unit test's program prints them; and against the
# published tables where ../shared (or $PIETURA_SHARED) has them.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh" "$1"

dump=$(dirname "$pietura")/tests/test_cost_model
[ -x "$dump" ] || { echo "skipped: there is no $dump" && exit 77; }
"$dump" --dump 2020 300 >"$work/cases.jsonl"
same "$(wc -l <"$work/cases.jsonl")" 302 "numbers of cases"
expect 0 /usr/bin/python3 "$root/tests/oracle/cost_model.py" --cases "$work/cases.jsonl"
cat "$work/out"
# the oracle sees a cell that is a euro off
sed '1s/\[2024,"network_cost",2537815/[2024,"network_cost",2537816/' "$work/cases.jsonl" >"$work/wrong.jsonl"
expect 1 /usr/bin/python3 "$root/tests/oracle/cost_model.py" --cases "$work/wrong.jsonl"
says "case 0 2024 network_cost" "$work/out"
if [ -f "$shared/reference/cost/published.csv" ]; then
    expect 0 /usr/bin/python3 "$root/tests/oracle/cost_model.py" --cases "$work/cases.jsonl" \
        --published "$shared/reference/cost"
    cat "$work/out"
fi
finish
