"""The ids that imported records get: they follow from the type and the key (`pobratym import --key`)."""

import hashlib
import json


def canonical(value: object) -> bytes:
    """Returns JSON in its canonical bytes: sorted members, no white space, fewest escapes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def record_id(record_type: str, *key: str | None) -> str:
    """Returns the id of a record of a type; the key's values are as they are recorded, null where empty."""
    text = b"pobratym import 1\n" + canonical([record_type, *key])
    return hashlib.blake2b(text, digest_size=32).hexdigest()[:32]
