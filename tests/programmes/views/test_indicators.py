"""The page of an indicator, and what is typed in on it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from mentorship.accounts.permissions import Role
from programmes.models import Indicator, IndicatorValue
from tests.factories.accounts import PersonFactory
from tests.factories.programmes import TeamMemberFactory
from tests.factories.strategy import IndicatorFactory, IndicatorValueFactory, ObjectiveFactory

TODAY = timezone.localdate()
PROGRAMME = "/programmes/leaders/"


@pytest.fixture
def lead(world, client_of):
    return client_of(world.coordinator)


@pytest.fixture
def made(world):
    return IndicatorFactory.create(objective__programme=world.programme, name="Promotions")


def page_of(indicator, more=""):
    return f"{PROGRAMME}indicators/{indicator.pk}/{more}"


def filled(**fields):
    wanted = {
        "name": "Promotions",
        "measure": "",
        "unit": "%",
        "direction": "higher",
        "baseline": "18",
        "baseline_on": "2026-01-31",
        "target": "35",
        "due_on": "2027-06-30",
    }
    return wanted | fields


def add(client, world, **fields):
    objective = ObjectiveFactory.create(programme=world.programme)
    address = f"{PROGRAMME}objectives/{objective.pk}/indicators/add/"
    return client.post(address, filled(**fields), follow=True)


def test_an_indicator_is_added_with_somebody_to_look_after_it(world, lead):
    page = add(lead, world, owner=world.sponsor.pk, definition="Who moved up")
    assert "“Promotions” is on the map." in page.text
    indicator = Indicator.objects.get()
    assert (indicator.owner, indicator.target) == (world.sponsor, Decimal(35))


def test_the_form_says_what_each_figure_counts_and_says_today(world, lead):
    objective = ObjectiveFactory.create(programme=world.programme)
    page = lead.get(f"{PROGRAMME}objectives/{objective.pk}/indicators/add/")
    assert "Of the mentees who are accepted, trained or matched" in page.text
    assert "Today: 0% (0 of 1)" in page.text


def test_a_counted_indicator_brings_its_unit(world, lead):
    add(lead, world, measure="programmes.people", unit="%")
    assert Indicator.objects.get().unit == "people"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"baseline_on": ""}, "Please say of which day the baseline is."),
        ({"baseline": ""}, "Please say where it stood on that day."),
        ({"due_on": "2025-12-31"}, "The target is reached after the day of the baseline."),
        ({"direction": "lower"}, "is higher better?"),
        ({"target": "10"}, "is lower better?"),
        ({"target": "many"}, "Give a number."),
        ({"target": "123456789012345"}, "no more than"),
        ({"target": "NaN"}, "Give a number."),
        ({"measure": "moon.phase"}, "Choose one from the list"),
        ({"owner": "not-a-person"}, "is not a valid UUID"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_typed_is_lost(world, lead, fields, words):
    page = add(lead, world, definition="Who moved up", **fields)
    assert words in page.text
    assert "Who moved up" in page.text
    assert not Indicator.objects.exists()


def test_only_people_who_stand_for_the_programme_look_after_it(world, lead):
    add(lead, world, owner=world.mentee.pk)
    assert not Indicator.objects.exists()


def test_somebody_who_left_the_team_may_go_on_looking_after_it(world, lead, made):
    made.owner = PersonFactory.create(name="Gone Away")
    made.save()
    page = lead.post(page_of(made, "change/"), filled(owner=made.owner.pk), follow=True)
    assert "The indicator is changed." in page.text


def test_a_name_is_taken_once_in_an_objective(world, lead, made):
    other = IndicatorFactory.create(objective=made.objective)
    page = lead.post(page_of(other, "change/"), filled())
    assert "has an indicator of this name already" in page.text


def test_the_page_shows_values_over_time_with_the_rule(world, lead, made):
    for days, value in ((40, 58), (5, 66)):
        IndicatorValueFactory.create(
            indicator=made, value=value, as_of=TODAY - timedelta(days=days)
        )
    page = lead.get(page_of(made))
    assert "50% of the way" in page.text
    assert [row[1]["text"] for row in page.context["rows"]] == ["66%", "58%"]
    assert [row[1] for row in page.context["chart"].rows] == ["50%", "58%", "66%"]


def test_a_page_without_a_value_draws_the_way_it_should_go(lead, made):
    page = lead.get(page_of(made))
    assert "the line shows how it should go" in page.text
    assert "No value has been entered yet." in page.text


def test_a_page_with_neither_value_nor_baseline_says_so(lead, made):
    Indicator.objects.update(baseline=None, baseline_on=None)
    assert "There is nothing to draw before the first value." in lead.get(page_of(made)).text


def test_a_value_is_entered_and_corrected(world, lead, made):
    form = {"value": "62", "as_of": TODAY.isoformat(), "source": "HR system"}
    assert "62% is kept for" in lead.post(page_of(made, "values/add/"), form, follow=True).text
    page = lead.post(page_of(made, "values/add/"), form | {"value": "63.5"}, follow=True)
    assert "is now 63.5%; it was 62%." in page.text
    assert "Corrected the value of a day" in page.text
    assert IndicatorValue.objects.get().entered_by == world.coordinator


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"value": ""}, "Please fill this in."),
        ({"as_of": (TODAY + timedelta(days=2)).isoformat()}, "That day is still to come."),
        ({"as_of": "yesterday"}, "Give a date, such as"),
        ({"source": ""}, "Please fill this in."),
    ],
)
def test_a_value_that_does_not_fit_is_refused(lead, made, fields, words):
    form = {"value": "62", "as_of": TODAY.isoformat(), "source": "HR system"}
    page = lead.post(page_of(made, "values/add/"), form | fields)
    assert words in page.text
    assert not IndicatorValue.objects.exists()


def test_a_counted_indicator_takes_no_values(lead, made):
    Indicator.objects.update(measure="programmes.people")
    page = lead.get(page_of(made, "values/add/"), follow=True)
    assert "nobody needs to enter it" in page.text
    assert "Enter a value" not in page.text


def test_a_coordinator_enters_values_and_changes_nothing_else(world, client_of, made):
    member = TeamMemberFactory.create(programme=world.programme, role=Role.COORDINATOR)
    client = client_of(member.person)
    form = {"value": "62", "as_of": TODAY.isoformat(), "source": "HR system"}
    assert client.post(page_of(made, "values/add/"), form).status_code == 302
    assert client.post(page_of(made, "change/"), filled()).status_code == 403
    assert client.post(page_of(made, "remove/")).status_code == 403
    assert made.values.count() == 1


@pytest.mark.parametrize("who", ["stranger", "other_coordinator"])
def test_strangers_find_nothing(world, client_of, made, who):
    assert client_of(getattr(world, who)).get(page_of(made)).status_code == 404


def test_an_indicator_of_another_programme_is_not_reached_through_ones_own(world, lead):
    elsewhere = IndicatorFactory.create(objective__programme=world.other_programme)
    for more in ("", "change/", "values/add/", "remove/"):
        assert lead.get(page_of(elsewhere, more)).status_code == 404


def test_indicators_are_put_in_order_and_taken_off(lead, made):
    second = IndicatorFactory.create(objective=made.objective, position=1)
    page = lead.post(page_of(second, "move/"), {"to": "up"}, follow=True)
    assert [each.id for each in page.context["objective"].indicators] == [second.pk, made.pk]
    assert "goes with all its values" in lead.get(page_of(made, "remove/")).text
    lead.post(page_of(made, "remove/"))
    assert list(Indicator.objects.all()) == [second]


def test_values_of_one_source_are_not_mixed_with_those_of_another(lead, made):
    IndicatorValueFactory.create(indicator=made)
    page = lead.post(page_of(made, "change/"), filled(measure="programmes.people"))
    assert "It has values from its present source; add a new one." in page.text
    assert Indicator.objects.get().measure == ""
