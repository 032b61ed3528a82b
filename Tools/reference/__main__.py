"""A second implementation of the format: a reader and merger, written from Protocol/ alone.

    Tools/reference show FILE...            prints manifests, records and digests as JSON
    Tools/reference merge FOLDER...         merges the bundles in each folder and prints what they come to
    Tools/reference merge --many            the same for folders that the standard input names, one a line, as
                                            {"folder": PATH, "own": DEVICE}; a line of JSON answers each
    Tools/reference check Protocol/vectors  runs every vector
"""

import json
import sys
from pathlib import Path

sys.dont_write_bytecode = True

import bundles
from layout import pretty
from limits import Refused
from merging import Store
from strictjson import canonical
from told import told


def show(paths: list[str]) -> int:
    """Prints what files hold and what they show when they are merged."""
    store = Store()
    manifests = []
    for path in paths:
        try:
            bundle = bundles.read(Path(path).read_bytes())
        except Refused as refused:
            print(f"reference: error: {path}: refused at {refused}", file=sys.stderr)
            return 1
        except OSError as error:
            print(f"reference: error: {path}: {error.strerror}", file=sys.stderr)
            return 1
        manifests.append(bundle.manifest)
        store.take(bundle)
    state = store.state
    print(pretty({
        "manifests": manifests, "records": state.contents(), "digests": state.digests(),
        "digest": state.digest(), "aside": state.aside_facts(), "members": state.members()}))
    return 0


def merge(folders: list[str]) -> int:
    """Prints what the bundles in each folder come to, in whatever order they are merged."""
    print(pretty([{"folder": folder, **told(folder)} for folder in folders]))
    return 0


def answer() -> int:
    """Answers each line of the standard input, which names a folder and maybe a device, by a line."""
    for line in sys.stdin:
        asked = json.loads(line)
        sys.stdout.buffer.write(canonical(told(asked["folder"], asked.get("own"))) + b"\n")
        sys.stdout.buffer.flush()
    return 0


def main(arguments: list[str]) -> int:
    """Runs a command."""
    if len(arguments) > 1 and arguments[0] == "show":
        return show(arguments[1:])
    if arguments == ["merge", "--many"]:
        return answer()
    if len(arguments) > 1 and arguments[0] == "merge":
        return merge(arguments[1:])
    if len(arguments) == 2 and arguments[0] == "check":
        from checking import Check

        return Check(Path(arguments[1])).run()
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
