"""The demo's agreements: most pairs have one, one waits for a signature, one has none yet."""

from collections.abc import Sequence
from datetime import date, timedelta

from matching.agreeing.enums import AgreementState
from matching.enums import MatchSide, MatchState
from matching.models import Agreement, Match, MatchMember
from mentorship.demo.programmes import Stage, Year, noon

# Which of the active pairs, in the order they began: the first is the one printed for sign-in.
WAITS, NONE, OVER, CHANGED = 1, 2, 5, 0
CONFIDENTIALITY = (
    "What we tell each other stays between us. If somebody may come to harm we say so to each other"
    " first, and then ask those who run the programme for help."
)
CONTACT = "We write to each other here, and answer within two working days."
PURPOSES = (
    "Leading former peers without losing them, and finding time for what only a lead can do.",
    "Finding a voice in meetings with people who are louder.",
    "The first year in a new trade, and what to let go of from the old one.",
    "Getting ready to run a project alone by the summer.",
)


def build_agreeing(year: Year, today: date) -> None:
    """Store the agreements of the running and the closed cohort; somebody asks to talk first."""
    under_way = (MatchState.ACTIVE, MatchState.PAUSED)
    for turn, match in enumerate(_matches(year.running, under_way)):
        if turn == NONE:
            continue
        begun = match.started_on or today
        ends_on = today - timedelta(days=3) if turn == OVER else match.cohort.ends_on
        day = today - timedelta(days=2) if turn == WAITS else begun + timedelta(days=9)
        _agree(match, turn, day, ends_on, is_signed=turn != WAITS)
    for turn, match in enumerate(_matches(year.closed, (MatchState.CLOSED,))):
        begun = match.started_on or today
        _agree(match, turn, begun + timedelta(days=9), match.cohort.ends_on, is_signed=True)
    for match in _matches(year.running, (MatchState.PROPOSED,))[:1]:
        match.answer_by = noon(today) + timedelta(days=5)
        match.title = "Finding a voice in a new team"
        match.save()
        asked_at = noon(today) - timedelta(days=1)
        match.members.filter(side=MatchSide.MENTEE).update(talk_asked_at=asked_at)


def _matches(stage: Stage, states: Sequence[str]) -> list[Match]:
    """Return matches of a cohort in some states, in the order of its mentees."""
    places = {mentee.pk: place for place, mentee in enumerate(stage.mentees)}
    found = MatchMember.objects.filter(
        match__state__in=states, side=MatchSide.MENTEE, participant__in=stage.mentees
    ).select_related("match__cohort")
    in_order = sorted(found, key=lambda member: places[member.participant_id])
    return [member.match for member in in_order]


def _agree(match: Match, turn: int, day: date, ends_on: date, *, is_signed: bool) -> None:
    """Store what a pair agreed, which the mentor wrote; the first pair changed it once."""
    written_at = noon(day)
    versions = (4, 2) if turn == CHANGED else (2,)
    members = list(match.members.select_related("participant__person").order_by("side", "pk"))
    for number, every_weeks in enumerate(versions, start=1):
        is_last = number == len(versions)
        at = written_at + timedelta(days=30 * (number - 1))
        state = AgreementState.IN_FORCE if is_last else AgreementState.REPLACED
        agreement = Agreement.objects.create(
            match=match,
            version=number,
            state=state if is_signed else AgreementState.PROPOSED,
            purpose=PURPOSES[turn % len(PURPOSES)],
            confidentiality=CONFIDENTIALITY,
            every_weeks=every_weeks,
            contact=CONTACT,
            ends_on=ends_on,
            written_by=members[-1].person,
            written_at=at,
            in_force_at=at + timedelta(days=1) if is_signed else None,
        )
        agreement.signatures.create(member=members[-1], signed_at=at)
        for member in members[:-1] if is_signed else ():
            agreement.signatures.create(member=member, signed_at=at + timedelta(days=1))
