"""The stages of records, and what must have been recorded by each."""

from merged import Record

# Stages in their order, each with what it needs beside what those before it need: one of some fields, or a number.
STAGES = {
    "partnership": [
        ("idea", ["appeal"]), ("search", []), ("contact", ["first-contact"]), ("agreed", ["intent"]),
        ("decided", ["council-decision-a|council-decision-b"]),
        ("signed", ["council-decision-a", "council-decision-b", "signing", "#signing"]), ("active", ["work-plan"])],
    "consignment": [
        ("planned", ["aid"]), ("packed", ["packages|weight"]), ("on-the-way", ["departed", "vehicle", "#waybill"]),
        ("at-border", ["at-border"]), ("cleared", ["cleared", "#declaration"]), ("arrived", ["arrived"]),
        ("accepted", ["accepted", "#accepted"]), ("closed", [])],
    "aid": [
        ("offered", ["donor"]), ("agreed", ["recipient"]), ("on-the-way", []), ("partly-received", []),
        ("received", ["received"]), ("partly-handed-out", []), ("handed-out", []), ("reported", [])],
}
# Stages beside the usual way: how far a record must have come to get there, and what it needs then.
BESIDE = {"refused": ("at-border", "note"), "lost": ("on-the-way", "note")}
# The stages that are an officer's to give.
OFFICERS = {"partnership": {"signed", "suspended", "ended"}, "consignment": {"accepted", "closed"}, "aid": {"reported"}}


def missing_steps(record: Record) -> list[str]:
    """What a record's status says was done, and is not recorded."""
    last, also = BESIDE.get(record.text("status"), (record.value("status"), ""))
    missing = [also] if also and not is_met(record, also) else []
    for stage, needs in STAGES[record.type]:
        missing += [need for need in needs if not is_met(record, need)]
        if stage == last:
            return missing
    return []


def is_met(record: Record, need: str) -> bool:
    """Whether one of the fields is filled or, after a '#', whether the document's number is there."""
    if not need.startswith("#"):
        return any(record.values(name) for name in need.split("|"))
    value = record.value(need[1:])
    # Of a milestone the second part is the document; of a number with its date the first.
    if isinstance(value, tuple):
        return bool(value[0] if need == "#declaration" else value[1:] and value[1])
    return bool(value)
