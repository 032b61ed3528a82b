"""Checks tables of the Humanitarian Exchange Language with libhxl and its standard schema.

Prints the tags, and the rows as JSON, so that what a reader gets can be compared.
"""

import json
import sys

import hxl

failures = []


def note(error):
    """Notes what the schema finds; its hints at unusual figures are no faults of the format."""
    if error.rule.severity != "info":
        failures.append(f"{error.rule.severity}: {error}")


def check(path):
    source = hxl.data(hxl.make_input(path, hxl.InputOptions(allow_local=True)))
    columns = [column.display_tag for column in source.columns]
    rows = [row.values for row in source]
    again = hxl.data(hxl.make_input(path, hxl.InputOptions(allow_local=True)))
    hxl.schema(None, note).validate(again)
    print(json.dumps({"tags": columns, "rows": rows}, ensure_ascii=False))


for argument in sys.argv[1:]:
    check(argument)
for failure in failures:
    print(failure, file=sys.stderr)
sys.exit(1 if failures else 0)
