"""When two records of one person become one: they belong wherever either of them did."""

from typing import Any

from django.db.models import Model

from mentorship.accounts.models import Person
from programmes.merging import CannotUndoError, Merger
from training.communities.enums import MemberState
from training.models import CommunityMember

# The stronger of two states stays.
STRENGTH = {MemberState.LEFT: 0, MemberState.INVITED: 1, MemberState.MEMBER: 2}
_OWN = ("state", "is_moderator", "is_automatic", "left_because", "digest")


def hand_over(kept: Person, gone: Person, _by: Person) -> dict[str, Any]:
    """Give memberships to who stays; where both have one, the stronger of them stays.

    Return what there was before, to go back to.
    """
    mine = {row.community_id: row for row in CommunityMember.objects.filter(person=kept)}
    moved, dropped, changed = [], [], []
    for row in CommunityMember.objects.filter(person=gone):
        twin = mine.get(row.community_id)
        if twin is None:
            row.person = kept
            row.save(update_fields=["person"])
            moved.append(str(row.pk))
            continue
        if STRENGTH[MemberState(row.state)] > STRENGTH[MemberState(twin.state)]:
            changed.append({"pk": str(twin.pk), **_values(twin)})
            for name, value in _values(row).items():
                setattr(twin, name, value)
            twin.save(update_fields=_OWN)
        elif row.is_moderator and not twin.is_moderator:
            changed.append({"pk": str(twin.pk), **_values(twin)})
            twin.is_moderator = True
            twin.save(update_fields=["is_moderator"])
        dropped.append(
            {
                "pk": str(row.pk),
                "community_id": str(row.community_id),
                "since": row.since.isoformat(),
                **_values(row),
            }
        )
        row.delete()
    return {"moved": moved, "dropped": dropped, "changed": changed}


def give_back(data: dict[str, Any], kept: Person, gone: Person, _by: Person) -> None:
    """Give memberships back as they were; raises CannotUndoError where one is no longer there."""
    moved = CommunityMember.objects.filter(pk__in=data["moved"], person=kept)
    if moved.update(person=gone) != len(data["moved"]):
        raise CannotUndoError
    for each in data["changed"]:
        values = {name: each[name] for name in _OWN}
        if not CommunityMember.objects.filter(pk=each["pk"], person=kept).update(**values):
            raise CannotUndoError
    CommunityMember.objects.bulk_create(
        CommunityMember(person=gone, **row) for row in data["dropped"]
    )


def _values(row: Model) -> dict[str, Any]:
    """Return how somebody stands in a community, as plain values."""
    return {name: getattr(row, name) for name in _OWN}


MERGER = Merger(
    name="training.communities",
    tables=frozenset({"training.CommunityMember"}),
    merge=hand_over,
    undo=give_back,
)
