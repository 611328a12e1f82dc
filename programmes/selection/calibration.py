"""What all reviewers made of the samples: compared once one's own marks are in."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from mentorship.accounts.models import Person
from programmes.models import Criterion, Mark, Review, SampleApplication, SelectionRound
from programmes.selection.enums import ReviewState
from programmes.selection.round_figures import Agreement, agreement_on, common_step
from programmes.selection.scoring import WIDE


@dataclass(frozen=True, slots=True)
class LevelMarks:
    """How many reviewers gave a level, without the reader, and whether the reader did."""

    level: int
    anchor: str
    others: int
    is_own: bool

    @property
    def dots(self) -> range:
        """Return something to draw one dot for each of the others."""
        return range(self.others)


@dataclass(frozen=True, slots=True)
class Compared:
    """Everybody's marks on one criterion of a sample."""

    criterion: Criterion
    levels: tuple[LevelMarks, ...]
    unjudged: int
    is_wide: bool


@dataclass(frozen=True, slots=True)
class ComparedSample:
    """Everybody's marks on a sample."""

    sample: SampleApplication
    criteria: tuple[Compared, ...]

    @property
    def wide(self) -> list[Compared]:
        """Return the criteria to talk about."""
        return [each for each in self.criteria if each.is_wide]


@dataclass(frozen=True, slots=True)
class Calibration:
    """All samples compared, how many handed both in, and how far they agree."""

    samples: tuple[ComparedSample, ...]
    done: int
    total: int
    agreement: Agreement


def may_compare(selection_round: SelectionRound, person: Person) -> bool:
    """Tell whether the person has no sample of the round still to mark."""
    own = Review.objects.filter(round=selection_round, reviewer=person, sample__isnull=False)
    return not own.to_do().exists()


def calibration_of(selection_round: SelectionRound, *, reader: Person) -> Calibration:
    """Return what reviewers gave each sample; three queries. Ask `may_compare` first."""
    reviews = Review.objects.filter(round=selection_round, sample__isnull=False).standing()
    to_do: Counter[UUID] = Counter()
    for reviewer, state in reviews.values_list("reviewer_id", "state"):
        to_do[reviewer] += state == ReviewState.ASSIGNED
    marks = list(
        Mark.objects.filter(review__in=reviews.counted())
        .select_related("criterion__expectation", "review")
        .order_by("criterion__expectation__position", "criterion__position", "criterion_id")
    )
    by_sample: dict[UUID | None, list[Mark]] = defaultdict(list)
    for mark in marks:
        by_sample[mark.review.sample_id].append(mark)
    samples = tuple(
        ComparedSample(sample, _compared(by_sample[sample.pk], reader))
        for sample in selection_round.samples.all()
    )
    return Calibration(
        samples=samples,
        done=sum(not left for left in to_do.values()),
        total=len(to_do),
        agreement=_agreement(marks),
    )


def _compared(marks: Sequence[Mark], reader: Person) -> tuple[Compared, ...]:
    """Return the marks on one sample, criterion by criterion."""
    by_criterion: dict[Criterion, list[Mark]] = defaultdict(list)
    for mark in marks:
        by_criterion[mark.criterion].append(mark)
    return tuple(_on(criterion, found, reader) for criterion, found in by_criterion.items())


def _on(criterion: Criterion, marks: Sequence[Mark], reader: Person) -> Compared:
    """Return the marks on one criterion of a sample."""
    given = Counter(mark.level for mark in marks if mark.level is not None)
    own = next((mark.level for mark in marks if mark.review.reviewer_id == reader.pk), None)
    return Compared(
        criterion=criterion,
        levels=tuple(
            LevelMarks(
                level=level,
                anchor=criterion.anchors[level - 1] if criterion.anchors else "",
                others=given[level] - (level == own),
                is_own=level == own,
            )
            for level in range(1, criterion.levels + 1)
        ),
        unjudged=sum(mark.level is None for mark in marks),
        is_wide=bool(given) and max(given) - min(given) >= WIDE,
    )


def _agreement(marks: Sequence[Mark]) -> Agreement:
    """Return the agreement over both samples and all criteria."""
    units: dict[tuple[UUID | None, UUID], list[int | None]] = defaultdict(list)
    for mark in marks:
        step = None if mark.level is None else common_step(mark.level, mark.criterion.levels)
        units[mark.review.sample_id, mark.criterion_id].append(step)
    return agreement_on(_("Both samples together"), list(units.values()))
