"""Who works for a programme, and who champions it."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Role
from mentorship.audit.actions import record
from programmes.models import Programme, Sponsorship, TeamMember


class LastLeadError(Exception):
    """Somebody has to lead the programme: another lead coordinator must be named first."""


@transaction.atomic
def join_team(
    *,
    programme: Programme,
    person: Person,
    role: Role,
    by: Person | None,
    started_on: date | None = None,
) -> TeamMember:
    """Let a person work for a programme in a role; recorded. Who does already just goes on."""
    _lock(programme)
    member, is_new = TeamMember.objects.current().get_or_create(
        programme=programme,
        person=person,
        role=role,
        defaults={"started_on": started_on or timezone.localdate()},
    )
    if is_new:
        _record("team.joined", member, by=by, changes={"person": person.pk, "role": role})
    return member


@transaction.atomic
def leave_team(member: TeamMember, *, by: Person | None, reason: str = "") -> None:
    """End a person's work for a programme today; recorded. Raises LastLeadError.

    Nothing happens when it has ended already.
    """
    _lock(member.programme)
    current = TeamMember.objects.current().filter(programme_id=member.programme_id)
    leads = current.filter(role=Role.LEAD_COORDINATOR)
    if member.role == Role.LEAD_COORDINATOR and not leads.exclude(pk=member.pk).exists():
        raise LastLeadError
    ended_on = max(timezone.localdate(), member.started_on)
    if not current.filter(pk=member.pk).update(ended_on=ended_on, ended_reason=reason):
        return
    member.ended_on, member.ended_reason = ended_on, reason
    _record("team.left", member, by=by, changes={"person": member.person_id, "role": member.role})


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


def _lock(programme: Programme) -> None:
    """Let one change to who stands for a programme happen at a time."""
    Programme.objects.select_for_update().get(pk=programme.pk)


def _record(
    kind: str, row: TeamMember | Sponsorship, *, by: Person | None, changes: dict[str, object]
) -> None:
    """Record under the organisation that the programme belongs to."""
    record(kind, row, by=by, organisation_id=row.programme.organisation_id, changes=changes)
