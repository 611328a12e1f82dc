"""Moving a wave: what opening does is seen before, extending and closing early say why."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime

from evaluation.enums import Candour, WaveState
from evaluation.models import Wave
from mentorship.audit.models import Event
from mentorship.notifications.models import Message
from tests.evaluation.calling import called
from tests.evaluation.views.test_waves import text_of
from tests.factories.accounts import PersonFactory
from tests.factories.evaluation import InstrumentFactory, WaveFactory
from tests.factories.programmes import MenteeFactory, PauseFactory


@pytest.fixture
def wave(world):
    instrument = InstrumentFactory.create(organisation=world.organisation)
    return WaveFactory.create(cohort=world.cohort, instrument=instrument, invited=1)


@pytest.fixture
def planned(world, wave):
    return WaveFactory.create(
        cohort=world.cohort,
        instrument=wave.instrument,
        state=WaveState.PLANNED,
        opens_at=timezone.now() + timedelta(days=3),
    )


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.coordinator)


def address(name, world, *args):
    return reverse(f"evaluation:{name}", args=(world.programme.slug, *args))


def as_typed(moment):
    return f"{localtime(moment):%Y-%m-%dT%H:%M}"


def test_opening_is_seen_before_anything_is_sent(world, coordinator, planned):
    away = MenteeFactory.create(cohort=world.cohort)
    PauseFactory.create(participant=away)
    MenteeFactory.create(cohort=world.cohort, person=PersonFactory.create(email=None))
    body = text_of(coordinator.get(address("wave-open", world, planned.pk)))
    assert "1 person gets an invitation." in body
    assert body.count("A reminder on") == 2
    assert "1 person is away and asked once they are back." in body
    assert "1 person has no e-mail address and is not asked." in body
    assert "Please answer by " in body
    assert world.mentee.name in body
    assert away.person.name not in body
    assert "/surveys/link/" not in body
    assert not Message.objects.exists()


def test_an_open_wave_is_kept_open_longer_and_says_why(world, coordinator, wave):
    later = wave.closes_at + timedelta(days=4)
    given = {"closes_at": as_typed(later), "reason": "Half the team was at the fair."}
    page = coordinator.post(address("wave-extend", world, wave.pk), given, follow=True)
    assert "Half the team was at the fair." in text_of(page)
    wave.refresh_from_db()
    assert wave.closes_at == later.replace(second=0, microsecond=0)
    event = Event.objects.about(wave).get()
    assert event.kind == "wave.extended"
    assert "fair" not in str(event.changes)


@pytest.mark.parametrize(
    ("days", "reason", "why"),
    [
        (-1, "Why not.", "This has to be later than it closes now."),
        (3, "", "Please fill this in."),
        (36_500, "A slip.", "Please check the year."),
    ],
)
def test_extending_needs_a_later_end_and_a_reason(world, coordinator, wave, days, reason, why):
    given = {"closes_at": as_typed(wave.closes_at + timedelta(days=days)), "reason": reason}
    page = coordinator.post(address("wave-extend", world, wave.pk), given)
    assert page.status_code == 422
    assert why in text_of(page)
    assert page.context["form"]["closes_at"].value() == given["closes_at"]


def test_closing_early_asks_why_and_closing_in_time_does_not(world, coordinator, wave):
    page = coordinator.post(address("wave-close", world, wave.pk), {"reason": " "})
    assert page.status_code == 422
    Wave.objects.filter(pk=wave.pk).update(
        opens_at=timezone.now() - timedelta(days=9), closes_at=timezone.now() - timedelta(hours=1)
    )
    assert coordinator.post(address("wave-close", world, wave.pk)).status_code == 302
    wave.refresh_from_db()
    assert (wave.state, wave.closing_reason) == (WaveState.CLOSED, "")


def test_a_closed_wave_cannot_be_kept_open(world, coordinator, wave):
    coordinator.post(address("wave-close", world, wave.pk), {"reason": "All are here."})
    given = {"closes_at": as_typed(wave.closes_at + timedelta(days=4)), "reason": "Too late."}
    page = coordinator.post(address("wave-extend", world, wave.pk), given, follow=True)
    assert "You closed" in text_of(page)
    wave.refresh_from_db()
    assert (wave.state, wave.closing_reason) == (WaveState.CLOSED, "All are here.")


def test_a_planned_wave_is_moved_or_taken_back_and_an_open_one_is_not(
    world, coordinator, planned, wave
):
    opens_at = timezone.now() + timedelta(days=9)
    given = {"opens_at": as_typed(opens_at), "closes_at": as_typed(opens_at + timedelta(days=5))}
    for each in (planned, wave):
        coordinator.post(address("wave-change", world, each.pk), given)
    planned.refresh_from_db()
    assert planned.opens_at == opens_at.replace(second=0, microsecond=0)
    assert Wave.objects.get(pk=wave.pk).opens_at == wave.opens_at
    for each in (planned, wave):
        coordinator.get(address("wave-take-back", world, each.pk))
        coordinator.post(address("wave-take-back", world, each.pk))
    assert list(Wave.objects.all()) == [wave]


@pytest.mark.parametrize("candour", Candour)
def test_who_has_not_answered_is_named_unless_it_is_anonymous(world, coordinator, candour):
    instrument = InstrumentFactory.create(organisation=world.organisation, candour=candour)
    wave = WaveFactory.create(cohort=world.cohort, instrument=instrument)
    called(wave, world.mentee)
    body = text_of(coordinator.get(address("wave", world, wave.pk)))
    assert (world.mentee.name in body) is (candour != Candour.ANONYMOUS)
    assert "0 of 1 have answered so far." in body


def test_a_room_has_a_link_that_can_be_taken_back(world, coordinator, wave):
    for _again in range(2):
        page = coordinator.post(address("wave-room-open", world, wave.pk), follow=True)
    wave.refresh_from_db()
    assert f"/surveys/room/{wave.room_key}/" in page.content.decode()
    assert "data:image/svg+xml" in page.content.decode()
    assert "style=" not in page.content.decode().split("<main")[1]
    first = wave.room_key
    coordinator.post(address("wave-room-shut", world, wave.pk))
    coordinator.post(address("wave-room-open", world, wave.pk))
    wave.refresh_from_db()
    assert wave.room_key not in {"", first}
    kinds = [event.kind for event in Event.objects.about(wave)]
    assert sorted(kinds) == ["wave.room_opened", "wave.room_opened", "wave.room_shut"]


def test_only_an_open_anonymous_wave_has_a_link_for_a_room(world, coordinator, planned):
    instrument = InstrumentFactory.create(organisation=world.organisation, candour=Candour.NAMED)
    named = WaveFactory.create(cohort=world.cohort, instrument=instrument)
    for each in (planned, named):
        coordinator.post(address("wave-room-open", world, each.pk))
        assert Wave.objects.get(pk=each.pk).room_key == ""


@pytest.mark.parametrize(("who", "status"), [("reviewer", 403), ("mentor", 403), ("stranger", 404)])
def test_others_move_nothing(world, client_of, wave, who, status):
    client = client_of(getattr(world, who))
    for name in ("open", "close", "extend", "change", "take-back", "room-open", "room-shut"):
        answer = client.post(address(f"wave-{name}", world, wave.pk), {"reason": "Mine."})
        assert answer.status_code == status
    assert client.get(address("wave-room", world, wave.pk)).status_code == status
    wave.refresh_from_db()
    assert (wave.state, wave.room_key) == (WaveState.OPEN, "")
