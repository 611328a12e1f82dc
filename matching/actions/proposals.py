"""Putting a match to its people, and their answers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from matching.actions.locks import lock_match, lock_participants, record_about
from matching.actions.passes import return_passes, use_passes
from matching.emails import post_accepted, post_declined, post_proposal, post_withdrawn
from matching.enums import (
    CURRENT_STATES,
    MATCH_TRANSITIONS,
    PEERS_AT_LEAST,
    DeclineReason,
    MatchOrigin,
    MatchSide,
    MatchState,
)
from matching.models import Match, MatchMember
from mentorship.accounts.models import Person
from mentorship.common.lifecycle import IllegalTransitionError, advance
from programmes.checks.standing import blocked_by_checks
from programmes.enums import CohortState, ParticipantState
from programmes.models import Cohort, Participant
from training.actions import PassUsedError
from training.actions.evidence import note_raised
from training.agenda.enums import RaisedCategory, RaisedKind
from training.queries import may_be_matched

# What a reason for declining is to those who plan a refresher; some are nobody's business.
RAISED_BY = {
    DeclineReason.NO_TIME: RaisedCategory.TIME,
    DeclineReason.KNOW_EACH_OTHER: RaisedCategory.FIT,
    DeclineReason.DIFFERENT_NEEDS: RaisedCategory.FIT,
    DeclineReason.OTHER: RaisedCategory.OTHER,
}
# How long people may take to answer a proposal entered by hand, unless somebody says otherwise.
USUAL_DAYS = 7
LAST_MINUTE = time(23, 59)
MATCHABLE = (ParticipantState.ACCEPTED, ParticipantState.TRAINED, ParticipantState.MATCHED)


@dataclass(frozen=True, slots=True)
class Terms:
    """How a proposal is put: its id, until when it can be answered, and whether we ask by mail.

    Whoever says `tells_people=False` asks them in the same transaction, in other words.
    """

    match_id: UUID | None = None
    answer_by: datetime | None = None
    tells_people: bool = True


class ProposalRefusedError(Exception):
    """The match cannot be proposed; `reasons` says why, a sentence each. Nothing was changed."""

    def __init__(self, reasons: Sequence[str]) -> None:
        """Keep the reasons."""
        self.reasons = list(reasons)
        super().__init__(" ".join(self.reasons))


class ChecksMissingError(Exception):
    """A check of somebody in the match is missing; `names` are those of whoever said yes.

    Empty where it is somebody else's, which is no business of theirs. Nothing was changed.
    """

    def __init__(self, names: Sequence[str]) -> None:
        """Keep the names."""
        self.names = list(names)
        super().__init__(", ".join(self.names))


class NotInMatchError(Exception):
    """Only the people of a match can say yes or no to it; nothing was changed."""


def reasons_against(
    cohort: Cohort, mentors: Sequence[Participant], mentees: Sequence[Participant]
) -> list[str]:
    """Return, a sentence each, why these participants cannot be matched; none when they can."""
    return list(_obstacles(cohort, {MatchSide.MENTOR: mentors, MatchSide.MENTEE: mentees}))


def reasons_against_peers(cohort: Cohort, peers: Sequence[Participant]) -> list[str]:
    """Return, a sentence each, why these participants cannot be peer partners."""
    return list(_obstacles(cohort, {MatchSide.PEER: peers}))


def answer_until(cohort: Cohort, *, days: int, asked_at: datetime | None = None) -> datetime:
    """Return the last minute of the day until which people may answer, where the organisation is.

    `asked_at` is now where it is not given.
    """
    zone = cohort.programme.organisation.time_zone
    day = timezone.localdate(asked_at, zone) + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, LAST_MINUTE), zone)


@transaction.atomic
def propose_match(
    cohort: Cohort,
    mentors: Sequence[Participant],
    mentees: Sequence[Participant],
    *,
    by: Person | None,
    title: str = "",
    origin: MatchOrigin = MatchOrigin.ENTERED,
    terms: Terms | None = None,
) -> Match:
    """Put a match to its people; recorded, and each of them is asked by mail.

    Everybody has to be a mentor or mentee of this cohort who takes part, can sign in to answer, and
    whose training lets them be matched: a mentor who lapsed for want of mentees alone, once.
    Raises ProposalRefusedError with all reasons at once.
    """
    sides = {MatchSide.MENTOR: mentors, MatchSide.MENTEE: mentees}
    return _propose(cohort, sides, by=by, title=title, origin=origin, terms=terms or Terms())


@transaction.atomic
def propose_peers(
    cohort: Cohort,
    peers: Sequence[Participant],
    *,
    by: Person | None,
    title: str = "",
    terms: Terms | None = None,
) -> Match:
    """Put it to two or more participants to support each other; recorded, and each is asked.

    They may be mentors or mentees of the cohort; all else is as for any match. Raises
    ProposalRefusedError with all reasons at once.
    """
    sides = {MatchSide.PEER: peers}
    return _propose(
        cohort, sides, by=by, title=title, origin=MatchOrigin.ENTERED, terms=terms or Terms()
    )


def _propose(
    cohort: Cohort,
    wanted: Mapping[MatchSide, Sequence[Participant]],
    *,
    by: Person | None,
    title: str,
    origin: MatchOrigin,
    terms: Terms,
) -> Match:
    """Lock everybody, look once more whether they can be matched, and ask them."""
    everybody = [place for places in wanted.values() for place in places]
    now = {row.pk: row for row in lock_participants(everybody)}
    cohort = Cohort.objects.select_related("programme__organisation").get(pk=cohort.pk)
    sides = {side: [now[place.pk] for place in places] for side, places in wanted.items()}
    if reasons := list(_obstacles(cohort, sides)):
        raise ProposalRefusedError(reasons)
    match = Match.objects.create(
        pk=terms.match_id or uuid4(),
        cohort=cohort,
        title=title,
        origin=origin,
        answer_by=terms.answer_by,
    )
    members = MatchMember.objects.bulk_create(
        MatchMember(match=match, participant=participant, side=side)
        for side, participants in sides.items()
        for participant in participants
    )
    try:
        use_passes(match, members, _today(cohort))
    except PassUsedError as error:
        raise ProposalRefusedError(list(_obstacles(cohort, sides))) from error
    changes = {f"{side}s": [p.pk for p in participants] for side, participants in sides.items()}
    record_about("match.proposed", match, by=by, changes=changes)
    if terms.tells_people:
        post_proposal(match)
    return match


@transaction.atomic
def accept_match(match: Match, *, by: Person) -> None:
    """Say yes for oneself; recorded. With the last yes the match is accepted, and all are told.

    A second yes changes nothing. Raises NotInMatchError, ChecksMissingError, and
    IllegalTransitionError when the match is no longer proposed, or the time to answer is over.
    """
    now = lock_match(match)
    members = _places_of(by, now)
    if all(member.accepted_at for member in members):
        return
    if now.state != MatchState.PROPOSED or now.is_too_late_to_answer:
        raise IllegalTransitionError(match, MatchState.ACCEPTED)
    _check_everybody(now, members)
    answered_at = timezone.now()
    MatchMember.objects.filter(pk__in=[member.pk for member in members]).update(
        accepted_at=answered_at
    )
    record_about("match.answered", now, by=by, changes={"answer": "yes"})
    if now.members.filter(accepted_at__isnull=True).exists():
        return
    advance(match, MatchState.ACCEPTED, MATCH_TRANSITIONS, accepted_at=answered_at)
    record_about("match.accepted", now, by=by)
    post_accepted(now)


@transaction.atomic
def decline_match(match: Match, *, by: Person, reason: DeclineReason | str, note: str = "") -> None:
    """Say no for oneself, even after a yes; recorded. The coordinators are told, nobody else.

    The note is for the coordinators. Raises NotInMatchError, and IllegalTransitionError when the
    match is no longer proposed.
    """
    now = lock_match(match)
    members = _places_of(by, now)
    advance(match, MatchState.DECLINED, MATCH_TRANSITIONS)
    for member in members:
        member.accepted_at, member.declined_at = None, timezone.now()
        member.declined_reason, member.declined_note = DeclineReason(reason), note
        member.save()
    return_passes(now, _today(now.cohort))
    record_about("match.declined", now, by=by, changes={"reason": str(DeclineReason(reason))})
    _note_reason(now, members[0])
    post_declined(now, members[0])


@transaction.atomic
def withdraw_proposal(match: Match, *, by: Person | None, tells_people: bool = True) -> None:
    """Take back a proposal that not all have answered; recorded, and its people are told by mail.

    Raises IllegalTransitionError when it is no longer proposed.
    """
    now = lock_match(match)
    advance(match, MatchState.EXPIRED, MATCH_TRANSITIONS)
    return_passes(now, _today(now.cohort))
    record_about("match.expired", now, by=by)
    if tells_people:
        post_withdrawn(now)


def propose_again(match: Match, *, by: Person | None) -> Match:
    """Put a match that was declined, withdrawn or ended to the same people once more.

    They have the usual time to answer. Raises ProposalRefusedError.
    """
    terms = Terms(answer_by=answer_until(match.cohort, days=USUAL_DAYS))
    sides: dict[MatchSide, list[Participant]] = {side: [] for side in MatchSide}
    for member in match.members.select_related("participant"):
        sides[MatchSide(member.side)].append(member.participant)
    if sides[MatchSide.PEER]:
        peers = sides[MatchSide.PEER]
        return propose_peers(match.cohort, peers, by=by, title=match.title, terms=terms)
    mentors, mentees = sides[MatchSide.MENTOR], sides[MatchSide.MENTEE]
    return propose_match(match.cohort, mentors, mentees, by=by, title=match.title, terms=terms)


def _note_reason(match: Match, member: MatchMember) -> None:
    """Note in which category a reason was given, so that refreshers can take it up."""
    category = RAISED_BY.get(DeclineReason(member.declined_reason))
    if category is not None:
        note_raised(
            match.cohort.programme,
            kind=RaisedKind.DECLINE,
            category=category,
            on=_today(match.cohort),
            occasion_key=f"match:{match.pk}:{member.pk}",
        )


def _today(cohort: Cohort) -> date:
    """Return which day it is where the organisation is."""
    return timezone.localdate(timezone=cohort.programme.organisation.time_zone)


def _check_everybody(match: Match, own: Sequence[MatchMember]) -> None:
    """Raise ChecksMissingError while a check that is needed of somebody in the match is not in."""
    places = [member.participant for member in match.members.select_related("participant__cohort")]
    blocked = blocked_by_checks(places, _today(match.cohort))
    if blocked:
        own_ids = [member.participant_id for member in own]
        raise ChecksMissingError([name for pk in own_ids for name in blocked.get(pk, [])])


def _places_of(person: Person, match: Match) -> list[MatchMember]:
    """Return the person's places in the match; raises NotInMatchError."""
    members = [member for member in match.members.all() if member.person == person]
    if not members:
        raise NotInMatchError
    return members


def _obstacles(cohort: Cohort, sides: Mapping[MatchSide, Sequence[Participant]]) -> Iterator[str]:
    """Yield, a sentence each, why these participants cannot be matched."""
    if cohort.state == CohortState.CLOSED:
        yield _("%(cohort)s is closed.") % {"cohort": cohort.name}
    for side, places in sides.items():
        yield from _too_few(side, len(places))
    everybody = [place for places in sides.values() for place in places]
    blocked = blocked_by_checks(everybody, _today(cohort))
    for side, places in sides.items():
        for place in places:
            yield from _obstacles_of(place, side, cohort)
            if names := blocked.get(place.pk):
                yield _("%(name)s cannot be matched yet: %(checks)s is missing or out of date.") % {
                    "name": place.person.name,
                    "checks": ", ".join(names),
                }
    seen: set[Person] = set()
    for place in everybody:
        if place.person in seen:
            yield _("%(name)s cannot be matched with themselves.") % {"name": place.person.name}
        seen.add(place.person)
    if everybody and _is_current(everybody):
        yield _("These people are matched with each other already, or are being asked.")


def _too_few(side: MatchSide, number: int) -> Iterator[str]:
    """Say who is missing on a side."""
    if side == MatchSide.MENTOR and not number:
        yield _("Choose a mentor.")
    elif side == MatchSide.MENTEE and not number:
        yield _("Choose a mentee.")
    elif side == MatchSide.PEER and number < PEERS_AT_LEAST:
        yield _("Choose at least two people.")


def _obstacles_of(place: Participant, side: MatchSide, cohort: Cohort) -> Iterator[str]:
    """Yield why one participant cannot be matched on this side in this cohort."""
    words = {"name": place.person.name, "cohort": cohort.name}
    if place.cohort_id != cohort.pk:
        yield _("%(name)s is not in %(cohort)s.") % words
        return
    if side not in {MatchSide.PEER, place.role}:
        if side == MatchSide.MENTOR:
            yield _("%(name)s is not a mentor in %(cohort)s.") % words
        else:
            yield _("%(name)s is not a mentee in %(cohort)s.") % words
        return
    if place.state not in MATCHABLE:
        words["state"] = place.get_state_display().lower()
        yield _("%(name)s is %(state)s, so a match is not possible just now.") % words
        return
    if not place.person.can_sign_in:
        yield _("%(name)s has no e-mail address, so nobody can ask them.") % words
    gate = may_be_matched(place)
    if not gate.allowed:
        yield gate.reason


def _is_current(participants: Sequence[Participant]) -> bool:
    """Tell whether a match of exactly these people is proposed or under way."""
    wanted = {participant.pk for participant in participants}
    candidates = Match.objects.filter(
        state__in=CURRENT_STATES, members__participant=participants[0]
    ).prefetch_related("members")
    return any(
        {member.participant_id for member in match.members.all()} == wanted for match in candidates
    )
