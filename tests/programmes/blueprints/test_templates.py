"""What templates bring, checked as data."""

from datetime import date, timedelta

import pytest

from programmes.blueprints import BLUEPRINTS, blueprint_of
from programmes.enums import PhaseKind, ProgrammeTemplate, TextKind
from programmes.measures import measure_of
from programmes.timetable import Span, last_day, milestones_of, phases_of

WRITTEN = [each for each in BLUEPRINTS.values() if each.template != ProgrammeTemplate.BLANK]


@pytest.fixture(params=WRITTEN, ids=lambda blueprint: blueprint.template.value)
def blueprint(request):
    """Each template that is not the empty page."""
    return request.param


def span_of(blueprint):
    return Span(date(2027, 9, 6), last_day(date(2027, 9, 6), blueprint.policy.months))


def test_every_template_there_is_has_a_blueprint():
    assert set(BLUEPRINTS) == set(ProgrammeTemplate)
    with pytest.raises(ValueError, match="unheard"):
        blueprint_of("unheard")


def test_the_empty_page_says_nothing_for_anybody():
    blank = BLUEPRINTS[ProgrammeTemplate.BLANK]
    assert not any([blank.goals, blank.expectations, blank.texts, blank.charter])
    assert blank.summary


def test_every_message_has_its_words(blueprint):
    letters = {kind for kind in TextKind if kind.startswith("letter_")}
    assert set(blueprint.texts) == set(TextKind) - letters
    for text in blueprint.texts.values():
        assert 80 < len(str(text)) <= 2000
        assert "{" not in str(text)


def test_criteria_weigh_from_one_to_ten_and_say_how_one_would_see_them(blueprint):
    assert len(blueprint.criteria) >= 6
    for criterion in blueprint.criteria:
        assert 1 <= criterion.weight <= 10
        assert 0 < len(str(criterion.name)) <= 160
        assert 0 < len(str(criterion.evidence)) <= 300
    essential = [criterion for criterion in blueprint.criteria if criterion.is_essential]
    assert 1 < len(essential) < len(blueprint.criteria)
    assert all(expectation.criteria for expectation in blueprint.expectations)


def test_every_objective_can_be_seen_to_be_reached_during_or_after_the_cohort(blueprint):
    span = span_of(blueprint)
    titles = [str(objective.title) for objective in blueprint.objectives]
    assert titles
    assert len(titles) == len(set(titles))
    for objective in blueprint.objectives:
        assert objective.indicators
        for indicator in objective.indicators:
            assert bool(indicator.definition) != bool(indicator.measure)
            assert span.starts_on <= indicator.due.on(span) <= span.ends_on + timedelta(days=400)
            if indicator.unit == "%":
                assert 0 < indicator.target <= 100


def test_what_is_counted_is_counted_by_a_figure_there_is(blueprint):
    measured = [
        indicator
        for objective in blueprint.objectives
        for indicator in objective.indicators
        if indicator.measure
    ]
    assert measured
    for indicator in measured:
        measure = measure_of(indicator.measure)
        assert measure is not None, f"no app offers {indicator.measure}"
        assert str(indicator.unit) == str(measure.unit)


def test_the_timetable_is_in_order_and_its_dates_lie_within_it(blueprint):
    span = span_of(blueprint)
    phases = {kind: (first, last) for kind, first, last in phases_of(blueprint.timetable, span)}
    assert set(phases) == set(PhaseKind)
    assert phases[PhaseKind.MENTOR] == (span.starts_on, span.ends_on)
    order = [PhaseKind.RECRUIT, PhaseKind.TRAIN, PhaseKind.MATCH, PhaseKind.MENTOR]
    begins = [phases[kind][0] for kind in order]
    assert begins == sorted(begins)
    assert phases[PhaseKind.MATCH][1] < span.starts_on
    for _kind, _name, on in milestones_of(blueprint.timetable, span):
        assert begins[0] <= on <= phases[PhaseKind.CLOSE][1]


def test_the_charter_has_all_its_parts(blueprint):
    charter = blueprint.charter
    for part in (charter.purpose, charter.sponsor_commits, charter.programme_commits):
        assert 60 < len(str(part)) <= 3000
    assert 30 < len(str(charter.resources)) <= 2000


def test_only_a_regulated_profession_holds_every_step_until_it_is_prepared():
    strict = [each.template for each in WRITTEN if not each.policy.may_go_on_early]
    assert strict == [ProgrammeTemplate.REGULATED]
