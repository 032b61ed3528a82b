"""Longer histories from fixed seeds: centres that admit, retire and release, and logs that fork."""

import random
from copy import copy
from typing import Any, Callable

from good import RULES, Vectors, draft
from good_trust import AUDITOR, CLERK, FIRST, OFFICER, SECOND, STRANGER, directory
from writing import CENTRE, Log, admit, bundle, parsed, release, retire

CENTRES = (CENTRE, FIRST, SECOND)
PEOPLE = (CLERK, OFFICER, AUDITOR, STRANGER, FIRST)
ROLES = ("clerk", "officer", "auditor", "centre")


def histories() -> Vectors:
    """Histories in four bundles, of which each holds every fourth segment."""
    for seed in range(1, 7):
        parts = history(random.Random(seed))
        yield f"history-of-trust-{seed}", "a random history of statements and of forked logs", [
            bundle(parts[part::4], number=part + 1) for part in range(4)], RULES, ("members",)


def history(generator: random.Random) -> list[bytes]:
    """Returns what is left of the segments that centres and people have written."""
    offices = {device: [directory(device)] for device in CENTRES}
    desks = {device: [Log(device, dossier=6)] for device in PEOPLE}
    made: list[tuple[int, str, int, str]] = []
    segments = [offices[CENTRE][0].segment((1, [admit(CENTRE, "centre"), admit(FIRST, "centre")]))]
    for step in range(2, 44):
        if step % 3 == 0:
            log = pick(generator, offices[generator.choice(CENTRES)])
            segments.append(log.segment((step, [state(generator, segments)])))
            continue
        log = pick(generator, desks[generator.choice(PEOPLE)])
        seen = [one for one in made if one[1] != log.name or one[2] < log.next]
        drafts = [draft(generator, seen) for _ in range(generator.randint(1, 2))]
        made += [(int(op["r"], 16), log.name, log.next + place, op["f"])
                 for place, op in enumerate(drafts)]
        segments.append(log.segment((step, drafts, "because")))
    lost = generator.sample(segments[1:], 3)
    return [text for text in segments if text not in lost]


def pick(generator: random.Random, copies: list[Log]) -> Log:
    """Returns one of the copies of a log; now and then there is one more."""
    log = generator.choice(copies)
    if log.next > 1 and generator.random() < 0.2:
        copies.append(copy(log))
    return log


def state(generator: random.Random, segments: list[bytes]) -> dict[str, Any]:
    """Makes up a statement about one of the devices."""
    device = generator.choice([*PEOPLE, SECOND])
    own = [text for text in segments if parsed(text).device == device.public]
    choice = generator.random()
    if choice < 0.35 and own:
        return retire(device, *generator.sample(own, min(2, len(own))))
    if choice < 0.5 and own:
        return release(device, *generator.sample(own, min(2, len(own))))
    return admit(device, generator.choice(ROLES))


FAMILIES: list[Callable[[], Vectors]] = [histories]
