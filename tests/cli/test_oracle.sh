#!/usr/bin/env bash
# Plans of the demo country against the slow, independent computation of tests/oracle.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh" "$1"
export PYTHONDONTWRITEBYTECODE=1

# the oracle sees mistakes in every table, on a country that it makes itself
expect 0 env TMPDIR="$work" /usr/bin/python3 "$root/tests/oracle/selftest.py"
tail -n 1 "$work/out"
expect 0 "$pietura" demo "$work/country" --quiet
expect 0 "$pietura" run "$work/country/plan.yaml" --output "$work/result" --quiet
expect 0 /usr/bin/python3 "$root/tests/oracle/check_plan.py" "$work/country/plan.yaml" "$work/result/plan.sqlite"
tail -n 1 "$work/out"
# the same with the 1 km cells split over their 100 m cells
sed 's|# *fine:|fine:|' "$work/country/plan.yaml" >"$work/country/fine.yaml"
expect 0 "$pietura" run "$work/country/fine.yaml" --output "$work/fine" --quiet
expect 0 /usr/bin/python3 "$root/tests/oracle/check_plan.py" "$work/country/fine.yaml" "$work/fine/plan.sqlite"
tail -n 1 "$work/out"
# proposals of every problem, and that the oracle sees mistakes in them
expect 0 env TMPDIR="$work" /usr/bin/python3 "$root/tests/oracle/selftest_proposals.py" "$pietura"
tail -n 1 "$work/out"
finish
