"""Profiles from the field and those of programme templates, checked as data."""

import pytest

from programmes.blueprints import BLUEPRINTS
from programmes.enums import CriterionKind
from programmes.profile_templates import PROFILE_TEMPLATES
from programmes.profile_templates.starting_anchors import starting_anchors
from programmes.selection.profile_lint import Fault, LintedCriterion, lint

SETS = {
    **{key: each.expectations for key, each in PROFILE_TEMPLATES.items()},
    **{str(key): each.expectations for key, each in BLUEPRINTS.items() if each.expectations},
}


@pytest.fixture(params=SETS)
def expectations(request):
    return SETS[request.param]


def test_each_criterion_is_complete_and_fits_where_it_is_stored(expectations):
    for expectation in expectations:
        assert 0 < len(str(expectation.text)) <= 200
        assert expectation.criteria
        for each in expectation.criteria:
            assert len(str(each.name)) <= 160
            assert 0 < len(str(each.evidence)) <= 300
            assert 1 <= each.weight <= 10
            assert 3 <= len(each.anchors) <= 7
            assert 2 <= each.met_from <= len(each.anchors)
            assert all(0 < len(str(anchor)) <= 200 for anchor in each.anchors)


def test_our_own_rules_find_nothing_in_them(expectations):
    criteria = [
        LintedCriterion(
            key=str(each.name),
            name=str(each.name),
            evidence=str(each.evidence),
            anchors=tuple(str(anchor) for anchor in each.anchors),
            weight=each.weight,
            is_essential=each.is_essential,
            is_experience=each.kind == CriterionKind.EXPERIENCE,
        )
        for expectation in expectations
        for each in expectation.criteria
    ]
    assert lint(criteria) == []


@pytest.mark.parametrize("kind", CriterionKind.values)
def test_words_to_start_from_differ_on_every_scale(kind):
    for levels in range(3, 8):
        anchors = tuple(starting_anchors(kind, levels))
        assert len(anchors) == levels
        found = lint([LintedCriterion("key", "Asks three questions", "Seen", anchors)])
        assert Fault.ANCHORS_ALIKE not in {each.fault for each in found}
        assert found == []
