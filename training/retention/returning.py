"""Who came back from cohort to cohort, what they had meant to do, and why others left."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, Max, OuterRef, Q, Sum

from programmes.enums import ParticipantRole
from programmes.models import Cohort, Participant, Programme
from programmes.models.participant import ParticipantQuerySet
from programmes.retention import BEGUN, SEATED, returning_mentors
from training.models import ReturnIntent
from training.retention.enums import Intent, LeavingCause


@dataclass(frozen=True, slots=True)
class Meant:
    """How many of so many answers at the end of a cohort meant to come back as mentors."""

    count: int
    answers: int


@dataclass(frozen=True, slots=True)
class CohortReturn:
    """How many of a cohort's mentors came back for the next one, and how many meant to."""

    cohort: Cohort
    returned: int
    of: int
    meant: Meant | None


@dataclass(frozen=True, slots=True)
class CauseCount:
    """How many of those who left are known to have left for a cause."""

    cause: LeavingCause
    count: int


def cohort_returns(programme: Programme) -> list[CohortReturn]:
    """Return for each cohort but the last who came back for the next one; three queries."""
    shares = returning_mentors(programme)
    cohorts = {cohort.number: cohort for cohort in programme.cohorts.filter(number__in=shares)}
    meant = intents(programme)
    return [
        CohortReturn(cohorts[number], share.count, share.of, meant.get(number))
        for number, share in shares.items()
    ]


def intents(programme: Programme) -> dict[int, Meant]:
    """Return how many answers meant to come back as mentors, by number of the cohort; one query."""
    rows = (
        ReturnIntent.objects.filter(
            cohort__programme=programme,
            role=ParticipantRole.MENTOR,
            intent=Intent.YES,
            cause="",
        )
        .order_by()
        .values_list("cohort__number")
        .annotate(count=Sum("count"), answers=Sum("answers"))
    )
    return {number: Meant(count, answers) for number, count, answers in rows}


def hesitations(programme: Programme) -> dict[LeavingCause, Meant]:
    """Return how many answers gave a cause for not being sure, over all cohorts; one query."""
    found: defaultdict[LeavingCause, list[int]] = defaultdict(lambda: [0, 0])
    rows = ReturnIntent.objects.filter(
        cohort__programme=programme, role=ParticipantRole.MENTOR
    ).exclude(cause="")
    for cause, count, answers in rows.values_list("cause", "count", "answers"):
        found[LeavingCause(cause)][0] += count
        found[LeavingCause(cause)][1] += answers
    return {cause: Meant(*numbers) for cause, numbers in found.items()}


def left(programme: Programme) -> ParticipantQuerySet:
    """Return the last places of mentors who are in no later cohort that has begun."""
    last = programme.cohorts.filter(state__in=BEGUN).aggregate(last=Max("number"))["last"] or 0
    later = Participant.objects.mentors().filter(
        person=OuterRef("person"),
        cohort__programme=programme,
        cohort__number__gt=OuterRef("cohort__number"),
        cohort__state__in=BEGUN,
        state__in=SEATED,
    )
    return (
        Participant.objects.mentors()
        .filter(
            ~Exists(later),
            cohort__programme=programme,
            cohort__state__in=BEGUN,
            cohort__number__lt=last,
            state__in=SEATED,
        )
        .select_related("person", "cohort", "departure")
        .order_by("-cohort__number", "person__name", "pk")
    )


def causes(places: ParticipantQuerySet) -> Sequence[CauseCount]:
    """Return why these mentors left, the most frequent cause first, unknown last; one query."""
    rows = (
        places.select_related(None)
        .order_by()
        .values_list("departure__cause")
        .annotate(n=Count("pk"))
    )
    counted: defaultdict[LeavingCause, int] = defaultdict(int)
    for cause, n in rows:
        counted[LeavingCause(cause or LeavingCause.UNKNOWN)] += n
    known = sorted(counted.items(), key=lambda row: (row[0] == LeavingCause.UNKNOWN, -row[1]))
    return [CauseCount(cause, count) for cause, count in known]


def without_cause() -> Q:
    """Return the condition that nobody knows why a mentor left."""
    return Q(departure__isnull=True) | Q(departure__cause=LeavingCause.UNKNOWN)
