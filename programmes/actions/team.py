"""Who works for a programme, and who champions it."""

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Role
from mentorship.audit.actions import record
from programmes.actions.caseloads import SHARED_OUT, Heir, hand_over
from programmes.models import Programme, Sponsorship, TeamMember
from programmes.team.cover import Stretch, leaves_sooner


class LastLeadError(Exception):
    """Somebody has to lead the programme: another lead coordinator must be named first.

    `day` is the first day on which nobody would.
    """

    def __init__(self, day: date) -> None:
        """Keep the day."""
        self.day = day
        super().__init__(f"Nobody would lead from {day} on.")


class HasEndedError(Exception):
    """The time of this member has ended already; nothing was changed."""


class HeldTwiceError(Exception):
    """The person holds the same role on some of these days already; nothing was changed."""


@transaction.atomic
def join_team(
    *,
    programme: Programme,
    person: Person,
    role: Role,
    by: Person | None,
    started_on: date | None = None,
    ended_on: date | None = None,
) -> TeamMember:
    """Let a person work for a programme in a role; recorded. Who does already just goes on.

    `started_on` may lie ahead; `ended_on` is the first day without the role. Raises
    HeldTwiceError when the days overlap with others on which they hold the role.
    """
    _lock(programme)
    first = started_on or timezone.localdate()
    holding = TeamMember.objects.filter(programme=programme, person=person, role=role)
    if (held := holding.on(first).first()) is not None and ended_on is None:
        return held
    try:
        with transaction.atomic():
            member = TeamMember.objects.create(
                programme=programme, person=person, role=role, started_on=first, ended_on=ended_on
            )
    except IntegrityError as error:
        raise HeldTwiceError from error
    changes = {
        "person": person.pk,
        "role": role,
        **({"started_on": first} if member.is_to_come else {}),
        **({"ended_on": ended_on} if ended_on else {}),
    }
    _record("team.joined", member, by=by, changes=changes)
    return member


@transaction.atomic
def leave_team(
    member: TeamMember,
    *,
    by: Person | None,
    reason: str = "",
    ended_on: date | None = None,
    heir: Heir = None,
) -> None:
    """End a person's work for a programme, today or on a day ahead; recorded.

    Where it has not begun, ending it now calls it off.

    Their caseload goes to `heir` in the same act: a team member, `SHARED_OUT` among those who
    coordinate, or None to leave everybody where they are (in nobody's caseload once the time has
    ended). Raises LastLeadError, and HasEndedError when it has ended already.
    """
    _lock(member.programme)
    stored = TeamMember.objects.select_related("programme").get(pk=member.pk)
    if stored.is_past:
        raise HasEndedError
    last = max(ended_on or timezone.localdate(), stored.started_on)
    _keep_a_lead(stored, since=stored.started_on, until=last)
    TeamMember.objects.filter(pk=stored.pk).update(ended_on=last, ended_reason=reason)
    member.ended_on, member.ended_reason = last, reason
    handed_over = hand_over(member, to=heir, by=by)
    changes: dict[str, object] = {"person": member.person_id, "role": member.role}
    changes["handed_over"] = handed_over
    if not member.is_past:
        changes["ended_on"] = last
    _record("team.left" if member.is_past else "team.end_planned", member, by=by, changes=changes)


@transaction.atomic
def change_dates(
    member: TeamMember, *, started_on: date, ended_on: date | None, by: Person | None
) -> None:
    """Change from when and until when somebody works for a programme; recorded.

    Without `ended_on` their time goes on, and a reason for its end is forgotten. Raises
    LastLeadError, HeldTwiceError, and HasEndedError when it has ended already.
    """
    _lock(member.programme)
    stored = TeamMember.objects.select_related("programme").get(pk=member.pk)
    if stored.is_past:
        raise HasEndedError
    _keep_a_lead(stored, since=started_on, until=ended_on)
    before = {"from_started_on": stored.started_on, "from_ended_on": stored.ended_on}
    reason = stored.ended_reason if ended_on else ""
    try:
        with transaction.atomic():
            TeamMember.objects.filter(pk=stored.pk).update(
                started_on=started_on, ended_on=ended_on, ended_reason=reason
            )
    except IntegrityError as error:
        raise HeldTwiceError from error
    member.started_on, member.ended_on, member.ended_reason = started_on, ended_on, reason
    changes: dict[str, object] = {"started_on": started_on, "ended_on": ended_on, **before}
    _record("team.dates_changed", member, by=by, changes=changes)


@transaction.atomic
def appoint_sponsor(
    *,
    programme: Programme,
    person: Person,
    by: Person | None,
    position: str = "",
    started_on: date | None = None,
) -> Sponsorship:
    """Name a champion who stands for the programme; recorded. Who does already just goes on."""
    _lock(programme)
    sponsorship, is_new = Sponsorship.objects.current().get_or_create(
        programme=programme,
        person=person,
        defaults={"position": position, "started_on": started_on or timezone.localdate()},
    )
    if is_new:
        _record("sponsor.appointed", sponsorship, by=by, changes={"person": person.pk})
    return sponsorship


def _keep_a_lead(member: TeamMember, *, since: date, until: date | None) -> None:
    """Refuse dates that leave the programme without a lead sooner than it would be anyway.

    The caller holds the programme's lock, so that two leads who leave at once are asked in turn.
    """
    if member.role != Role.LEAD_COORDINATOR:
        return
    leads: Sequence[TeamMember] = list(
        TeamMember.objects.who_lead().filter(programme_id=member.programme_id)
    )
    others = [Stretch(lead.started_on, lead.ended_on) for lead in leads if lead.pk != member.pk]
    own = [Stretch(lead.started_on, lead.ended_on) for lead in leads if lead.pk == member.pk]
    after = [*others, Stretch(since, until)] if own else others
    if day := leaves_sooner([*others, *own], after, since=timezone.localdate()):
        raise LastLeadError(day)


def _lock(programme: Programme) -> None:
    """Let one change to who stands for a programme happen at a time."""
    Programme.objects.select_for_update().get(pk=programme.pk)


def _record(
    kind: str, row: TeamMember | Sponsorship, *, by: Person | None, changes: dict[str, object]
) -> None:
    """Record under the organisation that the programme belongs to."""
    record(kind, row, by=by, organisation_id=row.programme.organisation_id, changes=changes)


__all__ = [
    "SHARED_OUT",
    "HasEndedError",
    "HeldTwiceError",
    "LastLeadError",
    "appoint_sponsor",
    "change_dates",
    "join_team",
    "leave_team",
]
