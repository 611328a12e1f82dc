"""A series in the console: every date is seen, what is off is marked, and what suits is planned."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programmes.models import ClosedDay
from tests.factories.training import EnrolmentFactory, SeriesFactory, SessionFactory, in_days
from training.models import Session, SessionSeries


@pytest.fixture
def client(world, client_of):
    return client_of(world.coordinator)


def url(world, name, *args):
    return reverse(f"training:{name}", args=(world.programme.slug, *args))


def text_of(response):
    return response.content.decode()


def typed(**fields):
    given = {
        "title": "Mentors’ hour",
        "kind": "gathering",
        "day": "2031-03-04",
        "starts": "17:30",
        "minutes": "60",
        "capacity": "8",
        "every": "weekdays",
        "step": "1",
        "count": "3",
    }
    return given | fields


def test_every_date_is_seen_and_closed_days_are_left_out_unless_ticked(world, client):
    ClosedDay.objects.create(organisation=world.organisation, on="2031-04-01", name="Stocktaking")
    page = text_of(client.post(url(world, "series-add"), typed()))
    assert "3 dates" in page
    assert "closed: Stocktaking" in page
    assert 'value="2031-03-04" id="day-2031-03-04" checked' in page
    assert 'value="2031-04-01" id="day-2031-04-01">' in page
    assert not Session.objects.exists()

    days = ["2031-03-04", "2031-05-06", "2031-05-07"]  # the last is no date of it
    client.post(url(world, "series-add"), typed(days=days, confirmed="yes"))
    planned = Session.objects.order_by("starts_at").values_list("starts_at__date", flat=True)
    assert [str(day) for day in planned] == ["2031-03-04", "2031-05-06"]
    assert SessionSeries.objects.get().every_months == 1


@pytest.mark.parametrize(
    ("wrong", "answer"),
    [
        ({"count": ""}, "Say how often, or until when."),
        ({"count": "1"}, "That is one date only"),
        ({"count": "53"}, "52"),
        ({"kind": "module"}, "One thing needs another look"),
    ],
)
def test_what_is_no_series_is_explained_and_kept(world, client, wrong, answer):
    response = client.post(url(world, "series-add"), typed(**wrong))
    assert response.status_code == 422
    assert answer in text_of(response)
    assert "Mentors’ hour" in text_of(response)


def test_without_a_date_nothing_is_planned(world, client):
    page = text_of(client.post(url(world, "series-add"), typed(confirmed="yes")))
    assert "Keep one date at least" in page
    assert not Session.objects.exists()


@pytest.fixture
def series(world):
    return SeriesFactory.create(programme=world.programme)


def add(world, series, days):
    session = SessionFactory.create(
        programme=world.programme, series=series, course=None, starts_at=in_days(days)
    )
    EnrolmentFactory.create(session=session, person=world.mentor)
    return session


def test_a_change_of_all_is_seen_before_it_is_stored(world, client, series):
    for days in (5, 35):
        add(world, series, days)
    page = text_of(client.get(url(world, "series-edit", series.pk)))
    version = page.split('name="version" value="')[1].split('"')[0]
    given = {
        "title": "Hour",
        "starts": "09:00",
        "minutes": "45",
        "place": "",
        "capacity": "5",
        "facilitators": "",
        "version": version,
    }
    page = text_of(client.post(url(world, "series-edit", series.pk), given))
    assert "2 e-mails leave" in page
    assert set(Session.objects.values_list("title", flat=True)) != {"Hour"}
    client.post(url(world, "series-edit", series.pk), given | {"confirmed": "yes"})
    assert set(Session.objects.values_list("title", "minutes")) == {("Hour", 45)}
    late = client.post(url(world, "series-edit", series.pk), given, follow=True)
    assert "please look again" in text_of(late)


def test_cancelling_all_shows_who_is_told(world, client, series):
    add(world, series, 5)
    page = text_of(client.get(url(world, "series-cancel", series.pk)))
    assert world.mentor.name in page
    version = page.split('name="version" value="')[1].split('"')[0]
    client.post(url(world, "series-cancel", series.pk), {"reason": "", "version": version})
    assert Session.objects.get().state == "cancelled"
    nothing = client.get(url(world, "series-edit", series.pk), follow=True)
    assert "Nothing of this series is still to come" in text_of(nothing)


@pytest.mark.parametrize("name", ["series", "series-edit", "series-cancel"])
def test_its_pages_make_as_many_queries_for_one_session_as_for_thirty(world, client, series, name):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url(world, name, series.pk)).status_code == 200
        return len(captured)

    add(world, series, 1)
    queries()  # the first request of a person makes a few more
    few = queries()
    for days in range(2, 31):
        add(world, series, days)
    assert queries() == few


def test_the_series_of_another_programme_is_not_found(world, client):
    theirs = SeriesFactory.create(programme=world.other_programme)
    assert client.get(url(world, "series", theirs.pk)).status_code == 404
