"""JSON for people: what fits a line stands on one."""

import json
from typing import Any

WIDTH = 110


def pretty(value: Any, margin: str = "", room: int = WIDTH) -> str:
    """Returns a value as text, two spaces a level; short containers stay on one line."""
    line = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, (dict, list)) or len(margin) + len(line) <= room:
        return line
    inner = margin + "  "
    if isinstance(value, list):
        parts = [pretty(item, inner, room) for item in value]
        opening, closing = "[", "]"
    else:
        parts = [f"{json.dumps(name, ensure_ascii=False)}: {pretty(item, inner, room)}"
                 for name, item in value.items()]
        opening, closing = "{", "}"
    return opening + "\n" + ",\n".join(inner + part for part in parts) + "\n" + margin + closing
