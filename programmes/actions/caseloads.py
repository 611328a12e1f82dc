"""Who looks after whom."""

from collections import defaultdict
from collections.abc import Iterable
from enum import Enum
from uuid import UUID

from django.db import transaction

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.models import Participant, Programme, TeamMember
from programmes.team.caseloads import Plan, plan_hand_over, plan_rebalance


class _SharedOut(Enum):
    """A caseload is shared out rather than given to one."""

    AMONG_ALL = "shared_out"


SHARED_OUT = _SharedOut.AMONG_ALL
Heir = TeamMember | _SharedOut | None


class PlanChangedError(Exception):
    """Somebody moved people since the preview, so that it is no longer what would happen."""


class CannotLookAfterError(Exception):
    """The member does not look after people today: wrong role, ended, or not begun."""


@transaction.atomic
def assign_caseload(
    programme: Programme,
    participants: Iterable[UUID],
    *,
    to: TeamMember | None,
    by: Person | None,
) -> int:
    """Put participants of a programme into somebody's caseload, or nobody's; recorded.

    Return how many moved: ids of other programmes, and who is there already, are left out. Raises
    CannotLookAfterError.
    """
    _lock(programme)
    if to is not None and not _can_look_after(programme, to):
        raise CannotLookAfterError
    return _give(programme, participants, to=to, by=by)


@transaction.atomic
def rebalance(programme: Programme, *, fingerprint: str, by: Person | None) -> Plan:
    """Share everybody out fairly, exactly as previewed; recorded. Return what was done.

    Raises PlanChangedError, with nothing changed, when the plan is no longer the one shown.
    """
    _lock(programme)
    plan = plan_rebalance(programme)
    if plan.fingerprint != fingerprint:
        raise PlanChangedError
    _carry_out(programme, plan, by=by)
    if plan.moves:
        record("caseload.rebalanced", programme, by=by, changes={"moved": len(plan.moves)})
    return plan


def hand_over(member: TeamMember, *, to: Heir, by: Person | None) -> int:
    """Give all people of a member to another, or share them out; recorded. Return how many moved.

    The caller holds the programme's lock and its transaction. Raises CannotLookAfterError.
    """
    if to is None:
        return 0
    if to is SHARED_OUT:
        plan = plan_hand_over(member)
        _carry_out(member.programme, plan, by=by)
        return len(plan.moves)
    if to.person_id == member.person_id or not _can_look_after(member.programme, to):
        raise CannotLookAfterError
    theirs = Participant.objects.filter(coordinator=member).to_look_after()
    return _give(member.programme, theirs.values_list("pk", flat=True), to=to, by=by)


def _carry_out(programme: Programme, plan: Plan, *, by: Person | None) -> None:
    """Give everybody to whom the plan says, one update per coordinator."""
    by_heir: dict[TeamMember, list[UUID]] = defaultdict(list)
    for move in plan.moves:
        by_heir[move.to].append(move.participant.pk)
    for heir, ids in by_heir.items():
        _give(programme, ids, to=heir, by=by)


def _give(
    programme: Programme, participants: Iterable[UUID], *, to: TeamMember | None, by: Person | None
) -> int:
    """Write down who looks after them, and record it with whom it concerns."""
    chosen = Participant.objects.filter(pk__in=list(participants), cohort__programme=programme)
    moving = chosen.exclude(coordinator=to) if to else chosen.exclude(coordinator__isnull=True)
    ids = sorted(moving.values_list("pk", flat=True))
    if not ids:
        return 0
    Participant.objects.filter(pk__in=ids).update(coordinator=to)
    record(
        "caseload.assigned" if to else "caseload.released",
        to or programme,
        by=by,
        organisation_id=programme.organisation_id,
        changes={"participants": [str(each) for each in ids], "number": len(ids)},
    )
    return len(ids)


def _can_look_after(programme: Programme, member: TeamMember) -> bool:
    """Tell whether a member of this programme looks after people today."""
    members = TeamMember.objects.filter(programme=programme, pk=member.pk)
    return members.current().with_caseload().exists()


def _lock(programme: Programme) -> None:
    """Let one change to who looks after whom happen at a time."""
    Programme.objects.select_for_update().get(pk=programme.pk)
