"""Month by month: minutes across programmes, as planned and with the changes."""

import pytest
from django.utils import timezone

from evaluation.actions.budget import set_budget
from evaluation.actions.calls import call_people
from evaluation.burden.audiences import read_audiences
from evaluation.burden.outlook import outlook_of
from evaluation.burden.planning import Remedy
from evaluation.burden.wording import headline, lead
from evaluation.callees import callees_of
from evaluation.enums import Audience, Candour, Purpose, Trigger, WaveState
from evaluation.models import Wave
from tests.evaluation.burden.clash import planned
from tests.factories.evaluation import InstrumentFactory, WaveFactory, WavePlanFactory
from tests.factories.matching import MatchFactory
from tests.factories.programmes import CohortFactory, MenteeFactory, ProgrammeFactory
from tests.factories.training import EnrolmentFactory, SessionFactory


def test_a_month_counts_each_survey_and_a_minute_for_opening_it(world):
    planned(world.cohort, minutes=9)
    planned(world.cohort, minutes=4, day=12)
    this, following = outlook_of(world.programme).months[:2]
    assert (this.now.people, following.now.people) == (0, 1)
    assert (following.now.typical, following.now.most, following.now.over) == (15, 15, 0)


def test_what_was_asked_this_month_counts_whether_answered_or_not(world):
    wave = WaveFactory.create(
        cohort=world.cohort,
        instrument=InstrumentFactory.create(organisation=world.organisation, minutes=6),
    )
    call_people(wave, on=timezone.localdate())
    before = outlook_of(world.programme).months[0]
    Wave.objects.filter(pk=wave.pk).update(state=WaveState.CLOSED, closed_at=timezone.now())
    assert before.now.typical == outlook_of(world.programme).months[0].now.typical == 7


def test_other_programmes_count_for_the_same_people_and_are_never_changed(world):
    other = CohortFactory.create(programme=ProgrammeFactory(organisation=world.organisation))
    MenteeFactory.create(cohort=other, person=world.mentee)
    MenteeFactory.create(cohort=other)
    planned(world.cohort, minutes=9)
    theirs = planned(other, minutes=9, purpose=Purpose.FOLLOW_UP)
    outlook = outlook_of(world.programme)
    month = outlook.months[1]
    assert (month.now.people, month.now.most, month.now.over, month.of_others) == (1, 20, 1, 1)
    assert f"wave:{theirs.pk}" not in {step.key for step in outlook.steps}
    assert [survey.wave for survey in month.surveys] != [theirs]


def test_another_organisation_never_counts(world):
    cohort = CohortFactory.create(programme=world.other_programme)
    MenteeFactory.create(cohort=cohort, person=world.mentee)
    planned(cohort, minutes=60)
    planned(world.cohort, minutes=9)
    assert outlook_of(world.programme).months[1].now.most == 10


def test_clashing_surveys_are_merged_in_the_plan_before_anything_is_sent(world):
    planned(world.cohort, minutes=9, title="Half-way")
    planned(world.cohort, minutes=5, day=12, purpose=Purpose.RELATIONSHIP, title="Together")
    outlook = outlook_of(world.programme)
    (step,) = outlook.steps
    assert (step.remedy, step.people, step.is_enough) == (Remedy.MERGE, 1, True)
    assert (outlook.months[1].now.over, outlook.months[1].then.over) == (1, 0)
    assert "asks one person for more than 15 minutes" in headline(outlook)
    assert lead(outlook).startswith("One change would bring every month within it.")


def test_an_anonymous_survey_is_never_answered_in_one_go_with_a_linked_one(world):
    planned(world.cohort, minutes=9, purpose=Purpose.SESSION)
    planned(world.cohort, minutes=5, day=9, purpose=Purpose.SESSION, candour=Candour.ANONYMOUS)
    outlook = outlook_of(world.programme)
    assert outlook.steps == ()
    assert lead(outlook).startswith("Merging, postponing or asking in part")


def test_the_budget_is_the_organisations(world):
    planned(world.cohort, minutes=9)
    set_budget(world.organisation, 8, by=world.administrator)
    assert outlook_of(world.programme).months[1].now.over == 1


def test_what_plans_will_open_is_there_without_a_row(world):
    InstrumentFactory.create(organisation=world.organisation, key="pulse-mentee", minutes=3)
    WavePlanFactory.create(
        programme=world.programme, trigger=Trigger.AT_START, days=80, every_days=None
    )
    months = outlook_of(world.programme).months
    assert [month.now.typical for month in months if month.now.people] == [4]
    assert not Wave.objects.exists()


@pytest.mark.parametrize("audience", [Audience.MENTOR, Audience.MENTEE, Audience.SPONSOR])
def test_who_is_foreseen_is_who_would_be_called(world, audience):
    MatchFactory.create(cohort=world.cohort)
    wave = planned(world.cohort, audience=audience)
    foreseen = read_audiences([world.cohort]).asked(world.cohort, wave.instrument, [])
    if audience == Audience.SPONSOR:
        assert foreseen == {world.sponsor.pk: 1}
    else:
        called = callees_of(wave, on=timezone.localdate())
        assert sorted(foreseen.elements()) == sorted(person for person, _place, _about in called)


def one_more_of_everything(world, number):
    cohort = CohortFactory.create(programme=world.programme)
    MenteeFactory.create_batch(2, cohort=cohort)
    MatchFactory.create(cohort=cohort)
    call_people(planned(cohort, day=number + 1), on=timezone.localdate())
    planned(cohort, day=number + 2)
    session = SessionFactory.create(programme=world.programme, cohort=cohort)
    EnrolmentFactory.create(session=session)
    InstrumentFactory.create(organisation=world.organisation, key=f"key-{number}")
    for trigger in Trigger:
        WavePlanFactory.create(
            programme=world.programme, trigger=trigger, instrument_key=f"key-{number}"
        )


def test_the_number_of_queries_grows_with_nothing(world, django_assert_max_num_queries):
    one_more_of_everything(world, 1)
    with django_assert_max_num_queries(20) as few:
        outlook_of(world.programme)
    for number in range(2, 6):
        one_more_of_everything(world, number)
    with django_assert_max_num_queries(len(few)):
        outlook_of(world.programme)
