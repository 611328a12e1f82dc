"""What the panel sees of an application once all reviews are in: reviewers side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Prefetch
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from mentorship.common.templatetags.parts import initials
from programmes.models import Application, Criterion, Mark, Resolution, Review
from programmes.selection.scoring import LOWEST, CriterionScore
from programmes.selection.standings import Standing, per_cent, standing_of


@dataclass(frozen=True, slots=True)
class MarkCell:
    """What one reviewer gives for one criterion, and what they saw."""

    reviewer: str
    level: int | None
    levels: int
    anchor: str
    evidence: str

    @property
    def words(self) -> str:
        """Return the mark in words: “4 of 5”."""
        if self.level is None:
            return _("Could not judge it")
        return _("%(level)s of %(levels)s") % {"level": self.level, "levels": self.levels}


@dataclass(frozen=True, slots=True)
class Spot:
    """A level of a criterion's scale, with the initials of the reviewers who gave it."""

    level: int
    is_met: bool
    reviewers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One criterion: every mark, what they come to, and what is to be settled."""

    criterion: Criterion
    cells: tuple[MarkCell, ...]
    mean: str
    share: int | None
    # How much of the whole score rests on it, in per cent.
    weight: int
    is_unmet: bool
    is_disagreed: bool
    spread: int
    resolution: Resolution | None

    @property
    def scale(self) -> list[Spot]:
        """Return the levels from the lowest on, with who stands on each."""
        return [
            Spot(
                level,
                level >= self.criterion.met_from,
                tuple(initials(cell.reviewer) for cell in self.cells if cell.level == level),
            )
            for level in range(LOWEST, self.criterion.levels + 1)
        ]

    @property
    def is_judged(self) -> bool:
        """Tell whether anybody could judge it."""
        return self.share is not None

    @property
    def is_open(self) -> bool:
        """Tell whether its reviewers disagree, and nobody has said what settled it."""
        return self.is_disagreed and self.resolution is None

    @property
    def tone(self) -> str:
        """Return the shape of an essential criterion."""
        return "bad" if self.is_unmet else "good" if self.is_judged else "idle"

    @property
    def word(self) -> str:
        """Return the word beside that shape."""
        if self.is_unmet:
            return _("Essential, not met")
        return _("Essential, met") if self.is_judged else _("Essential, not judged")


@dataclass(frozen=True, slots=True)
class PanelPage:
    """All that the panel sees."""

    application: Application
    standing: Standing
    rows: tuple[CriterionRow, ...]
    reviews: tuple[Review, ...]

    @property
    def per_cent(self) -> int | None:
        """Return the score in whole per cent; None while it is incomplete."""
        return self.standing.per_cent

    @property
    def unjudged(self) -> list[str]:
        """Return the criteria that nobody could judge."""
        return [row.criterion.name for row in self.rows if not row.is_judged]

    @property
    def notes(self) -> list[Review]:
        """Return the reviews that say something to the panel."""
        return [review for review in self.reviews if review.private_note]

    @property
    def sum_in_words(self) -> str:
        """Return the weighed levels of all criteria: “12.1 of 17 points”."""
        total = sum(row.criterion.weight for row in self.rows)
        value = self.standing.score.value
        if value is None:
            return ""
        facts = {"points": _one_place(value * total), "total": total}
        return _("%(points)s of %(total)s points") % facts


def who_is_still_to_hand_in(application: Application) -> list[str]:
    """Return the names of reviewers who have not handed in, and nothing of their marks."""
    reviews = Review.objects.to_do().filter(application=application).select_related("reviewer")
    return sorted(review.reviewer.name for review in reviews)


def panel_page_of(application: Application) -> PanelPage:
    """Return the panel of an application; the number of queries is always the same."""
    standing = standing_of(application)
    marks = Prefetch("marks", queryset=Mark.objects.order_by("pk"))
    reviews = tuple(
        Review.objects.counted()
        .filter(application=application)
        .select_related("reviewer")
        .prefetch_related(marks)
        .order_by("assigned_at", "pk")
    )
    criteria = Criterion.objects.filter(
        pk__in=[each.criterion for each in standing.score.per_criterion]
    ).in_bulk()
    settled = {
        each.criterion_id: each
        for each in Resolution.objects.filter(application=application).select_related("by")
    }
    total = sum(each.weight for each in criteria.values())
    rows = tuple(
        _row(criteria[each.criterion], each, reviews, settled, total)
        for each in standing.score.per_criterion
    )
    return PanelPage(application, standing, rows, reviews)


def _row(
    criterion: Criterion,
    score: CriterionScore,
    reviews: Sequence[Review],
    settled: Mapping[UUID, Resolution],
    total: int,
) -> CriterionRow:
    """Return one criterion with what each reviewer gives."""
    return CriterionRow(
        criterion=criterion,
        cells=tuple(_cell(review, criterion) for review in reviews),
        mean="" if score.mean is None else _one_place(score.mean),
        share=per_cent(score.share),
        weight=per_cent(Decimal(criterion.weight) / total) or 0,
        is_unmet=score.is_unmet,
        is_disagreed=score.is_disagreed,
        spread=score.spread,
        resolution=settled.get(criterion.pk),
    )


def _cell(review: Review, criterion: Criterion) -> MarkCell:
    """Return what a reviewer gives for a criterion."""
    mark = next((each for each in review.marks.all() if each.criterion_id == criterion.pk), None)
    level = mark.level if mark else None
    anchors = criterion.anchors
    return MarkCell(
        reviewer=review.reviewer.name,
        level=level,
        levels=criterion.levels,
        anchor=anchors[level - 1] if level and len(anchors) >= level else "",
        evidence=mark.evidence if mark else "",
    )


def _one_place(value: Decimal) -> str:
    """Return a number with one decimal place, as the reader writes it."""
    return number_format(round(value, 1), decimal_pos=1)
