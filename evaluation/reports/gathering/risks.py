"""What could hurt the next cohort."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from evaluation.enums import WaveState
from evaluation.models import Wave
from evaluation.queries import with_answered
from evaluation.reports.model import Risk
from evaluation.statistics import difference_of_shares
from programmes.charters.reminders import silence_of
from programmes.enums import CharterState, CohortState, ParticipantRole, ParticipantState
from programmes.models import (
    Charter,
    CharterReview,
    Cohort,
    Participant,
    Programme,
    Sponsorship,
)
from programmes.retention import SEATED
from training.enums import CurrencyStatus
from training.models import Standing

# Where no next cohort is planned, whoever lapses within so long counts.
HALF_A_YEAR = timedelta(days=182)
MATCHED = (ParticipantState.MATCHED, ParticipantState.FINISHED)
PAIRING = (CohortState.MATCHING, CohortState.RUNNING, CohortState.CLOSING)
BEGUN = (CohortState.RUNNING, CohortState.CLOSING, CohortState.CLOSED)


def risks_of(programme: Programme, cohorts: Sequence[Cohort], as_at: date) -> tuple[Risk, ...]:
    """Return the risks that the records show, the most pressing first.

    As many queries for many cohorts and people as for few.
    """
    found: tuple[Callable[[Programme, Sequence[Cohort], date], Iterator[Risk]], ...] = (
        _of_sponsor,
        _of_charter,
        _of_coordinators,
        _of_seats,
        _of_currency,
        _of_response,
    )
    return tuple(risk for look in found for risk in look(programme, cohorts, as_at))


def _of_sponsor(programme: Programme, _cohorts: Sequence[Cohort], as_at: date) -> Iterator[Risk]:
    """Yield that nobody stands for the programme, or is silent about it."""
    if not Sponsorship.objects.reachable().filter(programme=programme).exists():
        yield Risk("no_sponsor", 0)
        return
    reviews = CharterReview.objects.filter(charter__programme=programme)
    if silence := silence_of(reviews, timezone.now()):
        yield Risk("sponsor_silent", 1, until=silence.review.due_on)
    elif over := reviews.unanswered().filter(due_on__lt=as_at).order_by("due_on").first():
        yield Risk("charter_review", 1, until=over.due_on)


def _of_charter(programme: Programme, cohorts: Sequence[Cohort], _as_at: date) -> Iterator[Risk]:
    """Yield that people take part in what nobody has signed for."""
    signed = Charter.objects.filter(programme=programme, state=CharterState.SIGNED)
    if any(cohort.state in BEGUN for cohort in cohorts) and not signed.exists():
        yield Risk("charter_unsigned", 0)


def _of_coordinators(
    programme: Programme, _cohorts: Sequence[Cohort], _as_at: date
) -> Iterator[Risk]:
    """Yield that everything hangs on one person, or on none."""
    people = programme.team.current().with_caseload().values("person").distinct().count()
    if people <= 1:
        yield Risk("one_coordinator" if people else "no_coordinator", people)


def _of_seats(programme: Programme, _cohorts: Sequence[Cohort], _as_at: date) -> Iterator[Risk]:
    """Yield how many mentees of cohorts that are matched or under way have no mentor."""
    mentees = Participant.objects.mentees().filter(
        cohort__programme=programme, cohort__state__in=PAIRING
    )
    of = mentees.in_states(SEATED).count()
    without = of - mentees.in_states(MATCHED).count()
    if without:
        yield Risk("seats_without_mentor", without, of)


def _of_currency(programme: Programme, cohorts: Sequence[Cohort], as_at: date) -> Iterator[Risk]:
    """Yield how many mentors of these cohorts are out of date when the next one begins."""
    following = programme.cohorts.filter(starts_on__gt=as_at).order_by("starts_on").first()
    until = following.starts_on if following else as_at + HALF_A_YEAR
    mentors = Participant.objects.mentors().in_states(SEATED).filter(cohort__in=cohorts)
    standings = Standing.objects.filter(
        policy__programme=programme,
        policy__role=ParticipantRole.MENTOR,
        person__in=mentors.values("person"),
    )
    of = standings.count()
    lapsing = standings.filter(
        Q(status=CurrencyStatus.LAPSED) | Q(expires_on__lt=until), is_paused=False
    ).count()
    if lapsing:
        yield Risk("mentors_lapse", lapsing, of, until=until)


def _of_response(programme: Programme, cohorts: Sequence[Cohort], _as_at: date) -> Iterator[Risk]:
    """Yield surveys that fewer answered than the last time, by more than chance."""
    last = max(cohort.number for cohort in cohorts)
    waves = (
        with_answered(
            Wave.objects.filter(
                cohort__programme=programme,
                cohort__number__lte=last,
                state=WaveState.CLOSED,
                invited__gt=0,
            )
        )
        .select_related("instrument")
        .order_by("closed_at", "pk")
    )
    latest: dict[str, list[tuple[str, int, int]]] = {}
    for wave in waves:
        of = wave.invited or 0
        # Whoever answered in a room without being called is no more than all.
        answered: int = min(wave.answered, of)  # type: ignore[attr-defined]  # by with_answered
        seen = latest.setdefault(wave.instrument.key, [])
        latest[wave.instrument.key] = [*seen[-1:], (wave.instrument.title, answered, of)]
    for (_title, before, before_of), (title, now, now_of) in (
        pair for pair in latest.values() if len(pair) > 1
    ):
        change = difference_of_shares((before, before_of), (now, now_of))
        if change.high is not None and change.high < 0:
            yield Risk(
                "response_falls", now, now_of, about=title, before=before, before_of=before_of
            )
