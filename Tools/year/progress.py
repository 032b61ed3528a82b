"""What `report pipeline` and `report late` must say: how far partnerships are, and what should be done by now."""

from collections import Counter
from datetime import date, timedelta

from breaches import TRANSIT_DAYS
from counting import has_begun
from merged import MILESTONES, Record, Records
from steps import missing_steps
from stock import in_order
from totals import Offices

STAGES = {"idea": "idea", "search": "looking for a partner", "contact": "in contact", "agreed": "intent agreed",
          "decided": "decided", "signed": "signed", "active": "active", "suspended": "suspended", "ended": "ended"}
OPEN = "disputed or not recorded"
# A consignment that will not come, or has come whatever else is not recorded.
UNDERWAY = ("", "planned", "packed", "on-the-way", "at-border", "cleared", "redirected")


def pipeline(records: Records, day: str) -> dict[str, dict[str, dict]]:
    """Partnerships by stage, and each with its latest step and the steps that are missing."""
    partnerships, offices = records.of("partnership"), Offices(records)
    stages = [record.text("status") for record in partnerships.values()]
    counts = {f"stages/{stage}": {"stage": words, "partnerships": stages.count(stage)}
              for stage, words in [*STAGES.items(), ("", OPEN)] if stage or "" in stages}
    rows = {}
    for key, record in partnerships.items():
        dates = [record.value(name)[0] for name in MILESTONES if record.value(name)]
        rows[f"partnerships/{key}"] = {
            "partnership": record.text("title"),
            "partners": ", ".join(offices.name(code) for code in sorted(record.values("parties"))),
            "stage": STAGES.get(record.text("status"), OPEN),
            "latest": max((date for date in dates if has_begun(date, day)), default=None),
            "missing": missing_message(record)}
    return {"stages": counts, "partnerships": in_order(rows, "partnership")}


def missing_message(record: Record) -> str | None:
    """The sentence on the steps that a status lacks, in English."""
    words = []
    for need in dict.fromkeys(missing_steps(record)):
        if need == "#signing":
            words.append("a document of the kind agreement, or its number in 'signing'")
        else:
            words.append(need.replace("|", " or "))
    listed = " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
    return f"the status is '{record.text('status')}', but this is not recorded: {listed}" if words else None


def arrival(record: Record) -> str:
    """When a consignment without a planned arrival should be there."""
    departed = record.text("departed") if record.type == "consignment" else ""
    return (date.fromisoformat(departed) + timedelta(days=TRANSIT_DAYS)).isoformat() if departed else ""


def due_reports(records: Records, day: str) -> dict[str, dict]:
    """By month of receipt and office, the aid on which the monthly report should have been made by the 15th."""
    offices, counts = Offices(records), Counter()
    for aid in records.of("aid").values():
        month = aid.text("received")[:7]
        if month and aid.text("status") != "reported":
            counts[month, aid.text("recipient")] += 1
    rows = {}
    for (month, office), count in sorted(counts.items()):
        due = (date.fromisoformat(f"{month}-28") + timedelta(days=4)).replace(day=15).isoformat()
        if due < day:
            rows[f"reports/{office}/{month}"] = {"due": due, "period": month, "code": office,
                                                 "office": offices.name(office), "entries": count}
    return rows


def overdue(records: Records, day: str) -> dict[str, dict]:
    """Tasks, validity of partnerships and agreements, and consignments whose day is over."""
    late = [(task, "task", "due") for task in records.of("task").values() if not task.values("done")]
    late += [(record, "has expired", "valid-until") for name in ["partnership", "agreement"]
             for record in records.of(name).values() if record.text("status") not in ("ended", "suspended")]
    late += [(record, "has not arrived", "planned-arrival") for record in records.of("consignment").values()
             if not record.values("arrived") and not record.values("accepted") and record.text("status") in UNDERWAY]
    rows = {}
    for record, what, name in late:
        due = record.text(name) or arrival(record)
        if due and due < day[:len(due)]:
            partnership = record if record.type == "partnership" else (
                records.of("partnership").get(record.text("partnership")))
            rows[f"overdue/{record.id}"] = {
                "due": due, "what": what, "title": record.text("title"),
                "partnership": partnership.text("title") if partnership else "",
                "who": record.text("who") or record.text("office")}
    return in_order(rows, "due")
