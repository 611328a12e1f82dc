"""The pages of comparisons: what stands side by side, for whom, and what stays hidden."""

import re

import pytest
from django.urls import reverse

from evaluation.enums import Audience, Candour, Purpose
from tests.evaluation.comparing.surveys import (
    answered,
    closed,
    instrument,
    mentees,
    mentors,
    seen_by_oneself,
    seen_by_others,
)
from tests.factories.evaluation import AnswerFactory
from tests.factories.programmes import CohortFactory, MenteeFactory

PAGES = ("survey-compare", "survey-change", "survey-gap")


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.coordinator)


def address(name, world, query=""):
    return reverse(f"evaluation:{name}", args=(world.programme.slug,)) + query


def text_of(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def cohorts(world, *sizes, candour=Candour.CONFIDENTIAL):
    """Close one survey in cohorts with so many answers, which differ within each."""
    asked = instrument(world, Purpose.CLOSE, candour=candour)
    waves = []
    first = world.programme.cohorts.count() + 10
    for place, size in enumerate(sizes):
        cohort = CohortFactory.create(programme=world.programme, number=place + first)
        wave = closed(world, asked, day=10 * place, cohort=cohort)
        for number in range(size):
            person = None
            if candour != Candour.ANONYMOUS:
                person = MenteeFactory.create(cohort=cohort)
            mark = (number + 2 * place) % 5 + 1
            AnswerFactory.create(wave=wave, participant=person, values={"confidence": mark})
        waves.append(wave)
    return waves


@pytest.mark.parametrize(
    ("who", "status"),
    [("coordinator", 200), ("reviewer", 403), ("mentor", 403), ("stranger", 404)],
)
def test_who_may_compare(world, client_of, who, status):
    client = client_of(getattr(world, who))
    for name in PAGES:
        assert client.get(address(name, world)).status_code == status, name


def test_pages_without_anything_to_compare_say_what_would_fill_them(world, coordinator):
    told = ("nothing to compare yet", "asked the same twice yet", "seen from both sides yet")
    for name, words in zip(PAGES, told, strict=True):
        assert words in text_of(coordinator.get(address(name, world)))


def test_cohorts_stand_side_by_side_and_a_small_one_is_hidden(world, coordinator):
    waves = cohorts(world, 12, 3, 11)
    page = coordinator.get(address("survey-compare", world))
    body = text_of(page)
    for wave, figure in zip(waves, ("n = 12", None, "n = 11"), strict=True):
        assert wave.cohort.name in body
        assert figure is None or figure in body
    assert "n = 3" not in body
    assert "too few to show" in body
    assert 'role="img"' in page.content.decode()


def test_departments_of_linked_answers_are_compared_and_anonymous_ones_know_none(
    world, coordinator
):
    wave = closed(world, instrument(world, Purpose.CLOSE, key="named-survey"), day=10)
    for department, shift in (("Care", 0), ("Finance", 1)):
        marks = [1 + shift, 2 + shift, 3 + shift, 4, 5]
        answered(wave, mentees(world, 5), marks, department=department)
    body = text_of(
        coordinator.get(address("survey-compare", world, "?survey=named-survey&by=department"))
    )
    assert "Care" in body
    assert "3.0 (n = 5)" in body
    assert "3.6 (n = 5)" in body
    (secret,) = cohorts(world, 9, candour=Candour.ANONYMOUS)
    query = f"?survey={secret.instrument.key}&by=department"
    body = text_of(coordinator.get(address("survey-compare", world, query)))
    assert "Anonymous answers know no department" in body


def test_roles_are_compared_where_they_were_asked_the_same(world, coordinator):
    asked = instrument(world, Purpose.CLOSE, key="mentees-say")
    answered(closed(world, asked, day=10), mentees(world, 6), [1, 2, 1, 2, 1, 2])
    other = instrument(world, Purpose.CLOSE, key="mentors-say", audience=Audience.MENTOR)
    answered(closed(world, other, day=12), mentors(world, 6), [6, 7, 6, 7, 6, 7])
    body = text_of(coordinator.get(address("survey-compare", world, "?survey=mentees-say&by=role")))
    assert "Highest in Mentors: 6.5 (n = 6); lowest in Mentees: 1.5 (n = 6)." in body
    assert "That is more than chance alone explains." in body


def test_people_stand_behind_a_cell_of_named_surveys_only(world, coordinator):
    for candour, is_seen in ((Candour.NAMED, True), (Candour.CONFIDENTIAL, False)):
        (wave,) = cohorts(world, 6, candour=candour)
        query = f"?survey={wave.instrument.key}&by=cohort&question=confidence"
        body = text_of(coordinator.get(address("survey-compare", world, query)))
        names = [answer.participant.person.name for answer in wave.answers.all()]
        assert [name in body for name in names] == [is_seen] * 6
        assert ("Who said what" in body) is is_seen


def test_a_strange_choice_is_refused_in_words_and_something_is_shown(world, coordinator):
    cohorts(world, 9)
    page = coordinator.get(address("survey-compare", world, "?survey=nothing&by=mood"))
    assert page.status_code == 200
    assert "nothing" in text_of(page)
    assert "n = 9" in text_of(page)


def test_a_change_says_how_many_rose_and_that_it_cannot_be_told(world, coordinator):
    people = mentees(world, 9)
    before, after = [2, 3, 4, 3, 2, 5, 4, 3, 2], [4, 4, 5, 4, 3, 4, 5, 2, 2]
    answered(closed(world, instrument(world, Purpose.BASELINE), day=0), people, before)
    answered(closed(world, instrument(world, Purpose.CLOSE), day=200), people, after)
    page = coordinator.get(address("survey-change", world))
    body = text_of(page)
    assert "6 of 9 rose, 2 fell, 1 stayed the same." in body
    assert "With n = 9 we cannot tell whether it changed." in body
    assert "Baseline → At the close" in body
    assert not any(person.person.name in body for person in people)


def test_a_gap_is_shown_by_area_and_names_no_mentor(world, coordinator):
    keys = ("listening-1", "listening-2")
    own = closed(world, seen_by_oneself(world, keys=keys), day=200)
    others = closed(world, seen_by_others(world, keys=keys), day=203)
    people, raters = mentors(world, 12), mentees(world, 12)
    for place, (mentor, mentee) in enumerate(zip(people, raters, strict=True)):
        mark = place % 2 + 6
        AnswerFactory.create(wave=own, participant=mentor, values=dict.fromkeys(keys, mark))
        AnswerFactory.create(
            wave=others,
            participant=mentee,
            about=mentor,
            values=dict.fromkeys(keys, place % 3 + 3),
        )
    body = text_of(coordinator.get(address("survey-gap", world)))
    assert "In “Listening” mentors see themselves 2.5 points higher than mentees" in body
    assert "12 mentors gave themselves 6.5, their mentees gave them 4.0 (12 marks)." in body
    assert not any(person.person.name in body for person in people)


def test_queries_do_not_grow_with_cohorts_questions_or_answers(
    world, coordinator, django_assert_max_num_queries
):
    def count():
        with django_assert_max_num_queries(32) as counted:
            coordinator.get(address("survey-compare", world, "?question=confidence"))
        return len(counted)

    cohorts(world, 6, candour=Candour.NAMED)
    count()  # who has just signed in is looked up once more, and what is shown first is noted
    few = count()
    cohorts(world, 12, 11, 10, 7, 6, candour=Candour.NAMED)
    count()
    assert count() <= few
