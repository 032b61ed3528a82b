"""The JSON Schemas of Protocol/schemas; needs python3-jsonschema."""

import json
from pathlib import Path
from typing import Any

import jsonschema

FIRST_MEMBERS = {
    "bundle": "manifest", "segment": "segment", "n": "commit", "end": "closing", "hash": "signature",
    "sealed": "sealed", "request": "request", "blobs": "blobs"}


class Schemas:
    """The schemas by the name of what they describe."""

    def __init__(self, folder: Path) -> None:
        self.validators: dict[str, Any] = {}
        for path in sorted(folder.glob("*.json")):
            schema = json.loads(path.read_text(encoding="utf-8"))
            jsonschema.Draft202012Validator.check_schema(schema)
            self.validators[path.stem] = jsonschema.Draft202012Validator(schema)

    def problem(self, name: str, value: Any) -> str | None:
        """Returns what does not fit a schema, or None."""
        error = next(self.validators[name].iter_errors(value), None)
        return None if error is None else f"{name} at {error.json_path}: {error.message[:200]}"

    def line_problem(self, line: bytes) -> str | None:
        """Returns why a line fits none of the schemas, which its members choose."""
        value = json.loads(line)
        kinds = [kind for member, kind in FIRST_MEMBERS.items() if member in value]
        return self.problem(kinds[0], value) if kinds else "a line of no known kind"
