"""How a round goes: who is how far, how far reviewers mean the same, and who marks how generously.

Agreement and leniency rest on applications whose reviews are all in, so that nobody learns of
others' marks before their own are handed in.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.accounts.models import Person
from programmes.applying.enums import ApplicationState
from programmes.models import Application, Mark, Review, SelectionRound
from programmes.selection.agreement import krippendorff_alpha
from programmes.selection.enums import ReviewState
from programmes.selection.leniency import GivenMark, Leniency, leniency_of
from programmes.selection.panel import complete_panels
from programmes.selection.rounds import is_stranded, reviewers_of

# Krippendorff (2004), Content Analysis, p. 241: rely on 0.800 and above, draw only tentative
# conclusions from 0.667.
RELIABLE, TENTATIVE = 0.8, 0.667
# With fewer comparisons than this a figure is shown, and nothing is said of it.
FEWEST_UNITS = 5
# Scales of three to seven levels, put on one of sixty steps, so that all marks can be ranked.
COMMON_STEPS = 60
QUARTER, THREE_QUARTERS, FIVE_QUARTERS = 0.25, 0.75, 1.25


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one reviewer is with the applications of a round."""

    reviewer: Person
    to_do: int
    done: int
    aside: int
    last_seen: datetime | None
    is_here: bool
    # A review of theirs that is to do, by which they are reminded.
    open_review: UUID | None

    @property
    def total(self) -> int:
        """Return how many are theirs."""
        return self.to_do + self.done


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far reviewers mean the same by a mark, over all criteria or on one."""

    label: str
    alpha: float | None
    number: int

    @property
    def tone(self) -> str:
        """Return how good that is."""
        if self.alpha is None or self.number < FEWEST_UNITS:
            return "idle"
        return "good" if self.alpha >= RELIABLE else "warn" if self.alpha >= TENTATIVE else "bad"

    @property
    def word(self) -> str:
        """Return how good that is, in a word or two."""
        words = {
            "idle": _("Cannot tell"),
            "good": _("Reliable"),
            "warn": _("With care"),
            "bad": _("Not yet"),
        }
        return words[self.tone]

    @property
    def sentence(self) -> str:
        """Say what it means, in plain words."""
        if self.alpha is None:
            return _("There is too little to compare, or all marks are the same.")
        if self.number < FEWEST_UNITS:
            return _("Too few can be compared to say.")
        if self.alpha >= RELIABLE:
            return _("Reviewers mean the same by a mark.")
        if self.alpha >= TENTATIVE:
            return _("Marks are usable with care: look at those that differ.")
        return _("Reviewers mean different things by a mark: talk about the anchors.")


@dataclass(frozen=True, slots=True)
class Generosity:
    """A reviewer's leniency with the sentence that says it."""

    reviewer: Person
    leniency: Leniency

    @property
    def in_levels(self) -> str:
        """Return how many levels higher or lower, with its sign, and how much of the scale."""
        facts = {"levels": self.leniency.levels or 0, "share": 100 * (self.leniency.share or 0)}
        return _("%(levels)+.1f levels, %(share)+.0f %% of the scale") % facts

    @property
    def sentence(self) -> str:
        """Say how the reviewer marks beside the others."""
        facts = {"name": self.reviewer.short_name, "n": self.leniency.number}
        apart = self.leniency.levels
        if apart is None or not self.leniency.can_tell:
            return _("Too few marks of %(name)s can be compared to say (n = %(n)d).") % facts
        if abs(apart) < QUARTER:
            return (
                _("%(name)s marks as the others do on the same applications (n = %(n)d).") % facts
            )
        higher = _(
            "%(name)s marks %(much)s higher than the others on the same applications (n = %(n)d)."
        )
        lower = _(
            "%(name)s marks %(much)s lower than the others on the same applications (n = %(n)d)."
        )
        said = higher if apart > 0 else lower
        return said % {**facts, "much": _levels(abs(apart))}


def progress_of(selection_round: SelectionRound) -> list[Progress]:
    """Return how far each reviewer is, those with most to do first; three queries."""
    pool = {person.pk for person in reviewers_of(selection_round.cohort.programme)}
    ours = Q(reviews__round=selection_round, reviews__application__isnull=False)
    waits = ours & Q(reviews__application__state=ApplicationState.SUBMITTED)
    people = (
        Person.objects.filter(ours)
        .annotate(
            to_do=Count("reviews", filter=waits & Q(reviews__state=ReviewState.ASSIGNED)),
            done=Count("reviews", filter=ours & Q(reviews__state=ReviewState.SUBMITTED)),
            aside=Count("reviews", filter=ours & Q(reviews__state=ReviewState.RECUSED)),
            last_seen=Max("reviews__saved_at", filter=ours),
        )
        .order_by("-to_do", "name", "pk")
    )
    waiting = Review.objects.to_do().filter(
        round=selection_round, application__state=ApplicationState.SUBMITTED
    )
    by_reviewer = dict(waiting.values_list("reviewer_id", "pk"))
    return [
        Progress(
            reviewer=person,
            to_do=person.to_do,
            done=person.done,
            aside=person.aside,
            last_seen=person.last_seen,
            is_here=person.pk in pool,
            open_review=by_reviewer.get(person.pk),
        )
        for person in people
    ]


def wanting_of(selection_round: SelectionRound) -> list[Review]:
    """Return the reviews in whose place somebody else is wanted; three queries.

    Their reviewer stood aside or left, and the application has too few others.
    """
    pool = {person.pk for person in reviewers_of(selection_round.cohort.programme)}
    reviews = list(
        Review.objects.filter(
            round=selection_round, application__state=ApplicationState.SUBMITTED
        ).select_related("application__person", "reviewer")
    )
    standing: dict[UUID | None, int] = defaultdict(int)
    for review in reviews:
        if review.state in {ReviewState.ASSIGNED, ReviewState.SUBMITTED}:
            standing[review.application_id] += not is_stranded(review, pool)
    found = []
    counted: dict[UUID | None, int] = defaultdict(int)
    for review in reviews:
        left = review.state == ReviewState.RECUSED or is_stranded(review, pool)
        lacks = selection_round.reviewers_each - standing[review.application_id]
        if left and counted[review.application_id] < lacks:
            counted[review.application_id] += 1
            found.append(review)
    return found


def figures_of(
    selection_round: SelectionRound, *, reader: Person
) -> tuple[list[Agreement], list[Generosity]]:
    """Return agreement over all criteria, then on each, and each reviewer's leniency.

    What the reader applied with is left out: from few marks one could tell one's own. A constant
    number of queries.
    """
    marks = _comparable_marks(selection_round, reader)
    return _agreements(marks), _generosities(marks)


def number_complete(selection_round: SelectionRound) -> int:
    """Return of how many applications all reviews are in; two queries."""
    return len(complete_panels(selection_round.applications.all()))


def common_step(level: int, levels: int) -> int:
    """Return where a level lies on a scale that all scales share."""
    return (level - 1) * COMMON_STEPS // (levels - 1)


def agreement_on(label: str, units: Sequence[Sequence[int | None]]) -> Agreement:
    """Return the agreement over units, with how many of them could be compared."""
    comparable = sum(len([mark for mark in unit if mark is not None]) > 1 for unit in units)
    return Agreement(label, krippendorff_alpha(units), comparable)


def _comparable_marks(selection_round: SelectionRound, reader: Person) -> list[Mark]:
    """Return the marks of reviews handed in, of others' applications whose reviews are all in."""
    others = Application.objects.filter(round=selection_round).exclude(person=reader)
    complete = complete_panels(others)
    return list(
        Mark.objects.filter(
            review__round=selection_round,
            review__application__in=complete,
            review__state=ReviewState.SUBMITTED,
        )
        .select_related("criterion", "review__reviewer")
        .order_by("criterion__expectation__position", "criterion__position", "criterion_id")
    )


def _agreements(marks: Sequence[Mark]) -> list[Agreement]:
    """Return agreement over all criteria, then on each."""
    units: dict[UUID, dict[UUID | None, list[int | None]]] = defaultdict(lambda: defaultdict(list))
    names: dict[UUID, str] = {}
    for mark in marks:
        key = mark.criterion.key
        names[key] = mark.criterion.name
        step = None if mark.level is None else common_step(mark.level, mark.criterion.levels)
        units[key][mark.review.application_id].append(step)
    everything = [unit for by_application in units.values() for unit in by_application.values()]
    overall = agreement_on(_("All criteria together"), everything)
    return [
        overall,
        *(agreement_on(names[key], list(found.values())) for key, found in units.items()),
    ]


def _generosities(marks: Sequence[Mark]) -> list[Generosity]:
    """Return each reviewer's leniency, the most generous first."""
    people = {mark.review.reviewer_id: mark.review.reviewer for mark in marks}
    given = [
        GivenMark(
            reviewer=mark.review.reviewer_id,
            application=mark.review.application_id,
            criterion=mark.criterion_id,
            level=mark.level,
            levels=mark.criterion.levels,
        )
        for mark in marks
        if mark.level is not None and mark.review.application_id is not None
    ]
    found = leniency_of(given, sorted(people, key=lambda each: people[each].name))
    ranked = sorted(found, key=lambda each: -(each.share or 0))
    return [Generosity(people[each.reviewer], each) for each in ranked]


def _levels(apart: float) -> str:
    """Say how many levels: half a level, a level, 1.5 levels."""
    if apart < THREE_QUARTERS:
        return _("half a level")
    if apart < FIVE_QUARTERS:
        return _("a level")
    return ngettext("%(n).1f level", "%(n).1f levels", 2) % {"n": apart}


def is_late(selection_round: SelectionRound) -> bool:
    """Tell whether the day on which reviews were due is over, where the organisation is."""
    if selection_round.review_by is None:
        return False
    zone = selection_round.cohort.programme.organisation.time_zone
    return timezone.localdate(timezone=zone) > selection_round.review_by
