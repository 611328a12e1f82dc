"""Storing expectations with their criteria: from a template, or from an earlier version."""

from collections.abc import Iterable

from programmes.blueprints.model import CriterionDraft, ExpectationDraft
from programmes.models import Criterion, Expectation, IdealMentorProfile
from programmes.selection.profile_versions import FACTS


def store_drafts(
    profile: IdealMentorProfile, drafts: Iterable[ExpectationDraft], *, after: int = 0
) -> list[Criterion]:
    """Write a template's expectations and criteria into a version; `after` so many others."""
    drafts = list(drafts)
    expectations = Expectation.objects.bulk_create(
        Expectation(profile=profile, text=str(draft.text), position=position)
        for position, draft in enumerate(drafts, start=after)
    )
    return Criterion.objects.bulk_create(
        criterion_of(expectation, each, position)
        for expectation, draft in zip(expectations, drafts, strict=True)
        for position, each in enumerate(draft.criteria)
    )


def criterion_of(expectation: Expectation, draft: CriterionDraft, position: int) -> Criterion:
    """Return a template's criterion, not yet stored."""
    anchors = [str(anchor) for anchor in draft.anchors]
    return Criterion(
        expectation=expectation,
        kind=draft.kind,
        name=str(draft.name),
        evidence=str(draft.evidence),
        weight=draft.weight,
        is_essential=draft.is_essential,
        levels=len(anchors),
        anchors=anchors,
        met_from=draft.met_from,
        position=position,
    )


def copy_profile(original: IdealMentorProfile, copy: IdealMentorProfile) -> None:
    """Write into a version what another one says.

    Criteria keep their keys, so that questions of a form which give evidence for one go on doing
    so, and versions can be compared.
    """
    originals = list(original.expectations.prefetch_related("criteria"))
    expectations = Expectation.objects.bulk_create(
        Expectation(profile=copy, text=each.text, position=each.position) for each in originals
    )
    Criterion.objects.bulk_create(
        Criterion(
            expectation=expectation,
            key=criterion.key,
            position=criterion.position,
            **{name: getattr(criterion, name) for name in FACTS},
        )
        for each, expectation in zip(originals, expectations, strict=True)
        for criterion in each.criteria.all()
    )
