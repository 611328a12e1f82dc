"""Rules are changed once it was seen whom they would move."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentorship.audit.models import Event
from programmes.enums import ParticipantRole
from tests.factories.programmes import ParticipantFactory
from tests.factories.training import initial_training
from training.actions import change_policy, ensure_policies, refresh_standings
from training.currency import MENTOR_DEFAULT, POLICIES
from training.models import CurrencyPolicy, Standing
from training.policies import fingerprint_of, rules_of

MENTOR = ParticipantRole.MENTOR


@pytest.fixture
def client(world, client_of):
    ensure_policies(world.programme)
    return client_of(world.coordinator)


def url(world, name="policy-mentors"):
    return reverse(f"training:{name}", args=(world.programme.slug,))


def fields_in(response):
    """Return what a form on a page would send, as far as these rules go."""
    form = response.context["form"]
    given = {name: form[name].value() for name in form.fields}
    return {
        name: value for name, value in given.items() if value is not None and value is not False
    }


def typed(world, client, query="", **changes):
    return {**fields_in(client.get(url(world) + query)), **changes}


def previewed(response):
    text = response.content.decode()
    return {"previewed": re.search(r'name="previewed" value="(\w*)"', text)[1], "save": "1"}


def stored():
    return rules_of(CurrencyPolicy.objects.get(role=MENTOR))


def test_both_policies_stand_in_plain_words(world, client):
    text = client.get(url(world, "policy-list")).content.decode()
    assert "3 hours of refreshers or 2 gatherings in 12 months" in text
    assert "2 mentees in 36 months" in text
    assert "1 gathering or 1 refresher once, in 6 months" in text


def test_it_is_kept_only_after_the_preview_and_moves_whom_it_named(world, client):
    initial_training(world.programme, world.mentor, days=400)
    refresh_standings(CurrencyPolicy.objects.get(role=MENTOR))
    given = typed(world, client, grace_days="10")
    assert client.post(url(world), {**given, "save": "1"}).status_code == 200
    assert stored() == MENTOR_DEFAULT
    page = client.post(url(world), given)
    text = page.content.decode()
    assert "It would move 1 person" in text
    assert "In grace → Lapsed: 1" in text
    assert world.mentor.name in text
    client.post(url(world), {**given, **previewed(page)})
    assert stored().grace_days == 10
    assert Standing.objects.get(person=world.mentor).status == "lapsed"
    event = Event.objects.get(kind="policy.changed")
    assert event.changes == {"grace_days": [60, 10]}


def test_what_was_changed_after_the_preview_is_previewed_again(world, client):
    given = typed(world, client, grace_days="10")
    page = client.post(url(world), given)
    client.post(url(world), {**given, **previewed(page), "grace_days": "20"})
    assert stored() == MENTOR_DEFAULT


def test_who_was_slower_is_told_and_overwrites_nothing(world, client):
    given = typed(world, client, grace_days="10")
    page = client.post(url(world), given)
    seen = fingerprint_of(stored())
    quicker = POLICIES["uk-nursing-2008"].policy
    change_policy(world.programme, MENTOR, quicker, seen=seen, by=world.administrator)
    later = client.post(url(world), {**given, **previewed(page)}, follow=True)
    assert "Somebody changed these rules meanwhile" in later.content.decode()
    assert stored() == quicker


@pytest.mark.parametrize("name", POLICIES)
def test_it_starts_from_published_rules_and_remembers_which(world, client, name):
    page = client.get(f"{url(world)}?from={name}")
    assert "of its time, not current advice" in page.content.decode()
    given = fields_in(page)
    client.post(url(world), {**given, **previewed(client.post(url(world), given))})
    assert CurrencyPolicy.objects.get(role=MENTOR).regime == name
    assert POLICIES[name].edition in client.get(url(world, "policy-list")).content.decode()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"refresher_hours": "0"}, "refresher_hours"),
        ({"initial_cap": "5"}, "initial_cap"),
        ({"refresher_cap": "1"}, "refresher_cap"),
        ({"activity_months": ""}, "activity_months"),
        ({"initial_hours": "0"}, "initial_hours"),
        ({"anchor_month": "9", "anchor_day": "1"}, "anchor_month"),
        ({"anchor_month": "9"}, "anchor_day"),
        ({"due_window_days": "336"}, "due_window_days"),
        ({"renewal": "sometimes"}, "renewal"),
    ],
)
def test_a_contradiction_is_said_next_to_its_field(world, client, changes, field):
    answer = client.post(url(world), typed(world, client, **changes))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]


def test_the_preview_makes_the_same_number_of_queries_for_one_and_for_thirty(world, client):
    def queries():
        given = typed(world, client, grace_days="10")
        client.post(url(world), given)
        with CaptureQueriesContext(connection) as captured:
            assert client.post(url(world), given).status_code == 200
        return len(captured)

    initial_training(world.programme, world.mentor, days=400)
    few = queries()
    for _ in range(29):
        place = ParticipantFactory.create(cohort=world.cohort)
        initial_training(world.programme, place.person, days=400)
    assert queries() == few


def test_rules_of_mentees_are_their_own(world, client):
    address = url(world, "policy-mentees")
    given = fields_in(client.get(address)) | {"initial_hours": "3"}
    client.post(address, {**given, **previewed(client.post(address, given))})
    assert rules_of(CurrencyPolicy.objects.get(role="mentee")).initial_hours == 3
    assert stored() == MENTOR_DEFAULT
