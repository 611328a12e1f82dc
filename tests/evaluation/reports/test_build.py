"""A report over the Open Seeds record gives the figures that an independent script computed."""

import csv
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from evaluation.models import Report
from evaluation.reports.build import build_report
from evaluation.reports.model import SCHEMA_VERSION, Figure, FreshLine, Group, State
from evaluation.reports.render import written
from evaluation.reports.snapshot import freeze
from programmes.enums import CohortState, ParticipantRole, ParticipantState
from programmes.models import Participant
from tests.evaluation.record import EXPECTED, FOLDER
from tests.factories.fresh import PathwayFactory
from tests.factories.programmes import (
    CohortFactory,
    MenteeFactory,
    ParticipantFactory,
    ProgrammeFactory,
)
from tests.factories.training import EntryFactory
from training.actions.fresh import keep_reading
from training.fresh.answers import answers_of
from training.fresh.enums import Question as Fresh
from training.fresh.figures import Share, figures_of
from training.models import CurrencyPolicy, Standing
from training.pathway.enums import PathwayState

MENTEE, MENTOR = ParticipantRole.MENTEE, ParticipantRole.MENTOR


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8") as table:
        return list(csv.DictReader(table))


@pytest.fixture
def cohorts(record):
    return list(record.cohorts.order_by("number"))


@pytest.fixture
def pooled(reports):
    return reports.pooled


def counted(figure: Figure) -> tuple[int | None, int | None]:
    return figure.count, figure.n


def spread(question) -> dict[str, int]:
    return {group.value: group.count for group in question.tally.groups}


def test_seats_and_returning_mentors_of_every_cohort(pooled):
    lines = {str(line.number): line for line in pooled.cohorts}
    assert {number: line.mentors for number, line in lines.items()} == EXPECTED["mentor_seats"]
    assert {number: line.mentees for number, line in lines.items()} == EXPECTED["mentee_seats"]
    returning = {
        number: list(counted(line.returning))
        for number, line in lines.items()
        if line.returning.is_shown
    }
    assert returning == EXPECTED["mentors_returning_next_cohort"]
    assert lines["5"].returning.state == State.NO_DATA


def test_retention_and_conversion(pooled):
    pairs = EXPECTED["mentors_returning_next_cohort"].values()
    assert counted(pooled.retention.returning) == tuple(map(sum, zip(*pairs, strict=True)))
    assert pooled.retention.returning.low is None
    served = {str(row.cohorts): row.mentors for row in pooled.retention.served}
    assert served == EXPECTED["cohorts_served_by_mentors"]
    conversion = EXPECTED["conversion"]
    assert counted(pooled.retention.conversion) == (conversion["stepped_up"], conversion["of"])


def test_relationships_that_graduated(pooled):
    assert counted(pooled.graduated) == (EXPECTED["projects_graduated"], EXPECTED["projects"])
    assert pooled.graduated.value == Decimal("0.7785")
    assert sum(line.graduated.n or 0 for line in pooled.cohorts) == EXPECTED["projects"]


def test_how_mentors_met_expectations(pooled):
    expected = EXPECTED["mentor_met_expectations"]
    question = pooled.question("mentor_met_expectations", MENTEE)
    assert question.figure.value == Decimal(str(expected["mean"]))
    assert question.figure.n == expected["n"]
    assert question.figure.low < question.figure.value < question.figure.high <= question.high
    marks = spread(question)
    assert marks["4"] + marks["5"] == expected["top2"]


@pytest.mark.parametrize("key", ["recommend", "work_with_mentor_again"])
def test_every_answer_to_a_choice_is_counted(pooled, key):
    question = pooled.question(key, MENTEE)
    assert spread(question) == EXPECTED[key]
    assert counted(question.figure) == (EXPECTED[key]["yes"], sum(EXPECTED[key].values()))


def test_mentors_who_would_return_are_answers_not_people(pooled):
    question = pooled.question("wants_mentor", MENTOR)
    expected = (EXPECTED["mentor_wants_to_return_as_mentor"], EXPECTED["mentor_answers"])
    assert counted(question.figure) == expected
    assert question.figure.unit == "answers"


def test_responses_of_every_survey_and_cohort(pooled):
    def answered(title):
        return {str(s.cohort): s.answered for s in pooled.surveys if s.title == title}

    assert answered("Half-way, for mentees") == EXPECTED["mid_answers_per_cohort"]
    assert answered("At the close, for mentees") == EXPECTED["close_answers_per_cohort"]
    assert sum(answered("At the close, for mentors").values()) == EXPECTED["mentor_answers"]
    assert pooled.answers == 332
    assert {survey.invited for survey in pooled.surveys} == {None}


def test_the_group_of_one_is_hidden_and_another_with_it(pooled):
    table = pooled.breakdown("mentor_met_expectations", "work_with_mentor_again")
    assert table.cohorts == (1, 2, 3, 4, 5)
    states = {line.label: line.figure.state for line in table.lines}
    assert states == {
        "Yes": State.SHOWN,
        "Perhaps": State.WITHHELD,
        "No": State.TOO_FEW,
    }
    assert table.lines[0].figure.n == EXPECTED["work_with_mentor_again"]["yes"]
    for line in table.lines[1:]:
        assert (line.figure.n, line.figure.count, line.figure.value) == (None, None, None)


def test_eight_of_one_mind_are_hidden_and_kept_out_of_the_sum(reports):
    alone = reports.alone[1].question("take_a_break", MENTOR)
    assert alone.figure.state == State.WITHHELD
    assert alone.tally.groups == ()
    together = reports.pooled.question("take_a_break", MENTOR)
    assert together.left_out == (1,)
    assert together.figure.n == EXPECTED["mentor_answers"] - 8


def test_one_cohort_alone(reports):
    data = reports.alone[3]
    assert data.title == "Open Seeds 3"
    assert (data.mentors, data.mentees) == (34, 66)
    assert counted(data.retention.returning) == (16, 34)
    assert data.retention.conversion.state == State.NO_DATA
    assert data.breakdowns == ()
    assert {survey.cohort for survey in data.surveys} == {3}


def test_the_four_questions_are_frozen_as_their_page_answers_them(db):
    programme = ProgrammeFactory.create()
    cohort = CohortFactory.create(programme=programme, state=CohortState.RUNNING)
    policy = CurrencyPolicy.objects.create(programme=programme, role=MENTOR)
    for status in ("in_date", "in_date", "lapsed"):
        person = ParticipantFactory.create(cohort=cohort).person
        Standing.objects.create(
            policy=policy, person=person, status=status, computed_on=cohort.starts_on
        )
    PathwayFactory.create(programme=programme, state=PathwayState.SOLO)
    today = timezone.localdate(timezone=programme.organisation.time_zone)
    keep_reading(programme, Fresh.SKILLS, Share(1, 2), on=today - timedelta(days=90))
    keep_reading(programme, Fresh.SKILLS, Share(0, 2), on=today - timedelta(days=30))
    data = build_report(programme, [cohort], is_pooled=False)

    assert data.fresh[0] == FreshLine(
        question="skills",
        count=2,
        of=3,
        before_count=1,
        before_of=2,
        before_on=today - timedelta(days=90),
    )
    assert [line.question for line in data.fresh] == Fresh.values
    assert (data.fresh[3].count, data.fresh[3].of, data.fresh[3].before_of) == (0, 1, None)
    assert {line.of for line in data.fresh[1:3]} == {0}
    shown = answers_of(programme, figures_of(programme, today))
    document = written(freeze(data), language="en-gb")
    written_down = document.fresh
    assert "Release mentors for the next refresher: 2 of 3 are in date." in document.asks
    assert "67%" in [headline.value for headline in document.headlines]
    assert [(a.question, a.figure, a.trend, a.gap, a.step) for a in written_down] == [
        (a.title, a.figure, f"{a.trend_words}.", a.gap, f"{a.step}.") for a in shown
    ]


def test_the_four_questions_of_the_record(pooled):
    assert {line.question: (line.count, line.of) for line in pooled.fresh} == {
        "skills": (0, 0),
        "staying": tuple(EXPECTED["mentors_returning_next_cohort"]["4"]),
        "stepping_up": (EXPECTED["conversion"]["stepped_up"], EXPECTED["conversion"]["of"]),
        "support": (0, 0),
    }
    staying = pooled.fresh[1]
    assert [staying.before_count, staying.before_of] == (
        EXPECTED["mentors_returning_next_cohort"]["3"]
    )
    assert staying.before_on is None


def test_what_the_report_says_of_itself(pooled):
    assert pooled.schema == SCHEMA_VERSION
    assert pooled.title == "Open Seeds, cohorts 1 to 5"
    assert "CC BY 4.0" in pooled.credit
    assert [sponsor.name for sponsor in pooled.sponsors] == ["Rosalind Marsh"]


def test_a_cohort_that_runs_now_changes_no_figure_of_the_closed_ones(record, cohorts, pooled):
    sixth = CohortFactory.create(programme=record, number=6)
    mentee = Participant.objects.filter(cohort=cohorts[0], role=MENTEE).first()
    ParticipantFactory.create(cohort=sixth, person=mentee.person)
    again = build_report(record, cohorts, is_pooled=True)
    assert again.retention == pooled.retention
    assert again.cohorts == pooled.cohorts


def test_later_answers_are_told_by_their_own_breakdown_alone(record, cohorts, pooled):
    first = freeze(build_report(record, cohorts[:4], is_pooled=True))
    Report.objects.create(
        programme=record,
        occurrence="cohorts-to-4",
        title="Open Seeds, cohorts 1 to 4",
        schema_version=SCHEMA_VERSION,
        snapshot=first.text,
        sha256=first.sha256,
        code=first.code,
    )
    second = build_report(record, cohorts, is_pooled=True)
    assert [table.cohorts for table in second.breakdowns] == [(5,)]
    assert second.question("mentor_met_expectations", MENTEE).figure == (
        pooled.question("mentor_met_expectations", MENTEE).figure
    )


def test_teams_without_a_mentor_count_as_no_mentoring(pooled):
    """Counted again from the tables themselves: three projects never had a mentor."""
    seats, with_mentor, graduated = set(), set(), set()
    for row in rows("roles.csv"):
        if row["role"] == "participant":
            seats.add((row["cohort"], row["person"]))
    for row in rows("projects.csv"):
        mentees = {(row["cohort"], person) for person in row["mentees"].split()}
        if row["mentors"]:
            with_mentor |= mentees & seats
            graduated |= mentees & seats if row["graduated"] == "yes" else set()
    assert [(step.key, step.count) for step in pooled.steps] == [
        ("took_part", len(seats)),
        ("matched", len(with_mentor)),
        ("graduated", len(graduated)),
    ]
    assert len(seats) > len(with_mentor) > len(graduated)


def test_a_cohort_of_which_nobody_was_heard(db):
    cohort = CohortFactory.create()
    MenteeFactory.create(cohort=cohort)
    MenteeFactory.create(cohort=cohort, state=ParticipantState.WITHDRAWN)
    data = build_report(cohort.programme, [cohort], is_pooled=False)
    assert (data.questions, data.surveys, data.hidden) == ((), (), 0)
    assert [(step.key, step.count) for step in data.steps] == [
        ("asked", 2),
        ("took_part", 1),
        ("matched", 0),
        ("completed", 0),
    ]


def test_the_number_of_queries_does_not_grow_with_people_or_cohorts(
    record, cohorts, django_assert_max_num_queries
):
    for some in (cohorts, cohorts[:2]):
        build_report(record, some, is_pooled=True)  # what is shown is written down once
    with django_assert_max_num_queries(72) as few:
        build_report(record, cohorts[:2], is_pooled=True)
    with django_assert_max_num_queries(len(few)):
        build_report(record, cohorts, is_pooled=True)


def test_words_among_the_figures_are_in_the_language_of_the_organisation(db):
    cohort = CohortFactory.create(programme__organisation__language="de")
    with translation.override("en-gb"):
        build_report(cohort.programme, [cohort], is_pooled=False)
        assert translation.get_language() == "en-gb"


def test_what_the_record_knows_of_risks_and_results(pooled):
    assert {risk.key for risk in pooled.risks} == {"charter_unsigned", "no_coordinator"}
    assert (pooled.objectives, pooled.changes, pooled.voices, pooled.costs) == ((), (), (), None)


def test_no_cohort_no_report(db):
    with pytest.raises(ValueError, match="cohort"):
        build_report(ProgrammeFactory.create(), [], is_pooled=True)


def test_answers_are_spread_in_the_order_of_the_scale(pooled):
    question = pooled.question("mentor_met_expectations", MENTEE)
    assert question.tally.groups[-1] == Group("5", "5 – Very much", 69)


def test_currency_and_learning_of_those_who_took_part(db):
    cohort = CohortFactory.create(state=CohortState.CLOSED)
    policies = CurrencyPolicy.objects
    of_mentors = policies.create(programme=cohort.programme, role=MENTOR)
    of_mentees = policies.create(programme=cohort.programme, role=MENTEE)
    today = cohort.starts_on
    for status in ("in_date", "due", "lapsed", "lapsed"):
        person = ParticipantFactory.create(cohort=cohort).person
        Standing.objects.create(policy=of_mentors, person=person, status=status, computed_on=today)
        EntryFactory.create(programme=cohort.programme, person=person, earned_on=today)
    mentee = MenteeFactory.create(cohort=cohort).person
    Standing.objects.create(policy=of_mentees, person=mentee, status="lapsed", computed_on=today)
    data = build_report(cohort.programme, [cohort], is_pooled=False)
    (register,) = data.currency
    assert (register.role, counted(register.in_date)) == (MENTOR, (2, 4))
    assert {row.status: row.count for row in register.counts if row.count} == {
        "in_date": 1,
        "due": 1,
        "lapsed": 2,
    }
    (learned,) = data.training.earned
    assert (learned.people, learned.hours) == (4, Decimal(24))
