"""How applications stand before they are decided: marks, gaps, and what is in the way."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from mentorship.accounts.models import Person
from programmes.enums import ParticipantRole
from programmes.models import Application, Programme, Resolution, Review, SelectionRound
from programmes.models.application import ApplicationQuerySet
from programmes.selection.enums import ReviewState
from programmes.selection.panel import complete_panels, score_applications
from programmes.selection.scoring import Score

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the reviews of an application come to, and what is still open."""

    score: Score
    handed_in: int
    to_do: int
    is_complete: bool
    # Whether its cohort has a round of reviews at all.
    has_round: bool
    unresolved: tuple[UUID, ...]

    @property
    def has_reviews(self) -> bool:
        """Tell whether anybody reviews it, or did."""
        return bool(self.handed_in or self.to_do)

    @property
    def per_cent(self) -> int | None:
        """Return the score in whole per cent, once it may be seen and nothing is missing."""
        return per_cent(self.score.value) if self.is_complete else None


def per_cent(share: Decimal | None) -> int | None:
    """Return a share of 1 in whole per cent, a half rounded up."""
    if share is None:
        return None
    return int((share * HUNDRED).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def judged_by(person: Person, programme: Programme) -> ApplicationQuerySet:
    """Return what is handed in for a programme, and that the person may see and decide.

    Nobody looks at what reviewers say of themselves, nor decides about themselves.
    """
    visible = Application.objects.visible_to(person).filter(cohort__programme=programme)
    return visible.filter(submitted_at__isnull=False).exclude(person=person)


def standings_of(applications: Sequence[Application]) -> dict[UUID, Standing]:
    """Return how each application stands; the number of queries does not grow with them."""
    pks = [each.pk for each in applications]
    scores = score_applications(applications)
    complete = complete_panels(applications)
    counts: dict[UUID, Counter[str]] = defaultdict(Counter)
    reviews = Review.objects.standing().filter(application__in=pks)
    for application, state in reviews.values_list("application_id", "state"):
        counts[application][state] += 1
    settled = _settled(pks)
    rounds = set(
        SelectionRound.objects.filter(
            cohort__in={each.cohort_id for each in applications}
        ).values_list("cohort_id", flat=True)
    )
    return {
        each.pk: Standing(
            score=scores[each.pk],
            handed_in=counts[each.pk][ReviewState.SUBMITTED],
            to_do=counts[each.pk][ReviewState.ASSIGNED],
            is_complete=each.pk in complete,
            has_round=each.round_id is not None or each.cohort_id in rounds,
            unresolved=tuple(
                criterion
                for criterion in scores[each.pk].disagreements
                if (each.pk, criterion) not in settled
            ),
        )
        for each in applications
    }


def standing_of(application: Application) -> Standing:
    """Return how one application stands."""
    return standings_of([application])[application.pk]


def needs_panel(application: Application, standing: Standing) -> bool:
    """Tell whether it waits for reviews: a mentor's does, and whatever somebody reviews."""
    is_mentors = application.role == ParticipantRole.MENTOR
    return standing.has_reviews or (is_mentors and standing.has_round)


def _settled(applications: Iterable[UUID]) -> set[tuple[UUID, UUID]]:
    """Return on which criteria of which applications somebody said what settled it."""
    rows = Resolution.objects.filter(application__in=list(applications))
    return set(rows.values_list("application_id", "criterion_id"))
