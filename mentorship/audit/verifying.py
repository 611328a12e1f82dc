"""Verifying: whether the record is what it was when it was sealed, and if not, where it ends to be.

Whoever may change the database may also write a whole new chain. So a head hash that was copied
elsewhere (the log tells it daily) is to be among the seals; then everything up to that seal stands
as it stood when the copy was made.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from mentorship.audit.leaves import Leaf, leaves_between, unpack
from mentorship.audit.models import Event, Seal
from mentorship.audit.sealing import BEGINNING, hash_of


@dataclass(frozen=True, slots=True)
class Finding:
    """The first thing that is not as it was sealed: the seal, the event if it is one, in words."""

    sentence: str
    seal: int | None = None
    event: int | None = None


@dataclass(slots=True)
class Verdict:
    """What was looked at, and what was found.

    `head` is the hash of the last seal in hexadecimal digits; `unsealed` counts events after it,
    of which the first was written at `waits_since`. `vouched` is the number of the seal whose hash
    was known from elsewhere.
    """

    seals: int = 0
    events: int = 0
    redacted: int = 0
    head: str = ""
    unsealed: int = 0
    waits_since: datetime | None = None
    vouched: int | None = None
    finding: Finding | None = None


def verify(*, known_head: str = "") -> Verdict:
    """Go through the whole chain and stop at the first thing that is not as it was sealed."""
    verdict = Verdict()
    before: Seal | None = None
    for seal in Seal.objects.order_by("number").iterator(chunk_size=20):
        verdict.finding = _chained(seal, before) or _held(seal, before, verdict)
        if verdict.finding:
            return verdict
        verdict.seals += 1
        verdict.head = bytes(seal.hash).hex()
        if known_head and hmac.compare_digest(verdict.head, known_head.strip().lower()):
            verdict.vouched = seal.number
        before = seal
    if known_head and verdict.vouched is None:
        verdict.finding = Finding(
            _(
                "No seal has the hash that was known: the end of the chain was taken away, the "
                "whole record was written anew, or the hash is that of another installation."
            )
        )
    _count_unsealed(verdict, before)
    return verdict


def _chained(seal: Seal, before: Seal | None) -> Finding | None:
    """Say whether a seal is whole and rests on the one before."""
    number = before.number + 1 if before else 1
    if seal.number != number:
        return Finding(_("Seal %(number)d is missing.") % {"number": number}, seal=number)
    if not hmac.compare_digest(hash_of(seal), bytes(seal.hash)):
        said = _("Seal %(number)d was altered: what it holds no longer gives its hash.")
        return Finding(said % {"number": number}, seal=number)
    if bytes(seal.previous) != (bytes(before.hash) if before else BEGINNING):
        said = _("Seal %(number)d does not rest on the one before: one of the two was exchanged.")
        return Finding(said % {"number": number}, seal=number)
    return None


def _held(seal: Seal, before: Seal | None, verdict: Verdict) -> Finding | None:
    """Hold the events that a seal speaks for against what it keeps of them."""
    sealed = unpack(bytes(seal.leaves))
    found = {
        leaf.id: leaf
        for leaf in leaves_between(before.through_id if before else 0, seal.through_id)
    }
    verdict.events += len(found)
    verdict.redacted += sum(leaf.is_redacted for leaf in found.values())
    for number in sorted({*sealed, *found}):
        sentence = _compare(number, sealed.get(number), found.get(number))
        if sentence:
            return Finding(sentence, seal=seal.number, event=number)
    return None


def _compare(number: int, sealed: bytes | None, leaf: Leaf | None) -> str:
    """Say what is wrong with one event; the empty text where nothing is."""
    if leaf is None:
        return _("Event %(id)d is missing: it was sealed, and somebody took it away.") % {
            "id": number
        }
    if sealed is None:
        said = _("Event %(id)d was put in later: its seal knows nothing of it.%(what)s")
    elif leaf.digest != sealed:
        said = _("Event %(id)d was altered after it was sealed.%(what)s")
    elif not leaf.is_sound:
        said = _("Event %(id)d was redacted, and the record does not say by whom.%(what)s")
    else:
        return ""
    return said % {"id": number, "what": _what(number)}


def _what(number: int) -> str:
    """Say what an event now claims to be."""
    event = Event.objects.filter(pk=number).first()
    if event is None:
        return ""
    facts = {"kind": event.kind, "about": f"{event.about_kind} {event.about_id}", "at": event.at}
    return _(" It now reads: %(kind)s, about %(about)s, at %(at)s.") % facts


def _count_unsealed(verdict: Verdict, last: Seal | None) -> None:
    """Count the events that no seal speaks for yet."""
    waiting = Event.objects.filter(pk__gt=last.through_id if last else 0)
    verdict.unsealed = waiting.count()
    first = waiting.order_by("pk").first()
    verdict.waits_since = first.at if first else None
