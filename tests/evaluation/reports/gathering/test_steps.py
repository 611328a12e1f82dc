"""The funnel: steps that the records know, counted over those who took part."""

from evaluation.reports.gathering.steps import steps_of
from matching.enums import MatchState
from programmes.enums import ParticipantState
from tests.factories.attending import AttendanceFactory
from tests.factories.matching import HeldMeetingFactory, MatchFactory
from tests.factories.programmes import CohortFactory, MenteeFactory
from tests.factories.training import SessionFactory


def counts(cohort):
    return {step.key: step.count for step in steps_of([cohort])}


def test_each_step_is_counted_where_the_records_know_it(db, django_assert_num_queries):
    cohort = CohortFactory.create()
    mentees = MenteeFactory.create_batch(5, cohort=cohort)
    MenteeFactory.create(cohort=cohort, state=ParticipantState.DECLINED)
    session = SessionFactory.create(programme=cohort.programme, cohort=cohort)
    for mentee in mentees[:3]:
        AttendanceFactory.create(session=session, person=mentee.person, is_present=True)
    AttendanceFactory.create(session=session, person=mentees[4].person, is_present=False)
    for number, mentee in enumerate(mentees[1:5]):
        state = MatchState.CLOSED if number == 0 else MatchState.ACTIVE
        match = MatchFactory.create(cohort=cohort, mentees=[mentee], state=state)
        HeldMeetingFactory.create_batch(4 - number, match=match)
    assert counts(cohort) == {
        "asked": 6,
        "took_part": 5,
        "trained": 3,
        "matched": 4,
        "met": 2,
        "completed": 1,
    }
    with django_assert_num_queries(16):
        steps_of([cohort])


def test_steps_that_no_record_knows_are_left_out(db):
    cohort = CohortFactory.create()
    MatchFactory.create(cohort=cohort)
    assert counts(cohort) == {"took_part": 1, "matched": 1, "completed": 0}


def test_a_step_that_one_cohort_did_not_record_is_not_told_of_all(db):
    first, second = CohortFactory.create_batch(2)
    for cohort in (first, second):
        match = MatchFactory.create(cohort=cohort)
        HeldMeetingFactory.create_batch(3, match=match)
    session = SessionFactory.create(programme=first.programme, cohort=first)
    AttendanceFactory.create(session=session, person=first.participants.mentees().get().person)
    assert counts(first)["trained"] == 1
    assert [step.key for step in steps_of([first, second])] == [
        "took_part",
        "matched",
        "met",
        "completed",
    ]
