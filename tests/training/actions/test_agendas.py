"""An agenda is drawn from evidence, edited, and made a session once."""

from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from mentorship.audit.models import Event
from mentorship.common.lifecycle import IllegalTransitionError
from tests.factories.accounts import PersonFactory
from tests.factories.dates import days_ago
from tests.factories.fresh import CommunityFactory, CompetencyFactory, CompetencyFigureFactory
from tests.factories.training import CourseFactory, in_days
from training.actions.agendas import (
    ItemGiven,
    draw_up_agenda,
    drop_agenda,
    edit_agenda,
    make_session,
)
from training.actions.decay import choose_half_life, refit_programme
from training.actions.evidence import (
    keep_competency_figure,
    note_raised,
    note_self_rating,
)
from training.actions.sessions import SessionPlan
from training.agenda.clocks import half_lives
from training.agenda.effect import effect_of
from training.agenda.enums import AgendaForm, AgendaState, FigureKind, RaisedCategory, RaisedKind
from training.agenda.evidence import evidence_of
from training.decay import DEFAULT_HALF_LIFE, Outcome
from training.enums import CourseKind, EntryKind, SessionKind
from training.models import CompetencyFigure, LedgerEntry, RaisedReason, SelfRating


@pytest.fixture
def competencies(world):
    names = ("Inclusion", "Communication", "Independence", "Understanding")
    made = [
        CompetencyFactory.create(
            organisation=world.organisation, name=name, key=name.lower(), position=position
        )
        for position, name in enumerate(names)
    ]
    for place, competency in enumerate(made):
        CompetencyFigureFactory.create(
            programme=world.programme, competency=competency, value=3.0 + place
        )
    return made


def drawn_up(world, form=AgendaForm.HALF_DAY):
    evidence = evidence_of(world.programme, timezone.localdate())
    return draw_up_agenda(world.programme, evidence, form=form, by=world.coordinator)


def a_plan(**fields):
    given: dict[str, Any] = {
        "title": "-",
        "kind": SessionKind.WORKSHOP,
        "starts_at": in_days(20),
        "minutes": 1,
        "capacity": 12,
    }
    return SessionPlan(**(given | fields))


def test_a_half_day_holds_the_three_most_pressing_topics_with_their_figures(world, competencies):
    agenda = drawn_up(world)
    items = list(agenda.items.all())

    assert agenda.title == "Inclusion and Communication"
    assert [item.competency for item in items if item.competency] == competencies[:3]
    assert sum(item.minutes for item in items) == 210
    assert "Mentees rate it 3.0 of 7 (n = 12)." in items[1].why
    assert items[1].evidence["rank"] == 1
    assert Event.objects.filter(kind="agenda.drawn_up").exists()


def test_an_hour_holds_two_topics(world, competencies):
    items = list(drawn_up(world, AgendaForm.HOUR).items.all())

    assert sum(item.minutes for item in items) == 60
    assert len([item for item in items if item.competency]) == 2


def test_nothing_is_drawn_from_nothing(world):
    with pytest.raises(ValueError, match="Nothing was scored"):
        drawn_up(world)


def test_items_are_edited_dropped_added_and_put_in_another_order(world, competencies):
    agenda = drawn_up(world)
    first, second = agenda.items.exclude(competency=None)[:2]
    edit_agenda(
        agenda,
        title="Respect",
        items=[
            ItemGiven(second.title, 40, second.pk),
            ItemGiven("Stories", 20),
            ItemGiven("Inclusion at work", 70, first.pk),
        ],
        by=world.coordinator,
    )
    agenda.refresh_from_db()

    assert agenda.title == "Respect"
    assert [item.title for item in agenda.items.all()] == [
        second.title,
        "Stories",
        "Inclusion at work",
    ]
    assert agenda.items.get(pk=first.pk).why == first.why


def test_a_half_day_becomes_a_refresher_once(world, competencies):
    agenda = drawn_up(world)
    session = make_session(agenda, a_plan(), by=world.coordinator)

    assert (session.title, session.minutes) == (agenda.title, 210)
    assert (session.course.kind, session.entry_kind) == (CourseKind.REFRESHER, EntryKind.REFRESHER)
    assert session.counted_hours == session.course.hours == pytest.approx(3.5)
    assert set(session.competencies.all()) == set(competencies[:3])
    assert "Inclusion" in session.agenda
    assert agenda.state == AgendaState.PLANNED
    for deed in (
        lambda: make_session(agenda, a_plan(), by=world.coordinator),
        lambda: drop_agenda(agenda, by=world.coordinator),
        lambda: edit_agenda(agenda, title="x", items=[ItemGiven("x", 5)], by=world.coordinator),
    ):
        with pytest.raises(IllegalTransitionError):
            deed()


def test_a_half_day_can_teach_a_course_that_is_there(world, competencies):
    course = CourseFactory.create(organisation=world.organisation)
    session = make_session(drawn_up(world), a_plan(course=course), by=world.coordinator)

    assert session.course == course


def test_an_hour_becomes_a_gathering_with_a_training_slot(world, competencies):
    community = CommunityFactory.create(programme=world.programme)
    agenda = drawn_up(world, AgendaForm.HOUR)
    session = make_session(agenda, a_plan(community=community), by=world.coordinator)

    assert (session.kind, session.community, session.minutes) == ("gathering", community, 60)
    assert (session.slot_title, session.slot_minutes) == (agenda.title, 50)
    assert set(session.slot_competencies.all()) == set(competencies[:2])


def test_the_next_wave_shows_what_moved_against_the_others(world, competencies):
    agenda = drawn_up(world)
    session = make_session(agenda, a_plan(), by=world.coordinator)
    type(session).objects.filter(pk=session.pk).update(starts_at=in_days(-10))
    agenda.session.refresh_from_db()
    assert effect_of(agenda) is None

    for competency, value in zip(competencies, (4.0, 4.5, 5.5, 6.1), strict=True):
        keep_competency_figure(
            world.programme,
            competency=competency,
            kind=FigureKind.MENTEE,
            wave_key="after",
            measured_on=days_ago(2)(),
            n=9,
            value=value,
        )
    effect = effect_of(agenda)

    assert effect.on_agenda == pytest.approx((1.0 + 0.5 + 0.5) / 3)
    assert effect.elsewhere == pytest.approx(0.1)


def test_figures_replace_each_other_by_wave_and_small_ones_are_refused(world, competencies):
    def tell(**fields):
        given: dict[str, Any] = {
            "wave_key": "w",
            "measured_on": days_ago(1)(),
            "n": 8,
            "value": 4.0,
        }
        keep_competency_figure(
            world.programme,
            competency=competencies[0],
            kind=FigureKind.SELF,
            **(given | fields),
        )

    tell()
    tell(value=5.0)
    assert CompetencyFigure.objects.get(kind=FigureKind.SELF).value == 5.0
    for wrong in ({"n": 4}, {"value": 0.5}, {"value": 7.5}):
        with pytest.raises(ValueError, match=r"five|scale"):
            tell(**wrong)


def test_a_competency_of_another_organisation_is_refused(world):
    foreign = CompetencyFactory.create(organisation=world.other_organisation)

    with pytest.raises(ValueError, match="another organisation"):
        note_self_rating(
            world.programme, world.mentor, competency=foreign, value=4, on=days_ago(1)()
        )


def test_the_last_rating_of_a_day_and_the_first_category_of_an_occasion_count(world, competencies):
    for value in (3, 5):
        note_self_rating(
            world.programme, world.mentor, competency=competencies[0], value=value, on=days_ago(1)()
        )
    for category in (RaisedCategory.TIME, RaisedCategory.FIT):
        note_raised(
            world.programme,
            kind=RaisedKind.DECLINE,
            category=category,
            on=days_ago(1)(),
            occasion_key="match 1",
        )

    assert SelfRating.objects.get().value == 5
    assert RaisedReason.objects.get().category == RaisedCategory.TIME


def test_thirty_people_who_rated_again_refit_the_clock(world, competencies):
    competency = competencies[0]
    people = PersonFactory.create_batch(30)
    LedgerEntry.objects.bulk_create(
        LedgerEntry(
            organisation=world.organisation,
            programme=world.programme,
            person=person,
            role="mentor",
            kind=EntryKind.INITIAL,
            source="attendance",
            hours=1,
            earned_on=days_ago(500)(),
            competency=competency,
        )
        for person in people
    )
    SelfRating.objects.bulk_create(
        SelfRating(
            programme=world.programme,
            person=person,
            competency=competency,
            value=value,
            rated_on=days_ago(days + number)(),
        )
        for number, person in enumerate(people)
        for value, days in ((7, 470), (4, 200), (3, 20))
    )
    found = refit_programme(world.programme)
    lives = half_lives(world.programme)

    assert found[competency.pk].outcome is Outcome.FITTED
    assert lives.of(competency).is_fitted
    assert lives.of(competencies[1]) == DEFAULT_HALF_LIFE
    refit_programme(world.programme)


def test_one_of_three_half_lives_can_be_chosen(world, competencies):
    choose_half_life(world.programme, Decimal("6.5"), by=world.coordinator)
    assert half_lives(world.programme).usual.months == 6.5
    with pytest.raises(ValueError, match="choose"):
        choose_half_life(world.programme, Decimal(9), by=world.coordinator)
