"""What matching tells of the way from mentee to mentor: who meets whom, and who mentors now."""

from django.utils import timezone

from matching.enums import MatchSide, MatchState
from matching.models import Match
from mentorship.accounts.models import Person
from mentorship.notifications.actions.posting import about_key
from programmes.models import Programme
from training.actions.pathway import note_co_mentoring, note_solo
from training.pathway.pairs import Pair

BEGUN = (MatchState.ACTIVE, MatchState.PAUSED, MatchState.CLOSED, MatchState.ENDED_EARLY)


def pairs_of_matches(programme: Programme, person: Person | None) -> list[Pair]:
    """Return every mentor with every mentee of the matches that have begun; two queries."""
    matches = Match.objects.filter(cohort__programme=programme, state__in=BEGUN)
    if person is not None:
        matches = matches.involving(person)
    return [
        Pair(mentor, mentee, about_key(match), is_going_on=match.state == MatchState.ACTIVE)
        for match in matches.with_people().order_by("-started_on", "pk")
        for mentor in match.people_on(MatchSide.MENTOR)
        for mentee in match.people_on(MatchSide.MENTEE)
        if person is None or person in (mentor, mentee)
    ]


def tell_pathways(match: Match, *, by: Person | None) -> None:
    """Tell training who mentors from today: together with somebody, or on their own."""
    mentors = match.people_on(MatchSide.MENTOR)
    note = note_solo if len(mentors) == 1 else note_co_mentoring
    for mentor in mentors:
        note(
            mentor,
            programme=match.cohort.programme,
            on=match.started_on or timezone.localdate(),
            occasion_key=about_key(match),
            by=by,
        )
