"""How many mentees each mentor may have in a round, and who shares a ceiling."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from matching.actions.rounds import RoundMovedOnError, lock_round, move_on, record_of
from matching.models import MentorGroup, MentorGroupMember, MentorSeats, Round
from mentorship.accounts.models import Person
from programmes.meanwhile import check_unchanged
from programmes.models import Participant


class NameTakenError(Exception):
    """Another group of the round is called so; nothing was changed."""


class InAnotherGroupError(Exception):
    """Somebody is in another group of the round already; `names` says who. Nothing was changed."""

    def __init__(self, names: Collection[str]) -> None:
        """Keep the names."""
        self.names = list(names)
        super().__init__(", ".join(self.names))


@transaction.atomic
def give_seats(
    chosen: Round, mentor: Participant, *, seats: int | None, seen: int | None, by: Person
) -> None:
    """Give a mentor other seats than they or the round say; None takes that back. Recorded.

    `seen` is what a coordinator had given when the page was opened. Raises RoundClosedError, and
    RoundMovedOnError where somebody gave others since.
    """
    now = lock_round(chosen)
    stored = MentorSeats.objects.filter(round=now, participant=mentor).first()
    before = stored.seats if stored else None
    if before == seats:
        return
    if before != seen:
        raise RoundMovedOnError
    if seats is None:
        MentorSeats.objects.filter(round=now, participant=mentor).delete()
    else:
        MentorSeats.objects.update_or_create(
            round=now, participant=mentor, defaults={"seats": seats}
        )
    move_on(now)
    record_of(
        "matching_round.seats_given", now, by, mentor=str(mentor.pk), before=before, after=seats
    )


@transaction.atomic
def add_group(
    chosen: Round, *, name: str, ceiling: int, members: Collection[Participant], by: Person
) -> MentorGroup:
    """Let mentors share a ceiling; recorded.

    Raises RoundClosedError, NameTakenError, and InAnotherGroupError.
    """
    now = lock_round(chosen)
    try:
        with transaction.atomic():
            group = MentorGroup.objects.create(round=now, name=name, ceiling=ceiling)
    except IntegrityError as error:
        raise NameTakenError from error
    _seat(now, group, members)
    move_on(now)
    record_of(
        "mentor_group.added", now, by, group=str(group.pk), ceiling=ceiling, members=len(members)
    )
    return group


@transaction.atomic
def change_group(group: MentorGroup, *, by: Person, seen: str = "", **facts: Any) -> None:
    """Change the name, ceiling and members of a group; recorded.

    `facts` are `name`, `ceiling` and `members` (participants). Raises RoundClosedError,
    RoundMovedOnError where it was removed, ChangedMeanwhileError, NameTakenError, and
    InAnotherGroupError.
    """
    now = lock_round(group.round)
    stored = now.mentor_groups.filter(pk=group.pk).first()
    if stored is None:
        raise RoundMovedOnError
    before = facts_of(stored)
    wanted = facts | {"members": sorted(str(member.pk) for member in facts["members"])}
    check_unchanged(seen, stored=before, wanted=wanted, about=now, kinds=("mentor_group.changed",))
    stored.name, stored.ceiling = facts["name"], facts["ceiling"]
    try:
        with transaction.atomic():
            stored.save(update_fields=["name", "ceiling"])
    except IntegrityError as error:
        raise NameTakenError from error
    _seat(now, stored, facts["members"])
    move_on(now)
    changes = {"group": str(stored.pk), "ceiling_before": before["ceiling"]}
    record_of("mentor_group.changed", now, by, **changes, ceiling=stored.ceiling)


@transaction.atomic
def remove_group(group: MentorGroup, *, by: Person) -> None:
    """Let the mentors of a group no longer share a ceiling; recorded. Gone already is gone.

    Raises RoundClosedError.
    """
    now = lock_round(group.round)
    if not now.mentor_groups.filter(pk=group.pk).exists():
        return
    record_of("mentor_group.removed", now, by, group=str(group.pk), ceiling=group.ceiling)
    group.delete()
    move_on(now)


def facts_of(group: MentorGroup) -> dict[str, Any]:
    """Return the name, the ceiling and the members of a group, as it stands."""
    members = group.members.values_list("participant", flat=True)
    return {
        "name": group.name,
        "ceiling": group.ceiling,
        "members": sorted(str(pk) for pk in members),
    }


def _seat(now: Round, group: MentorGroup, members: Collection[Participant]) -> None:
    """Let exactly these mentors be in a group; raises InAnotherGroupError."""
    wanted: dict[UUID, Participant] = {member.pk: member for member in members}
    elsewhere = MentorGroupMember.objects.filter(round=now, participant__in=wanted)
    taken = elsewhere.exclude(group=group).values_list("participant__person__name", flat=True)
    if taken:
        raise InAnotherGroupError(sorted(taken))
    group.members.exclude(participant__in=wanted).delete()
    known = set(group.members.values_list("participant", flat=True))
    MentorGroupMember.objects.bulk_create(
        MentorGroupMember(round=now, group=group, participant=member)
        for pk, member in wanted.items()
        if pk not in known
    )
