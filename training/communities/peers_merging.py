"""When two records of one person become one: their peer partners.

A pair names two different people in the order of their ids, so it cannot be re-pointed like other
rows. Pairs of the two with each other go; of two open pairs with the same partner one ends.
"""

import json
from typing import Any

from django.core import serializers
from django.db.models import QuerySet
from django.utils import timezone

from mentorship.accounts.models import Person
from programmes.merging import Merger
from training.communities.enums import PeerState
from training.models import PeerMeeting, PeerPair

_OPEN = (PeerState.PROPOSED, PeerState.ACTIVE)


def hand_over(kept: Person, gone: Person, by: Person) -> dict[str, Any]:
    """Give the pairs of the record that vanishes to the one that stays; return the way back."""
    pairs = PeerPair.objects.of(gone)
    between = pairs.of(kept)
    meetings = PeerMeeting.objects.filter(pair__in=between)
    dropped = [*_plain(between), *_plain(meetings)]
    between.delete()
    before = _plain(pairs)
    for pair in pairs:
        _move(pair, gone, kept)
    return {"dropped": dropped, "before": before}


def give_back(data: dict[str, Any], kept: Person, gone: Person, by: Person) -> None:
    """Put every pair back as it was; meetings logged since stay with it."""
    for row in serializers.deserialize("python", [*data["before"], *data["dropped"]]):
        row.save()


def _move(pair: PeerPair, gone: Person, kept: Person) -> None:
    """Let the one who stays take a place in a pair; a second open pair of the same two ends."""
    partner = pair.partner_of(gone)
    first, second = sorted((kept.pk, partner.pk))
    values: dict[str, Any] = {"first_id": first, "second_id": second}
    if first != (kept.pk if pair.first_id == gone.pk else partner.pk):
        values["first_agreed_at"] = pair.second_agreed_at
        values["second_agreed_at"] = pair.first_agreed_at
    twin = PeerPair.objects.filter(
        community=pair.community_id, first=first, second=second, state__in=_OPEN
    )
    if pair.state in _OPEN and twin.exists():
        values |= {"state": PeerState.ENDED, "ended_at": timezone.now()}
    PeerPair.objects.filter(pk=pair.pk).update(**values)


def _plain(rows: "QuerySet[Any]") -> list[dict[str, Any]]:
    """Return rows as plain data."""
    plain: list[dict[str, Any]] = json.loads(serializers.serialize("json", rows))
    return plain


MERGER = Merger(
    name="training.peers",
    tables=frozenset({"training.PeerPair"}),
    merge=hand_over,
    undo=give_back,
)
