"""Reading and setting the days on which people work."""

import pytest
from django.utils import timezone

from mentorship.accounts.models import Organisation
from tests.factories.dates import days_ahead
from tests.factories.timetable import ClosedDayFactory

pytestmark = pytest.mark.django_db
PAGE = "/programmes/leaders/working-days/"


def test_an_administrator_says_where_people_work(world, client_of):
    client = client_of(world.administrator)
    sent = {"country": "GB", "subdivision": "ENG", "weekend_days": ["5", "6"]}
    response = client.post(f"{PAGE}change/", sent, follow=True)
    assert "United Kingdom, England" in response.text
    assert "public holidays in the coming year" in response.text
    stored = Organisation.objects.get(pk=world.organisation.pk)
    assert (stored.country, stored.subdivision) == ("GB", "ENG")


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"country": "XX"}, "Choose one from the list"),
        ({"weekend_days": [str(day) for day in range(7)]}, "Leave at least one day"),
        ({"weekend_days": ["9"]}, "Choose one from the list"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(world, client_of, sent, words):
    assert words in client_of(world.administrator).post(f"{PAGE}change/", sent).text


def test_another_country_forgets_the_part_of_the_last_one(world, client_of):
    client = client_of(world.administrator)
    client.post(f"{PAGE}change/", {"country": "FR", "subdivision": "ENG", "weekend_days": ["6"]})
    stored = Organisation.objects.get(pk=world.organisation.pk)
    assert (stored.country, stored.subdivision, stored.weekend_days) == ("FR", "", [6])


def test_closed_days_come_once_and_go(world, client_of):
    client = client_of(world.administrator)
    add = "/programmes/leaders/closed-days/add/"
    sent = {"on": str(days_ahead(20)()), "name": "Summer\nparty"}
    assert "“Summer party” is a closed day." in client.post(add, sent, follow=True).text
    assert "This day is a closed day already." in client.post(add, sent).text
    assert "ten years" in client.post(add, {**sent, "on": "2099-01-01"}).text
    day = world.organisation.closed_days.get()
    client.post(f"/programmes/leaders/closed-days/{day.pk}/remove/")
    assert not world.organisation.closed_days.exists()


def test_teams_read_and_cannot_change(world, client_of):
    ClosedDayFactory.create(organisation=world.organisation, name="Picnic")
    ClosedDayFactory.create(
        organisation=world.organisation,
        name="Long over",
        on=timezone.localdate().replace(year=2001),
    )
    text = client_of(world.coordinator).get(PAGE).text
    assert "Picnic" in text
    assert "Long over" not in text
    assert "An administrator of your organisation" in text
    assert "/closed-days/" not in text


def test_closed_days_of_another_organisation_are_not_found(world, client_of):
    day = ClosedDayFactory.create(organisation=world.other_organisation)
    client = client_of(world.administrator)
    assert client.post(f"/programmes/leaders/closed-days/{day.pk}/remove/").status_code == 404
