#!/usr/bin/env python3
"""What a project of QGIS tells of the fields of a plan: every field has an alias, every stored code
is in the value map of its column, and the words are in the project's language.
usage: qgis_words.py PROJECT.qgs PLAN.sqlite"""
import re
import sqlite3
import sys
import xml.etree.ElementTree as tree

# Columns of texts that are no codes: names, ids, free text, what the program was told.
FREE = re.compile(r"""(\w+_)?id | (\w+_)?code | facility_[ab] | runner_up | (table_|column_|group_)?name
    | label | title | municipality | region | unit | stop | scenario | before | after | institution
    | opening_hours | attributes | parameters | reason_args | detail | source_key | requirement
    | uri | layer | driver | crs | encoding | sha256 | imported_at | started_at | version
    | value | description | assumption | purpose | formula | source | frequency | owner | limits""",
                  re.VERBOSE)
# Where such a column holds codes after all.
CODED = {("facility_kind", "name"), ("site_check", "value"), ("passport", "name"),
         ("target", "name"), ("target_reach", "name"), ("service", "parish"),
         ("indicator", "name"), ("indicator", "unit"), ("year_figure", "name"),
         ("year_figure", "unit"), ("group_figure", "name"), ("group_figure", "unit"),
         ("network_figure", "name"), ("network_figure", "unit"), ("comparison", "name"),
         ("comparison", "unit"), ("passport", "unit")}
failed = 0


def fail(text):
    global failed
    failed += 1
    print(text, file=sys.stderr)


def table_of(source):
    """The table of a data source, also where a query numbers its rows."""
    if "|layername=" in source:
        return re.search(r"\|layername=([^|]*)", source).group(1)
    query = re.search(r'table="\(SELECT .* FROM \\"(\w+)\\"', source)
    if query:
        return query.group(1)
    if "a.run_no" in source:
        return "assignment"
    if "n.kind_no" in source:
        return "nearest_facility"
    return re.search(r'table="(\w+)"', source).group(1)


def value_map(field):
    """Words by code; None: the field has no value map."""
    widget = field.find("editWidget")
    if widget.get("type") != "ValueMap":
        return None
    options = widget.findall("config/Option/Option[@name='map']/Option/Option")
    found = {option.get("value"): option.get("name") for option in options}
    if len(found) != len(options):
        fail(f"{field.get('name')}: a code twice")
    return found


def check_values(plan, table, column, words):
    kind = {name: kind for name, kind in plan.execute(
        "SELECT name, upper(type) FROM pragma_table_info(?)", (table,))}
    if column not in kind:
        return  # of a join, which the table it is of has
    coded = (table, column) in CODED
    if words is None and not coded and (FREE.fullmatch(column) or kind[column] in
                                        ("INTEGER", "REAL", "INT", "DOUBLE", "NUM")):
        return
    if words is None and not coded and kind[column] not in ("TEXT", ""):
        return
    stored = [str(row[0]) for row in plan.execute(
        f'SELECT DISTINCT "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL ORDER BY 1')]
    if words is None and all(re.fullmatch(r"-?[0-9.e+-]+", value) for value in stored) \
            and not coded:
        return  # a view does not tell its types: numbers
    if words is None:
        fail(f"{table}.{column} has no value map: {stored[:5]}")
        return
    for value in stored:
        if not words.get(value):
            fail(f"{table}.{column}: {value!r} is not in its value map")


def main():
    root = tree.parse(sys.argv[1]).getroot()
    plan = sqlite3.connect(f"file:{sys.argv[2]}?mode=ro", uri=True)
    maps = {}
    texts = set()
    fields = 0
    for layer in root.iter("maplayer"):
        name = layer.find("id").text
        table = table_of(layer.find("datasource").text)
        alias = {e.get("field"): e.get("name") for e in layer.iterfind("aliases/alias")}
        joined = [join.get("customPrefix") + e.get("name") for join in layer.iter("join")
                  for e in join.iter("field")]
        told = [e.get("name") for e in layer.iterfind("fieldConfiguration/field")]
        for column in told + joined:
            fields += 1
            if not alias.get(column):
                fail(f"{name}: {column} has no alias")
        texts.update(alias.values())
        for column in sorted(set(joined) - set(told)):
            fail(f"{name}: {column} has no form")
        for field in layer.iterfind("fieldConfiguration/field"):
            words = value_map(field)
            column = field.get("name")
            texts.update((words or {}).values())
            if maps.setdefault((table, column), words) != words:
                fail(f"{name}: {column} has another value map than elsewhere")
    for (table, column), words in sorted(maps.items()):
        check_values(plan, table, column, words)
    coded = sum(words is not None for words in maps.values())
    if coded < 50 or fields < 400:
        fail(f"only {coded} value maps and {fields} fields")
    for text in sorted(texts):
        print(text)
    sys.exit(failed > 0)


main()
