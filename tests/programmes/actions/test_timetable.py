"""Moving dates, all or none; and what else changes a timetable."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from mentorship.audit.models import Event
from programmes.actions import CohortClosedError, add_cohort
from programmes.actions.milestones import (
    add_milestone,
    add_phase,
    change_milestone,
    finish_milestone,
    remove_milestone,
    remove_phase,
    reopen_milestone,
)
from programmes.actions.timetable import TimetableChangedError, move_timetable
from programmes.enums import CohortState, MilestoneKind, PhaseKind
from programmes.models import Cohort, Milestone, Phase
from programmes.planning import COHORT, clashes
from programmes.timetable.reading import timetable_of, work_calendar_of
from tests.factories.programmes import CohortFactory
from tests.factories.timetable import ClosedDayFactory, MilestoneFactory
from tests.programmes.races import both_at_once
from tests.programmes.timetables import dates, fresh, item, plan

WEEK = timedelta(days=7)


def later(cohort, kind, by=WEEK):
    found = item(cohort, kind)
    return found.moved_to(found.starts_on + by, found.ends_on + by)


def fingerprint(cohort):
    return timetable_of(fresh(cohort)).fingerprint()


@pytest.fixture
def cohort(world):
    return plan(world.cohort)


def test_a_move_stores_all_dates_and_is_recorded(world, cohort):
    items = [later(cohort, COHORT), later(cohort, PhaseKind.MATCH), later(cohort, "decisions")]

    number = move_timetable(cohort, items=items, expected=fingerprint(cohort), by=world.coordinator)

    assert number == 3
    after = dates(cohort)
    assert after[COHORT] == (date(2027, 4, 12), date(2027, 12, 24))
    assert after[PhaseKind.MATCH] == (date(2027, 3, 22), date(2027, 4, 8))
    assert after["decisions"][0] == date(2027, 3, 19)
    assert after[PhaseKind.TRAIN] == (date(2027, 2, 22), date(2027, 3, 24))
    event = Event.objects.get(kind="timetable.moved")
    assert event.actor_id == world.coordinator.pk
    assert event.organisation_id == world.organisation.pk
    assert event.changes["cohort"] == [["2027-04-05", "2027-12-17"], ["2027-04-12", "2027-12-24"]]


def test_what_moves_gets_a_new_edition_and_nothing_else_does(world, cohort):
    before = timezone.now()
    move_timetable(
        cohort,
        items=[later(cohort, "decisions"), item(cohort, "kick_off")],
        expected=fingerprint(cohort),
        by=world.coordinator,
    )
    editions = dict(Milestone.objects.values_list("kind", "revision"))
    assert editions == {"deadline": 0, "decisions": 1, "kick_off": 0}
    assert Milestone.objects.get(kind="decisions").changed_at > before


def test_a_timetable_that_changed_meanwhile_is_not_moved(world, cohort):
    seen = fingerprint(cohort)
    Milestone.objects.filter(kind="decisions").update(on=date(2027, 3, 11))
    with pytest.raises(TimetableChangedError):
        move_timetable(cohort, items=[later(cohort, "match")], expected=seen, by=world.coordinator)
    assert dates(cohort)["match"][0] == date(2027, 3, 15)
    assert not Event.objects.filter(kind="timetable.moved").exists()


def test_days_that_the_database_refuses_move_nothing(world, cohort):
    whole = item(cohort, COHORT)
    one_day = whole.moved_to(whole.starts_on, whole.starts_on)
    with pytest.raises(ValueError, match="follow one another"):
        move_timetable(
            cohort,
            items=[later(cohort, "match"), one_day],
            expected=fingerprint(cohort),
            by=world.coordinator,
        )
    assert dates(cohort)["match"][0] == date(2027, 3, 15)


def test_dates_of_another_cohort_are_out_of_reach(world, cohort):
    other = plan(CohortFactory.create(programme=world.programme))
    with pytest.raises(KeyError):
        move_timetable(
            cohort,
            items=[later(other, "match")],
            expected=fingerprint(cohort),
            by=world.coordinator,
        )


def test_nothing_is_recorded_where_nothing_moves(world, cohort):
    still = [item(cohort, "match")]
    assert not move_timetable(
        cohort, items=still, expected=fingerprint(cohort), by=world.coordinator
    )
    assert not Event.objects.filter(kind="timetable.moved").exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_moves_at_once_one_is_refused(world):
    cohort = plan(world.cohort)
    seen = fingerprint(cohort)
    moves = [[later(cohort, "match")], [later(cohort, "decisions")]]

    errors = both_at_once(
        *(
            lambda items=items: move_timetable(
                cohort, items=items, expected=seen, by=world.coordinator
            )
            for items in moves
        )
    )

    assert [type(error) for error in errors] == [TimetableChangedError]
    after = dates(cohort)
    assert (after["match"][0], after["decisions"][0]) in {
        (date(2027, 3, 22), date(2027, 3, 12)),
        (date(2027, 3, 15), date(2027, 3, 19)),
    }


def test_a_closed_cohorts_dates_are_history(world, cohort):
    milestone, phase = cohort.milestones.first(), cohort.phases.first()
    seen = fingerprint(cohort)
    Cohort.objects.filter(pk=cohort.pk).update(state=CohortState.CLOSED, closed_at=timezone.now())
    by = world.coordinator
    day = date(2027, 5, 4)
    for act in (
        lambda: move_timetable(cohort, items=[], expected=seen, by=by),
        lambda: add_milestone(cohort, kind=MilestoneKind.REVIEW, on=day, by=by),
        lambda: add_phase(cohort, kind=PhaseKind.CLOSE, starts_on=day, ends_on=day, by=by),
        lambda: change_milestone(milestone, kind=MilestoneKind.REVIEW, by=by),
        lambda: finish_milestone(milestone, by=by),
        lambda: remove_milestone(milestone, by=by),
        lambda: remove_phase(phase, by=by),
    ):
        with pytest.raises(CohortClosedError):
            act()


def test_a_milestone_comes_changes_is_done_and_goes(world, cohort):
    by = world.coordinator
    milestone = add_milestone(
        cohort, kind=MilestoneKind.OTHER, name="Picnic", on=date(2027, 7, 1), by=by
    )
    change_milestone(milestone, kind=MilestoneKind.GATHERING, name="", by=by)
    assert str(milestone) == "Gathering"
    assert finish_milestone(milestone, by=by)
    assert not finish_milestone(milestone, by=by)
    assert reopen_milestone(milestone, by=by)
    assert not reopen_milestone(milestone, by=by)
    remove_milestone(milestone, by=by)
    kinds = Event.objects.filter(kind__startswith="milestone.").order_by("at", "pk")
    assert set(kinds.values_list("kind", flat=True)) == {
        "milestone.added",
        "milestone.changed",
        "milestone.done",
        "milestone.reopened",
        "milestone.removed",
    }
    assert all("Picnic" not in str(event.changes) for event in kinds)


def test_milestones_stay_when_their_phase_goes(world, cohort):
    remove_phase(cohort.phases.get(kind=PhaseKind.RECRUIT), by=world.coordinator)
    milestone = Milestone.objects.get(kind=MilestoneKind.DEADLINE)
    assert milestone.phase is None
    assert Event.objects.filter(kind="phase.removed").count() == 1


def test_a_phase_is_added(world, cohort):
    day = date(2027, 8, 2)
    add_phase(cohort, kind=PhaseKind.EVALUATE, starts_on=day, ends_on=day, by=world.coordinator)
    assert Phase.objects.filter(kind=PhaseKind.EVALUATE).count() == 1


def test_a_new_cohort_has_its_milestones_on_working_days(world):
    organisation = world.organisation
    organisation.country, organisation.subdivision = "GB", "ENG"
    organisation.save()
    # A Saturday; the Monday after it is a closed day.
    starts_on = date(2027, 9, 4)
    ClosedDayFactory.create(organisation=organisation, on=date(2027, 9, 6))

    cohort = add_cohort(
        world.programme,
        name="Autumn",
        starts_on=starts_on,
        ends_on=date(2028, 5, 31),
        by=world.coordinator,
    )

    calendar = work_calendar_of(organisation)
    milestones = {each.kind: each for each in cohort.milestones.select_related("phase")}
    assert all(calendar.is_working(each.on) for each in milestones.values())
    assert milestones["kick_off"].on == date(2027, 9, 7)
    assert milestones["decisions"].phase.kind == PhaseKind.RECRUIT
    assert clashes(timetable_of(fresh(cohort))) == ()


def test_factories_make_milestones_of_one_cohort(db):
    milestone = MilestoneFactory.create()
    assert milestone.phase.cohort == milestone.cohort
