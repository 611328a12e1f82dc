"""A match that both sides have said yes to already, because one asked the other."""

from django.db import transaction
from django.utils import timezone

from matching.actions.locks import lock_participants, record_about
from matching.actions.passes import use_passes
from matching.actions.proposals import ProposalRefusedError, reasons_against
from matching.emails import post_accepted
from matching.enums import MatchOrigin, MatchState
from matching.models import Match, MatchMember
from mentorship.accounts.models import Person
from programmes.enums import ParticipantRole
from programmes.models import Cohort, Participant
from training.actions import PassUsedError


@transaction.atomic
def agree_match(mentor: Participant, mentee: Participant, *, by: Person) -> Match:
    """Make an accepted match of two who agreed; recorded, and both are told by mail.

    Training and checks are asked of both, as for a proposal. Raises ProposalRefusedError with all
    reasons at once.
    """
    now = {row.pk: row for row in lock_participants([mentor, mentee])}
    mentors, mentees = [now[mentor.pk]], [now[mentee.pk]]
    cohort = Cohort.objects.select_related("programme__organisation").get(pk=mentee.cohort_id)
    if reasons := reasons_against(cohort, mentors, mentees):
        raise ProposalRefusedError(reasons)
    at = timezone.now()
    match = Match.objects.create(
        cohort=cohort,
        origin=MatchOrigin.ASKED,
        state=MatchState.ACCEPTED,
        proposed_at=at,
        accepted_at=at,
    )
    members = MatchMember.objects.bulk_create(
        MatchMember(match=match, participant=place, side=side, accepted_at=at)
        for side, place in (
            (ParticipantRole.MENTOR, mentors[0]),
            (ParticipantRole.MENTEE, mentees[0]),
        )
    )
    try:
        use_passes(match, members, timezone.localdate(at, cohort.programme.organisation.time_zone))
    except PassUsedError as error:
        raise ProposalRefusedError(reasons_against(cohort, mentors, mentees)) from error
    record_about("match.accepted", match, by=by, changes={"origin": MatchOrigin.ASKED.value})
    post_accepted(match)
    return match
