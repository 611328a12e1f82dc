"""The demo's endings: closing words and certificates, a wish for somebody else, a rest."""

from datetime import date, timedelta

from django.utils import timezone

from matching.actions.participation import issue_participations
from matching.actions.rematches import ask_rematch
from matching.enums import MatchSide, MatchState
from matching.models import ClosingWord, Match
from mentorship.demo.programmes import Year

RESTED_FOR = timedelta(days=10)
RESTS_FOR = timedelta(days=18)
GAINED = "I say no in time now, and people still like working with me."
THANKS = "Thank you for asking what I wanted before telling me what you would do."


def build_ending(year: Year, today: date) -> None:
    """Store how some pairs rest, part, and come to a good end."""
    _close_well(year, today)
    _look_back(year)
    _ask_for_somebody_else(year)
    _rest(year, today)


def _close_well(year: Year, today: date) -> None:
    """Give the pairs that have closed their words and certificates."""
    closed = Match.objects.filter(cohort=year.closing.cohort, state=MatchState.CLOSED)
    for match in closed.select_related("cohort__programme").with_people().order_by("pk"):
        for member in match.members.all():
            is_mentee = member.side == MatchSide.MENTEE
            ClosingWord.objects.create(
                member=member,
                gained=GAINED if is_mentee else "",
                thanks=THANKS if is_mentee else "",
                keeps_in_touch=is_mentee,
                finished_at=timezone.now() - timedelta(days=6),
            )
        issue_participations(match, ended_on=match.ended_on or today, by=None)


def _look_back(year: Year) -> None:
    """Let the first mentee of the closing cohort have looked back before the mentor."""
    running = Match.objects.filter(cohort=year.closing.cohort, state=MatchState.ACTIVE)
    in_order = running.filter(members__side=MatchSide.MENTEE)
    match = in_order.order_by("members__participant__person__name").with_people().first()
    for member in match.members.all() if match else ():
        if member.side == MatchSide.MENTEE:
            ClosingWord.objects.create(
                member=member, thanks=THANKS, gained=GAINED, finished_at=timezone.now()
            )


def _ask_for_somebody_else(year: Year) -> None:
    """Let the mentee of a pair that went quiet ask for somebody else."""
    match = _running(year, MatchState.ACTIVE)[8]
    member = match.members.get(side=MatchSide.MENTEE)
    ask_rematch(member, by=member.person, words="We are too far apart in what we do every day.")


def _rest(year: Year, today: date) -> None:
    """Let the pair that pauses rest until a day."""
    for match in _running(year, MatchState.PAUSED)[:1]:
        match.rests.create(
            starts_on=today - RESTED_FOR, ends_on=today + RESTS_FOR, reason="Parental leave."
        )


def _running(year: Year, state: MatchState) -> list[Match]:
    """Return the running cohort's matches in a state, in the order of their mentees' names."""
    matches = Match.objects.filter(cohort=year.running.cohort, state=state)
    return list(
        matches.order_by("members__participant__person__name", "pk").filter(
            members__side=MatchSide.MENTEE
        )
    )
