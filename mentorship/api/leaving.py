"""What follows when somebody leaves the directory, or comes back to it; no mail but the pause's."""

from allauth.usersessions.models import UserSession
from django.utils import timezone

from matching.actions.matches import pause_match
from matching.enums import MatchState
from matching.models import Match
from mentorship.accounts.models import Membership, Person
from mentorship.accounts.ties import is_known_elsewhere
from mentorship.api.models import DirectoryEntry, DirectoryRest
from mentorship.audit.actions import record
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.actions.team import LastLeadError, leave_team
from programmes.models import TeamMember

# For coordinators, who see it beside the rest of the match.
WHY = "Left the organisation’s directory"


def shut_out(member: Membership) -> None:
    """End somebody's membership, their roles and their sessions; nobody else's is touched.

    Who belongs to another organisation, or takes part there, still signs in there.
    """
    today = timezone.localdate()
    Membership.objects.filter(pk=member.pk).update(
        ended_on=max(today, member.joined_on), ended_reason=WHY
    )
    record("membership.ended", member, by=None, changes={"person": member.person_id})
    if not is_known_elsewhere([member.person], member.organisation, now=True):
        Person.objects.filter(pk=member.person_id).update(is_active=False)
    close_sessions(member.person)
    _end_roles(member)


def let_in(member: Membership) -> None:
    """Let somebody belong and sign in again; roles in programmes are given anew by people."""
    if member.ended_on is not None:
        Membership.objects.filter(pk=member.pk).update(ended_on=None, ended_reason="")
        record("membership.renewed", member, by=None, changes={"person": member.person_id})
    Person.objects.filter(pk=member.person_id, merged_into__isnull=True).update(is_active=True)


def close_sessions(person: Person) -> None:
    """End every session of a person, on whatever device."""
    for session in UserSession.objects.filter(user=person):
        session.end()


def rest_matches(entry: DirectoryEntry) -> int:
    """Pause the running matches of somebody who left; return how many. The others are told."""
    member = entry.membership
    running = Match.objects.filter(
        members__participant__person=member.person_id,
        cohort__programme__organisation_id=entry.organisation_id,
        state=MatchState.ACTIVE,
    )
    paused = 0
    for match in running.distinct().order_by("pk"):
        try:
            pause_match(match, by=None, reason=WHY)
        except IllegalTransitionError:
            continue  # it ended or paused meanwhile
        DirectoryRest.objects.get_or_create(entry=entry, match=match)
        paused += 1
    return paused


def _end_roles(member: Membership) -> None:
    """End what somebody does for programmes, also where nobody else leads: Today says so."""
    today = timezone.localdate()
    theirs = TeamMember.objects.current_or_to_come().filter(
        person=member.person_id, programme__organisation=member.organisation_id
    )
    for role in theirs.select_related("programme").order_by("programme_id", "pk"):
        try:
            leave_team(role, by=None, reason=WHY)
        except LastLeadError:
            TeamMember.objects.filter(pk=role.pk).update(
                ended_on=max(today, role.started_on), ended_reason=WHY
            )
            changes = {"person": member.person_id, "role": role.role}
            organisation_id = member.organisation_id
            record("team.left", role, by=None, organisation_id=organisation_id, changes=changes)
