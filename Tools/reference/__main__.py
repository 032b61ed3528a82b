"""A second implementation of the format: a reader and merger, written from Protocol/ alone.

    Tools/reference show FILE...            prints manifests, records and digests as JSON
    Tools/reference merge FOLDER...         merges each folder's files; prints the digests and the heads in conflict
    Tools/reference check Protocol/vectors  runs every vector
"""

import sys
from pathlib import Path

sys.dont_write_bytecode = True

import bundles
from layout import pretty
from limits import Refused
from merging import Store


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
    """Prints what each folder's files come to, in whatever order they are merged."""
    results = []
    for folder in folders:
        store = Store()
        for path in sorted(Path(folder).iterdir()):
            try:
                store.take(bundles.read(path.read_bytes()))
            except Refused as refused:
                print(f"reference: error: {path}: refused at {refused}", file=sys.stderr)
                return 1
        state = store.state
        apart = [
            [record["dossier"], record["type"], record["id"], name, len(heads)]
            for record in state.contents() for name, heads in record["registers"].items() if len(heads) > 1]
        results.append({"folder": folder, "digest": state.digest(), "apart": apart})
    print(pretty(results))
    return 0


def main(arguments: list[str]) -> int:
    """Runs a command."""
    if len(arguments) > 1 and arguments[0] == "show":
        return show(arguments[1:])
    if len(arguments) > 1 and arguments[0] == "merge":
        return merge(arguments[1:])
    if len(arguments) == 2 and arguments[0] == "check":
        from checking import Check

        return Check(Path(arguments[1])).run()
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
