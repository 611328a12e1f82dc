"""What may be shown beside what was shown before: once, twice, and by two people at once."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connection, transaction

from evaluation.enums import Candour, WaveState
from evaluation.models import Answer, PublishedGroup
from evaluation.publishing.cuts import Cut, verdicts_on, visible_groups
from evaluation.publishing.reasons import why_hidden
from mentorship.audit.models import Event
from tests.factories.evaluation import AnswerFactory, InstrumentFactory, ItemFactory, WaveFactory
from tests.factories.programmes import CohortFactory, ProgrammeFactory
from tests.programmes.races import both_at_once

KEY = "met"


@pytest.fixture
def programme(db):
    return ProgrammeFactory.create()


def closed(programme, *marks, instrument=None, **departments):
    """Make a closed wave in a cohort of its own, with marks in no department and in some."""
    instrument = instrument or InstrumentFactory.create(
        organisation=programme.organisation, candour=Candour.CONFIDENTIAL
    )
    if not instrument.items.exists():
        ItemFactory.create(instrument=instrument, key=KEY)
    cohort = CohortFactory.create(programme=programme)
    wave = WaveFactory.create(cohort=cohort, instrument=instrument, state=WaveState.CLOSED)
    for department, given in {"": marks, **departments}.items():
        for mark in given:
            AnswerFactory.create(wave=wave, department=department, values={KEY: mark})
    return wave


def count(atoms):
    """Count the answers in atoms as whoever shows them would."""
    counted = Counter()
    for atom in atoms:
        wave, _colon, department = atom.partition(":")
        answers = Answer.objects.filter(wave=wave)
        if _colon:
            answers = answers.filter(department=department)
        counted.update(answers.values_list(f"values__{KEY}", flat=True))
    return counted


def look(programme, groups, where="A page"):
    cut = Cut(where, {name: frozenset(map(str, atoms)) for name, atoms in groups.items()})
    tallies = {KEY: {name: count(atoms) for name, atoms in cut.groups.items()}}
    return verdicts_on(programme, "survey", cut, tallies, by=None)[KEY]


def by_department(wave, *names):
    return {name: [f"{wave.pk}:{name}"] for name in names}


def test_a_small_department_is_hidden_and_another_with_it(programme):
    wave = closed(
        programme, Sales=[4, 5, 4, 3, 4, 5, 2], Law=[4, 4, 3, 5, 2], Care=[1, 2], Works=[3] * 12
    )
    found = look(programme, by_department(wave, "Sales", "Law", "Care", "Works"))
    assert found.shown == {"Sales", "Works"}
    assert why_hidden(found, "Care") == "Fewer than five answered, so it stays hidden."
    assert why_hidden(found, "Law").startswith("Hidden, because")
    assert why_hidden(found, "Sales") == ""


def test_those_without_a_department_count_as_a_group_that_nobody_named(programme):
    """The wave's own page shows everybody; less both departments, that would be one person."""
    wave = closed(programme, 1, Sales=[4, 5, 4, 3, 4, 5], Law=[4, 4, 3, 5, 2])
    assert look(programme, by_department(wave, "Sales", "Law")).shown == {"Sales"}


def test_two_reports_that_differ_by_a_small_cohort_do_not_both_appear(programme):
    first = closed(programme, 4, 5, 4, 3, 4)
    second = closed(programme, 3, 5, 4)
    third = closed(programme, 5, 4, 4)
    fourth = closed(programme, 1, 2)
    three, four = [first.pk, second.pk, third.pk], [first.pk, second.pk, third.pk, fourth.pk]
    assert look(programme, {"all": three}, "Report on 1 to 3").shown == {"all"}
    later = look(programme, {"all": four}, "Report on 1 to 4")
    assert later.shown == frozenset()
    assert why_hidden(later, "all") == (
        "Beside “Report on 1 to 3”, it would give the answers of few people away."
    )


def test_three_sums_that_only_together_give_one_away(programme):
    """Of a + b, b + c and a + c, any two may be seen; the third would tell each by itself."""
    a, b, c = (closed(programme, 1, 2, 3) for _turn in range(3))
    assert look(programme, {"ab": [a.pk, b.pk]}).shown == {"ab"}
    assert look(programme, {"bc": [b.pk, c.pk]}).shown == {"bc"}
    assert look(programme, {"ac": [a.pk, c.pk]}).shown == frozenset()


def test_bounds_that_meet_give_a_hidden_cohort_away(programme):
    """All who gave 1 to 4 are in the one sum and not in the other: c gave 5, and nothing else."""
    a, b = closed(programme, 1, 2, 1), closed(programme, 2, 3, 1)
    c = closed(programme, 5, 5, 5)
    assert look(programme, {"ab": [a.pk, b.pk]}).shown == {"ab"}
    assert look(programme, {"bc": [b.pk, c.pk]}).shown == frozenset()


def test_the_same_page_shows_the_same_again_whatever_was_opened_between(programme):
    wave = closed(programme, Sales=[4, 5, 4, 3, 4, 5, 2], Law=[4, 4, 3, 5, 2], Care=[1, 2])
    others = [closed(programme, 4, 3, 2), closed(programme, 1, 4, 4)]
    departments = by_department(wave, "Sales", "Law", "Care")
    first = look(programme, departments)
    pooled = look(programme, {"all": [wave.pk, *(other.pk for other in others)]})
    rows = list(PublishedGroup.objects.order_by("pk").values_list("pk", "where"))
    assert look(programme, departments) == first
    assert look(programme, {"all": [wave.pk, *(other.pk for other in others)]}) == pooled
    assert list(PublishedGroup.objects.order_by("pk").values_list("pk", "where")) == rows


def test_figures_that_nobody_counted_are_not_shown(programme):
    wave = closed(programme, 4, 5, 4, 3, 4)
    cut = Cut("A page", {"all": frozenset({f"{wave.pk}:Elsewhere"})})
    claimed = {KEY: {"all": Counter({4: 6, 5: 6})}}
    assert visible_groups(programme, "survey", cut, claimed, by=None) == {KEY: frozenset()}


def test_a_group_without_answers_is_shown_as_empty(programme):
    wave = closed(programme, 4, 5, 4, 3, 4)
    empty = closed(programme)
    groups = {"one": [wave.pk], "other": [empty.pk]}
    assert look(programme, groups).shown == {"one", "other"}


def test_it_is_recorded_who_looked_first_and_never_what_was_answered(programme, world):
    wave = closed(world.programme, 4, 5, 4, 3, 4)
    cut = Cut("A page", {"all": frozenset({str(wave.pk)})})
    for _time in range(2):
        visible_groups(
            world.programme,
            "survey",
            cut,
            {KEY: {"all": count([str(wave.pk)])}},
            by=world.coordinator,
        )
    (event,) = Event.objects.filter(kind="figures.first_shown")
    assert (event.actor_id, event.changes) == (world.coordinator.pk, {"groups": 1})


@pytest.mark.django_db(transaction=True)
def test_of_two_who_open_two_cuts_at_once_one_sees_less():
    programme = ProgrammeFactory.create()
    a, b, c = (closed(programme, *marks) for marks in ([4, 5, 3], [2, 4, 4], [5, 1]))
    seen = {}

    def opens(name, atoms):
        def open_page():
            seen[name] = look(programme, {name: atoms}).shown

        return open_page

    wrong = both_at_once(opens("ab", [a.pk, b.pk]), opens("abc", [a.pk, b.pk, c.pk]))
    assert wrong == []
    assert sorted(map(len, seen.values())) == [0, 1]
    assert PublishedGroup.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_reads_an_older_state_is_turned_away_and_tries_again():
    """As reports do, which see one state of the database from beginning to end."""
    programme = ProgrammeFactory.create()
    a, b, c = (closed(programme, *marks) for marks in ([4, 5, 3], [2, 4, 4], [5, 1]))

    def elsewhere():
        assert look(programme, {"ab": [a.pk, b.pk]}).shown == {"ab"}
        connection.close()

    def in_one_state():
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            assert not PublishedGroup.objects.exists()
            with ThreadPoolExecutor(max_workers=1) as pool:
                pool.submit(elsewhere).result()
            look(programme, {"abc": [a.pk, b.pk, c.pk]})

    with pytest.raises(OperationalError, match="could not serialize"):
        in_one_state()
    assert look(programme, {"abc": [a.pk, b.pk, c.pk]}).shown == frozenset()


@pytest.mark.django_db(transaction=True)
def test_two_who_open_the_same_page_at_once_see_the_same():
    programme = ProgrammeFactory.create()
    wave = closed(programme, Sales=[4, 5, 4, 3, 4, 5], Law=[4, 4, 3, 5, 2], Care=[1, 2])
    seen = []

    def open_page():
        seen.append(look(programme, by_department(wave, "Sales", "Law", "Care")))

    assert both_at_once(open_page, open_page) == []
    assert seen[0] == seen[1]


def test_twelve_departments_by_thirty_questions_are_quick(programme, django_assert_num_queries):
    instrument = InstrumentFactory.create(organisation=programme.organisation)
    keys = [f"question-{number}" for number in range(30)]
    cohort = CohortFactory.create(programme=programme)
    wave = WaveFactory.create(cohort=cohort, instrument=instrument, state=WaveState.CLOSED)
    names = [f"Department {number}" for number in range(12)]
    Answer.objects.bulk_create(
        Answer(
            wave=wave,
            department=name,
            values={key: (place + turn) % 5 + 1 for turn, key in enumerate(keys)},
        )
        for size, name in enumerate(names, start=2)
        for place in range(size)
    )
    cut = Cut("A page", {name: frozenset({f"{wave.pk}:{name}"}) for name in names})
    tallies = {key: {name: Counter() for name in names} for key in keys}
    visible_groups(programme, "survey", cut, tallies, by=None)
    with django_assert_num_queries(3):
        began = time.process_time()
        shown = visible_groups(programme, "survey", cut, tallies, by=None)
        took = time.process_time() - began
    assert all(groups == frozenset(names[3:]) for groups in shown.values())
    assert took < 0.5
