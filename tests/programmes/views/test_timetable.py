"""A cohort's timetable on screen, and moving its dates by way of the preview."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from programmes.enums import CohortState, MilestoneKind, PhaseKind
from programmes.models import Cohort, Milestone, Phase
from programmes.timetable.reading import timetable_of
from tests.factories.programmes import CohortFactory, ProgrammeFactory, TeamMemberFactory
from tests.factories.timetable import ClosedDayFactory, MilestoneFactory
from tests.programmes.timetables import dates, fresh, item, plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(world):
    """A timetable in 2027, seen from a day before it begins."""
    return plan(world.cohort, starts_on=date(2027, 4, 5), ends_on=date(2027, 12, 17))


@pytest.fixture
def page(world, cohort):
    return f"/programmes/leaders/cohorts/{cohort.pk}/timetable/"


@pytest.fixture
def before_it_begins(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_, **__: date(2026, 12, 1))


@pytest.fixture
def client(world, client_of, before_it_begins):
    return client_of(world.coordinator)


def typed(cohort, kind, by_days, **more):
    """Return what a form sends that moves the item of a kind."""
    found = item(cohort, kind)
    far = timedelta(days=by_days)
    return {
        "item": found.key,
        "starts_on": str(found.starts_on + far),
        "ends_on": str(found.ends_on + far),
        "expected": timetable_of(fresh(cohort)).fingerprint(),
        **more,
    }


def test_the_page_opens_with_how_the_timetable_stands(client, page):
    text = client.get(page).text
    assert "<h1>No dates clash</h1>" in text
    assert "data-timetable" in text
    assert "timetable.js" in text


def test_one_clash_is_the_heading(client, page, cohort):
    cohort.phases.filter(kind=PhaseKind.MATCH).update(ends_on=date(2027, 4, 7))
    text = client.get(page).text
    assert "<h1>Matching ends two days after the first meeting: one clash</h1>" in text
    assert "People meet once they are matched. Move one of the two" in text


def test_several_clashes_are_listed(client, page, cohort):
    late = cohort.phases.filter(kind__in=(PhaseKind.MATCH, PhaseKind.TRAIN))
    late.update(ends_on=date(2027, 4, 7))
    text = client.get(page).text
    assert "<h1>Two dates clash</h1>" in text
    assert "Training ends two days after the first meeting" in text


def test_a_milestone_on_a_day_off_says_why(world, client, page):
    ClosedDayFactory.create(
        organisation=world.organisation, on=date(2027, 4, 6), name="Stocktaking"
    )
    assert "nobody works: Stocktaking" in client.get(page).text


def test_those_who_may_not_move_dates_only_see_them(world, client_of, page, cohort):
    cohort.phases.filter(kind=PhaseKind.MATCH).update(ends_on=date(2027, 4, 7))
    text = client_of(world.reviewer).get(page).text
    assert "Kick-off" in text
    assert "People meet once they are matched." in text
    assert "Move one" not in text
    assert "timetable/move/" not in text
    assert "timetable.js" not in text


def test_a_closed_cohort_can_be_looked_at_and_not_moved(client, page, cohort):
    Cohort.objects.filter(pk=cohort.pk).update(state=CohortState.CLOSED, closed_at=timezone.now())
    assert "timetable/move/" not in client.get(page).text
    assert client.get(f"{page}move/", typed(cohort, PhaseKind.MATCH, 7)).status_code == 404


def test_dates_of_another_programme_are_not_found(world, client, cohort):
    other = ProgrammeFactory.create(organisation=world.organisation, slug="others")
    TeamMemberFactory.create(programme=other, person=world.coordinator)
    for path in ("", "move/"):
        address = f"/programmes/others/cohorts/{cohort.pk}/timetable/{path}"
        assert client.get(address, typed(cohort, PhaseKind.MATCH, 7)).status_code == 404
    milestone = cohort.milestones.first()
    for path in ("", "remove/"):
        assert client.get(f"/programmes/others/milestones/{milestone.pk}/{path}").status_code == 404
    assert client.post(f"/programmes/others/milestones/{milestone.pk}/done/").status_code == 404


def test_a_preview_shows_what_moves_along_and_stores_nothing(client, page, cohort):
    before = dates(cohort)
    text = client.get(f"{page}move/", typed(cohort, PhaseKind.MATCH, 7)).text
    assert "“Match” moves five working days later" in text
    assert "Mon 15 March to Thu 1 April" in text
    assert text.count('name="follow"') == 2  # meetings, and the kick-off with them
    assert "None before, and none after." in text
    assert dates(cohort) == before


def test_without_what_depends_on_it_a_move_clashes(client, page, cohort):
    sent = typed(cohort, PhaseKind.MATCH, 7, chosen="1", again="1")
    text = client.post(f"{page}move/", sent).text
    assert "Matching ends three days after the first meeting" in text
    assert "New" in text


def test_what_is_ticked_moves_and_the_rest_stays(client, page, cohort):
    kick_off = item(cohort, MilestoneKind.KICK_OFF)
    sent = typed(cohort, PhaseKind.MATCH, 7, chosen="1", follow=[kick_off.key])
    response = client.post(f"{page}move/", sent, follow=True)
    assert "2 dates have moved." in response.text
    after = dates(cohort)
    assert after[PhaseKind.MATCH] == (date(2027, 3, 22), date(2027, 4, 8))
    assert after[MilestoneKind.KICK_OFF][0] == date(2027, 4, 13)
    assert after[PhaseKind.MENTOR][0] == date(2027, 4, 5)


def test_a_move_from_yesterdays_page_is_refused_and_shown_anew(client, page, cohort):
    sent = typed(cohort, PhaseKind.MATCH, 7, chosen="1")
    Milestone.objects.filter(kind=MilestoneKind.DECISIONS).update(on=date(2027, 3, 11))
    response = client.post(f"{page}move/", sent)
    assert response.status_code == 409
    assert "Nothing was moved" in response.text
    assert timetable_of(fresh(cohort)).fingerprint() in response.text
    assert dates(cohort)[PhaseKind.MATCH][0] == date(2027, 3, 15)


def test_a_date_that_is_gone_leads_back(client, page, cohort):
    sent = typed(cohort, MilestoneKind.DECISIONS, 7)
    Milestone.objects.filter(kind=MilestoneKind.DECISIONS).delete()
    response = client.post(f"{page}move/", sent, follow=True)
    assert "That date is no longer in the timetable." in response.text


@pytest.mark.parametrize(
    ("by", "days"),
    [("1", "Tue 16 March to Fri 2 April 2027"), ("-7", "Mon 8 March to Thu 25 March 2027")],
)
def test_a_day_or_a_week_at_a_time(client, page, cohort, by, days):
    asked = {"item": item(cohort, PhaseKind.MATCH).key, "by": by}
    assert days in client.get(f"{page}move/", asked).text


def test_a_day_off_is_named_with_a_working_day_near_it(world, client, page, cohort):
    world.organisation.country, world.organisation.subdivision = "GB", "ENG"
    world.organisation.save()
    asked = typed(cohort, MilestoneKind.DECISIONS, 17)  # Easter Monday
    text = client.get(f"{page}move/", asked).text
    assert "29 March is no working day (Easter Monday)." in text
    assert "Take Tuesday 30 March instead" in text
    assert "starts_on=2027-03-30" in text


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "words"),
    [
        ("2027-04-09", "2027-04-01", "The last day must not come before the first."),
        ("soon", "2027-04-01", "Give a date, such as"),
        ("", "", "Please fill this in."),
        ("2087-04-01", "2087-04-02", "more than ten years"),
        ("0001-01-01", "9999-12-31", "too long ago, or too far ahead"),
    ],
)
def test_days_that_cannot_be_meant_are_asked_for_again(
    client, page, cohort, starts_on, ends_on, words
):
    asked = {**typed(cohort, PhaseKind.MATCH, 0), "starts_on": starts_on, "ends_on": ends_on}
    for response in (client.get(f"{page}move/", asked), client.post(f"{page}move/", asked)):
        assert words in response.text
        assert f'value="{starts_on}"' in response.text or not starts_on


def test_a_cohort_keeps_more_than_one_day(client, page, cohort):
    asked = {"item": "cohort", "starts_on": "2027-04-05", "ends_on": "2027-04-05"}
    assert "The last day must come after the first." in client.get(f"{page}move/", asked).text


def test_the_form_alone_comes_before_anything_is_typed(client, page, cohort):
    text = client.get(f"{page}move/", {"item": item(cohort, MilestoneKind.DECISIONS).key}).text
    assert "When is “Decisions are sent”?" in text
    assert 'value="2027-03-12"' in text
    assert 'name="ends_on"' not in text
    assert "error-summary" not in text


def test_a_milestone_is_added_with_a_warning_on_a_day_off(world, client, page, cohort):
    add = f"/programmes/leaders/cohorts/{cohort.pk}/milestones/add/"
    sent = {"kind": "other", "name": "", "on": "2027-07-03"}
    assert "Please say what it is." in client.post(add, sent).text
    response = client.post(add, {**sent, "name": "Picnic\r\nfor all"}, follow=True)
    assert "“Picnic for all” is in the timetable, on a day when nobody works" in response.text


def test_a_milestone_moves_only_with_phases_of_its_own_cohort(world, client, cohort):
    other = plan(CohortFactory.create(programme=world.programme))
    sent = {
        "kind": "review",
        "on": "2027-07-05",
        "phase": Phase.objects.filter(cohort=other).first().pk,
    }
    page = client.post(f"/programmes/leaders/cohorts/{cohort.pk}/milestones/add/", sent)
    assert "Choose one from the list" in page.text


def test_a_milestone_is_renamed_done_and_taken_out(client, cohort):
    milestone = cohort.milestones.get(kind=MilestoneKind.KICK_OFF)
    address = f"/programmes/leaders/milestones/{milestone.pk}/"
    renamed = client.post(address, {"kind": "kick_off", "name": "Breakfast"}, follow=True)
    assert "It is now called “Breakfast”." in renamed.text
    assert "“Breakfast”: done." in client.post(f"{address}done/", follow=True).text
    client.post(f"{address}done/", {"not_done": "1"})
    milestone.refresh_from_db()
    assert milestone.done_at is None
    assert "Take “Breakfast” out?" in client.get(f"{address}remove/").text
    client.post(f"{address}remove/")
    assert not Milestone.objects.filter(pk=milestone.pk).exists()


def test_a_phase_is_added_and_taken_out(client, cohort):
    add = f"/programmes/leaders/cohorts/{cohort.pk}/phases/add/"
    wrong = {"kind": "evaluate", "starts_on": "2027-08-13", "ends_on": "2027-08-02"}
    assert "must not come before" in client.post(add, wrong).text
    client.post(add, {**wrong, "ends_on": "2027-08-20"})
    phase = cohort.phases.get(kind=PhaseKind.EVALUATE)
    client.post(f"/programmes/leaders/phases/{phase.pk}/remove/")
    assert not cohort.phases.filter(kind=PhaseKind.EVALUATE).exists()


def test_the_navigation_leads_to_the_cohort_that_is_meant(world, client, cohort, page):
    assert client.get("/programmes/leaders/timetable/").headers["Location"] == page
    empty = ProgrammeFactory.create(organisation=world.organisation, slug="empty")
    TeamMemberFactory.create(programme=empty, person=world.coordinator)
    assert "Plan the first cohort" in client.get("/programmes/empty/timetable/").text


def test_today_shows_milestones(client, cohort):
    text = client.get("/programmes/leaders/").text
    assert "timeline-point" in text
    assert "Decisions are sent, Friday 12 March 2027" in text


def test_the_number_of_queries_does_not_grow_with_dates(client, page, cohort):
    addresses = (page, f"{page}move/?item={item(cohort, PhaseKind.MATCH).key}&by=7")

    def number_of_queries():
        with CaptureQueriesContext(connection) as asked:
            for address in addresses:
                assert client.get(address).status_code == 200
        return len(asked)

    number_of_queries()  # what a session remembers is written once
    few = number_of_queries()
    for number in range(30):
        MilestoneFactory.create(cohort=cohort, on=date(2027, 5, 3) + timedelta(days=number))
    assert number_of_queries() == few
