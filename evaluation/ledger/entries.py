"""The ledger of one programme, row by row, for its page and its file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from django.db.models import Count, Prefetch, Q
from django.utils.translation import gettext as _

from evaluation.ledger.readings import Moving, movings_of
from evaluation.ledger.wording import (
    MOVED_TONES,
    MOVED_WORDS,
    WHY,
    change_words,
    figure_words,
    tone_of,
    when_words,
)
from evaluation.models import Finding
from mentorship.accounts.models import Person
from programmes.enums import RecommendationState
from programmes.models import Programme, Recommendation
from programmes.models.recommendation import RecommendationQuerySet

TO_CARRY_OUT = (RecommendationState.ACCEPTED, RecommendationState.ADAPTED)


@dataclass(frozen=True, slots=True)
class Entry:
    """A recommendation with its loop in words; `is_ours` where this programme decides about it."""

    row: Recommendation
    moving: Moving
    tone: str
    word: str
    before: str
    before_on: str
    after: str
    after_on: str
    verdict: str
    verdict_tone: str
    why: str
    change: str
    is_ours: bool
    is_promised: bool
    is_overdue: bool

    @property
    def repeats_figure(self) -> bool:
        """Tell whether how the figure moved says the figure behind the recommendation again."""
        has_moved = self.row.decided_at and self.row.state != RecommendationState.REFUSED
        is_told = bool(self.moving.measure and has_moved and self.before)
        return is_told and self.before in self.row.figure


class Totals(TypedDict):
    """How many recommendations are where."""

    open_now: int
    promised: int
    done: int


def recommendations_in(programme: Programme, person: Person) -> RecommendationQuerySet:
    """Return the ledger's rows with what their lines need, in no order."""
    findings = Finding.objects.visible_to(person).order_by("made_at")
    return (
        Recommendation.objects.of_ledger(programme)
        .select_related(
            "programme", "cohort", "owner", "taken_into", "cohort_taken", "done_by", "decided_by"
        )
        .prefetch_related(Prefetch("findings", findings))
    )


def totals_of(programme: Programme) -> Totals:
    """Count what is open, promised and done; one query."""
    taken = Q(taken_into=programme, state__in=TO_CARRY_OUT)
    found = Recommendation.objects.of_ledger(programme).aggregate(
        open_now=Count("pk", filter=Q(state=RecommendationState.OPEN)),
        promised=Count("pk", filter=taken & Q(done_at__isnull=True)),
        done=Count("pk", filter=taken & Q(done_at__isnull=False)),
    )
    return Totals(open_now=found["open_now"], promised=found["promised"], done=found["done"])


def entries_of(
    recommendations: Iterable[Recommendation], *, programme: Programme, today: date
) -> list[Entry]:
    """Return recommendations with what became of them, as seen from a programme."""
    rows = list(recommendations)
    movings = movings_of(rows, programme=programme, today=today)
    return [_entry(row, movings[row.pk], programme, today) for row in rows]


def _entry(row: Recommendation, moving: Moving, programme: Programme, today: date) -> Entry:
    """Put one recommendation and its figure into words."""
    tone, word = tone_of(row)
    is_promised = row.state in TO_CARRY_OUT and row.taken_into_id == programme.pk
    is_overdue = is_promised and row.done_at is None and bool(row.due_on and row.due_on < today)
    return Entry(
        row=row,
        moving=moving,
        tone="bad" if is_overdue else tone,
        word=_("Overdue") if is_overdue else word,
        before=figure_words(moving.before, moving.unit),
        before_on=when_words(moving.before),
        after=figure_words(moving.after, moving.unit),
        after_on=when_words(moving.after),
        verdict=str(MOVED_WORDS[moving.found.verdict]),
        verdict_tone=MOVED_TONES[moving.found.verdict],
        why=str(WHY[moving.found.why]),
        change=change_words(moving),
        is_ours=row.programme_id == programme.pk,
        is_promised=is_promised,
        is_overdue=is_overdue,
    )


def header() -> list[str]:
    """Return the columns of the ledger as a file."""
    return [
        _("Recommendation"),
        _("What it rests on"),
        _("Figure"),
        _("Recommended in"),
        _("Owner"),
        _("Effort"),
        _("Applies to"),
        _("State"),
        _("In the words of whoever decided"),
        _("Taken into"),
        _("Promised until"),
        _("Done on"),
        _("What it should move"),
        _("Before"),
        _("After"),
        _("Change"),
        _("Did it move"),
        _("Why that is said"),
    ]


def lines_of(entries: Iterable[Entry]) -> Iterator[list[object]]:
    """Yield the ledger's lines as a file."""
    for entry in entries:
        row = entry.row
        yield [
            row.text,
            row.reason,
            row.figure,
            row.programme.name,
            row.owner.name if row.owner else "",
            row.get_effort_display(),
            row.get_applies_display(),
            entry.word,
            row.decision,
            row.taken_into.name if row.taken_into else "",
            row.due_on or "",
            row.done_at.date() if row.done_at else "",
            entry.moving.measure,
            entry.before,
            entry.after,
            entry.change,
            entry.verdict if entry.is_promised or entry.moving.before else "",
            entry.why if entry.is_promised or entry.moving.before else "",
        ]
