"""Evidence is what was scored, raised and faded, and never anything about fewer than five."""

import pytest
from django.utils import timezone

from tests.factories.accounts import PersonFactory
from tests.factories.dates import days_ago
from tests.factories.fresh import CompetencyFactory, CompetencyFigureFactory, RaisedReasonFactory
from tests.factories.programmes import ParticipantFactory
from tests.factories.training import EntryFactory
from training.agenda.clocks import skills_of, spreads_of
from training.agenda.enums import FigureKind, RaisedCategory
from training.agenda.evidence import evidence_of
from training.agenda.proposal import why_of
from training.agenda.ranking import Source
from training.decay import Band, retained_on
from training.enums import EntryKind, EntrySource

TODAY = timezone.localdate


@pytest.fixture
def listening(world):
    return CompetencyFactory.create(
        organisation=world.organisation, key="communication", name="Communication"
    )


@pytest.fixture
def inclusion(world):
    return CompetencyFactory.create(
        organisation=world.organisation, key="inclusion", name="Inclusion", position=1
    )


def learnt(world, competency, days, person=None, **fields):
    """Let a mentor of the programme have learnt a competency so many days ago."""
    if person is None:
        person = PersonFactory.create()
        ParticipantFactory.create(cohort=world.cohort, person=person)
    return EntryFactory.create(
        programme=world.programme,
        person=person,
        competency=competency,
        earned_on=days_ago(days)(),
        **fields,
    )


def test_clocks_run_from_what_was_last_learnt_or_practised(world, listening, inclusion):
    learnt(world, listening, 400, world.mentor)
    learnt(world, listening, 100, world.mentor, kind=EntryKind.REFRESHER)
    first, second = skills_of(world.mentor, world.programme, TODAY())

    assert (first.last_on, first.retained.band) == (days_ago(100)(), Band.FRESH)
    assert (second.last_on, second.retained.band) == (None, Band.NEVER)

    learnt(world, None, 5, world.mentor, kind=EntryKind.PRACTICE, source=EntrySource.PRACTICE)
    assert {skill.last_on for skill in skills_of(world.mentor, world.programme, TODAY())} == {
        days_ago(5)()
    }


def test_hours_that_were_rejected_feed_no_clock(world, listening):
    learnt(world, listening, 30, world.mentor, is_assured=False, rejected_reason="over the cap")

    assert skills_of(world.mentor, world.programme, TODAY())[0].last_on is None


@pytest.mark.parametrize("days", [0, 107, 108, 334, 335, 900])
def test_the_database_counts_bands_as_the_formula_does(world, listening, days):
    learnt(world, listening, days, world.mentor)
    (spread,) = spreads_of(world.programme, TODAY())
    band = retained_on(TODAY(), days_ago(days)(), spread.half_life).band

    assert {key for key, count in spread.counts.items() if count} == {band}


def test_topics_are_ranked_with_their_figures(world, listening, inclusion):
    for competency, value, kind in (
        (listening, 5.8, FigureKind.MENTEE),
        (inclusion, 3.9, FigureKind.MENTEE),
        (inclusion, 1.2, FigureKind.GAP),
    ):
        CompetencyFigureFactory.create(
            programme=world.programme, competency=competency, value=value, kind=kind
        )
    first, second = evidence_of(world.programme, TODAY()).topics

    assert (first.competency, second.competency) == (inclusion, listening)
    assert "Mentees rate it 3.9 of 7 (n = 12)." in why_of(first)
    assert "1.2 points higher" in why_of(first)


def test_only_the_latest_wave_speaks(world, listening):
    for value, days in ((3.0, 90), (6.0, 10)):
        CompetencyFigureFactory.create(
            programme=world.programme,
            competency=listening,
            value=value,
            measured_on=days_ago(days)(),
        )
    (topic,) = evidence_of(world.programme, TODAY()).topics

    assert [figure.value for figure in topic.figures] == [6.0]


@pytest.mark.parametrize(("reasons", "speaks"), [(4, False), (5, True)])
def test_reasons_speak_from_five_on_and_for_a_year(world, listening, reasons, speaks):
    RaisedReasonFactory.create_batch(reasons - 1, programme=world.programme)
    RaisedReasonFactory.create(programme=world.programme, category=RaisedCategory.TIME)
    RaisedReasonFactory.create(programme=world.programme, raised_on=days_ago(400)())
    topics = evidence_of(world.programme, TODAY()).topics
    figures = [figure for topic in topics for figure in topic.figures]

    assert [figure.n for figure in figures if figure.source is Source.RAISED] == [5] * speaks


@pytest.mark.parametrize(("mentors", "speaks"), [(4, False), (5, True)])
def test_fading_speaks_from_five_mentors_on(world, listening, mentors, speaks):
    for _ in range(mentors):
        learnt(world, listening, 500)
    topics = evidence_of(world.programme, TODAY()).topics

    assert bool(topics) is speaks
    if speaks:
        assert "5 of 5 mentors have probably less than half" in why_of(topics[0])


def test_another_programme_says_nothing_here(world, listening):
    CompetencyFigureFactory.create(programme=world.other_programme, value=2.0)
    RaisedReasonFactory.create_batch(6, programme=world.other_programme)

    assert evidence_of(world.programme, TODAY()).topics == ()
