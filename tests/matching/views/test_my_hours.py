"""Telling when one could meet, in which languages, and how many."""

from django.urls import reverse, reverse_lazy

from matching.models import FreeHours, MatchingPlace
from matching.wishing.halves import BLOCKS
from mentorship.audit.models import Event
from tests.factories.rounds import FreeHoursFactory
from tests.matching.wishing.open_rounds import profile_of, wishing


def page(place):
    return reverse("matching:my-hours-place", args=(place.pk,))


WEEK = reverse_lazy("matching:my-hours")
FINE = reverse_lazy("matching:my-hours-halves")


def test_hours_languages_and_seats_are_kept_and_shown(world, client_of):
    wishing(world, ceiling=3)
    profile_of(world.mentor_place, languages=["English", "Polski"])
    client = client_of(world.mentor)
    told = {"blocks": ["0-early", "6-evening"], "seats": "2", "language_1": "6"}
    assert client.post(page(world.mentor_place), told).status_code == 302

    known = MatchingPlace.objects.get()
    early, evening = BLOCKS[0].on(0), BLOCKS[-1].on(6)
    assert FreeHours.objects.get().half_hours == [*early, *evening]
    assert (known.seats, known.is_resting) == (2, False)
    assert known.language_levels == {"Polski": 6}
    shown = client.get(page(world.mentor_place)).content.decode()
    assert 'value="0-early" aria-label="Monday, early, 06–08" checked' in shown
    assert '<option value="6" selected>Like my first language' in shown


def test_half_hours_are_kept_and_a_block_in_part_does_not_lose_them(world, client_of):
    client = client_of(world.mentee)
    client.post(FINE, {"halves": ["17", "335"]})
    shown = client.get(WEEK).content.decode()
    assert "08:30–09:00" in shown
    client.post(WEEK, {"blocks": []})
    row = FreeHours.objects.get()
    assert (row.person, row.half_hours) == (world.mentee, [17, 335])
    assert Event.objects.about(row).count() == 1


def test_what_cannot_be_is_refused_and_the_ticks_stay(world, client_of):
    client = client_of(world.mentor)
    told = {"blocks": ["2-midday"], "seats": "99"}
    response = client.post(page(world.mentor_place), told)
    shown = response.content.decode()
    assert "seats" in response.context["form"].errors
    assert "<title>Error:" in shown
    assert 'value="2-midday" aria-label="Wednesday, midday, 12–14" checked' in shown
    bad = client.post(FINE, {"halves": ["336"]})
    assert bad.status_code == 200
    assert not MatchingPlace.objects.exists()


def test_a_mentee_has_no_seats_and_begins_with_their_hours(world, client_of):
    FreeHoursFactory.create(person=world.mentee, half_hours=list(BLOCKS[1].on(1)))
    shown = client_of(world.mentee).get(page(world.mentee_place)).content.decode()
    assert 'name="seats"' not in shown
    assert 'value="1-morning" aria-label="Tuesday, morning, 08–12" checked' in shown


def test_only_for_oneself(world, client_of):
    for person in (world.mentee, world.coordinator, world.stranger):
        url = page(world.mentor_place)
        assert client_of(person).get(url).status_code == 404
        assert client_of(person).post(url, {}).status_code == 404


def test_everybody_sees_their_own_week_alone(world, client_of):
    client_of(world.mentor).post(WEEK, {"blocks": ["0-early"]})
    assert "checked" not in client_of(world.mentee).get(WEEK).content.decode()
    own = client_of(world.mentor).get(WEEK).content.decode()
    assert 'value="0-early" aria-label="Monday, early, 06–08" checked' in own
    assert page(world.mentor_place) in own
