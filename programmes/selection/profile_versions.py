"""Versions of an Ideal Mentor Profile: which is used, what one lacks, and what it would change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from programmes.applying.enums import ApplicationState
from programmes.enums import CohortState
from programmes.models import Application, Criterion, Expectation, IdealMentorProfile, Programme
from programmes.models.application import ApplicationQuerySet
from programmes.models.review import Review
from programmes.selection.enums import ReviewState
from programmes.selection.shares import shares_of

# What makes a criterion what it is; carried over from one version to the next.
FACTS = ("name", "kind", "evidence", "is_essential", "weight", "levels", "anchors", "met_from")


class Share(NamedTuple):
    """A criterion and its part of the whole: in per cent, and where its bar begins."""

    criterion: Criterion
    percent: int
    begins: int


@dataclass(frozen=True, slots=True)
class Change:
    """What a new version does to one criterion: `words` say it."""

    name: str
    words: str


class OpenCounts(NamedTuple):
    """How many mentors' applications are being written, wait unreviewed, and are reviewed."""

    being_written: int
    unreviewed: int
    reviewed: int


def draft_of(programme: Programme) -> IdealMentorProfile | None:
    """Return the version that is being written."""
    return programme.mentor_profiles.drafts().first()


def in_use(programme: Programme) -> IdealMentorProfile | None:
    """Return the version by which applications are judged now."""
    return programme.mentor_profiles.published().select_related("published_by").first()


def expectations_of(profile: IdealMentorProfile | None) -> list[Expectation]:
    """Return what a version expects, its criteria along; two queries."""
    if profile is None:
        return []
    return list(profile.expectations.prefetch_related("criteria"))


def criteria_of(expectations: Iterable[Expectation]) -> list[Criterion]:
    """Return the criteria of expectations that were read with them."""
    return [criterion for each in expectations for criterion in each.criteria.all()]


def shares_among(criteria: Sequence[Criterion]) -> list[Share]:
    """Return each criterion's share of the whole, one bar after the other."""
    found: list[Share] = []
    begins = 0
    for criterion, percent in zip(
        criteria, shares_of([each.weight for each in criteria]), strict=True
    ):
        found.append(Share(criterion, percent, begins))
        begins += percent
    return found


def missing_in(expectations: Sequence[Expectation]) -> list[str]:
    """Return what has to be written before a version can be used; empty when nothing has."""
    if not expectations:
        return [_("Nobody has said yet what mentors do here.")]
    missing = [
        _("Nothing follows yet from “%(text)s”: add a criterion, or take it out.")
        % {"text": each.text}
        for each in expectations
        if not each.criteria.all()
    ]
    for criterion in criteria_of(expectations):
        missing.extend(lacks_of(criterion))
    return missing


def lacks_of(criterion: Criterion) -> list[str]:
    """Return what is to be written about one criterion still."""
    name = {"name": criterion.name}
    lacks = []
    if not criterion.evidence.strip():
        lacks.append(_("“%(name)s” does not say yet how one would see it.") % name)
    if not criterion.anchors or not all(anchor.strip() for anchor in criterion.anchors):
        lacks.append(_("“%(name)s” has levels that nobody has described.") % name)
    return lacks


def changes_between(before: Sequence[Criterion], after: Sequence[Criterion]) -> list[Change]:
    """Return what becomes of each criterion that is not as it was; by key, not by name."""
    old: dict[UUID, Criterion] = {each.key: each for each in before}
    new: dict[UUID, Criterion] = {each.key: each for each in after}
    changes = [Change(each.name, _("Added")) for key, each in new.items() if key not in old]
    changes += [Change(each.name, _("Taken out")) for key, each in old.items() if key not in new]
    for key, each in new.items():
        if key in old and (words := _difference(old[key], each)):
            changes.append(Change(each.name, words))
    return changes


def _difference(old: Criterion, new: Criterion) -> str:
    """Say how one criterion differs from what it was."""
    said = []
    if old.weight != new.weight:
        said.append(_("weight %(new)d instead of %(old)d") % {"new": new.weight, "old": old.weight})
    if old.is_essential != new.is_essential:
        said.append(_("now essential") if new.is_essential else _("now desirable"))
    if old.met_from != new.met_from:
        said.append(_("met from level %(level)d") % {"level": new.met_from})
    if old.levels != new.levels:
        said.append(_("%(levels)d levels") % {"levels": new.levels})
    texts = ("name", "kind", "evidence", "anchors")
    if any(getattr(old, name) != getattr(new, name) for name in texts):
        said.append(_("in other words"))
    return ", ".join(said)


def contents_of(expectations: Sequence[Expectation]) -> dict[str, object]:
    """Return all that a version says, for a mark of it."""
    return {
        str(each.pk): [
            each.text,
            each.position,
            [
                [str(one.pk), one.position, *(getattr(one, name) for name in FACTS)]
                for one in each.criteria.all()
            ],
        ]
        for each in expectations
    }


def being_written(programme: Programme) -> ApplicationQuerySet:
    """Return mentors' applications that nobody has handed in yet."""
    return _of_mentors(programme).filter(state=ApplicationState.DRAFT)


def unreviewed(programme: Programme) -> ApplicationQuerySet:
    """Return mentors' applications that wait, and that no reviewer has handed marks in for."""
    closed = CohortState.CLOSED
    return _of_mentors(programme).handed_in().exclude(_is_reviewed()).exclude(cohort__state=closed)


def open_counts(programme: Programme) -> OpenCounts:
    """Count the mentors' applications that a new version could touch."""
    reviewed = _of_mentors(programme).handed_in().filter(_is_reviewed())
    return OpenCounts(
        being_written(programme).count(), unreviewed(programme).count(), reviewed.count()
    )


def _of_mentors(programme: Programme) -> ApplicationQuerySet:
    """Return the mentors' applications to a programme."""
    return Application.objects.mentors().filter(cohort__programme=programme)


def _is_reviewed() -> Exists:
    """Tell of an application whether a reviewer has handed marks in."""
    handed_in = Review.objects.filter(application=OuterRef("pk"), state=ReviewState.SUBMITTED)
    return Exists(handed_in)
