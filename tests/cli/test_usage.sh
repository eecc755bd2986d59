#!/usr/bin/env bash
# Help, version, JSON usage, and what a wrong command line is told.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh" "$1"

expect 2 "$pietura"
says "usage: pietura COMMAND"
expect 0 "$pietura" --help
says "demo" "$work/out"
expect 0 "$pietura" --version
same "pietura $(cat "$root/VERSION")" "$(cat "$work/out")"
expect 0 "$pietura" --json-usage
python3 -c 'import json,sys; d=json.load(open(sys.argv[1])); assert {"run","demo","export","explain","help"} <= {c["name"] for c in d["commands"]}; assert all(o["help"] for c in d["commands"] for o in c["options"])' "$work/out"
for command in run demo export explain help; do
    expect 0 "$pietura" help "$command"
    says "pietura $command" "$work/out"
    expect 0 "$pietura" "$command" --help
    says "--lang" "$work/out"
done

expect 2 "$pietura" fly
says 'no command "fly"'
expect 2 "$pietura" run
says "usage: pietura run PLAN.yaml"
expect 2 "$pietura" run a.yaml b.yaml --output x
expect 2 "$pietura" run a.yaml
says "--output DIR"
expect 2 "$pietura" run a.yaml --output
says "--output needs a value"
expect 2 "$pietura" run a.yaml --outptu x
says "unknown option --outptu"
expect 2 "$pietura" demo "$work/d" --units 0
says "whole number from 1"
expect 2 "$pietura" demo "$work/d" --units many
expect 2 "$pietura" demo "$work/d" --seed 1 --seed 2
says "given twice"
expect 2 "$pietura" run a.yaml --output x --quiet=yes
says "takes no value"
expect 2 "$pietura" run a.yaml --output x --lang fr
says "lv|en"
expect 3 "$pietura" run "$work/none.yaml" --output "$work/x"
says "none.yaml"
[ ! -e "$work/x" ]
expect 3 "$pietura" explain "$work/none.sqlite"
expect 3 "$pietura" export "$work/none.sqlite" --output "$work/x"
expect 2 "$pietura" export "$work/none.sqlite"
finish
