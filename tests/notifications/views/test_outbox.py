from dataclasses import replace
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from mentorship.notifications import kinds as registry
from mentorship.notifications.actions import pause_outbox
from mentorship.notifications.actions.addresses import note_refusal
from mentorship.notifications.enums import MessageState
from mentorship.notifications.links import UnsubscribeLink
from mentorship.notifications.models import AddressHealth, Message, OutboxSwitch
from mentorship.notifications.queries import readable_text

pytestmark = pytest.mark.django_db
OUTBOX = reverse("notifications:outbox")
ACTS = ("message-send-again", "message-approve", "message-hold", "message-cancel")


@pytest.fixture
def sent_for(world, posted):
    """Post a message of a kind to the mentor, for the world's programme."""

    def do(kind="letter", **fields):
        fields = {
            "recipient": world.mentor,
            "organisation": world.organisation,
            "programme_id": world.programme.pk,
        } | fields
        return posted(kind, **fields)

    return do


def detail(message):
    return reverse("notifications:message-detail", args=(message.pk,))


def act(name, message):
    return reverse(f"notifications:{name}", args=(message.pk,))


def test_coordinators_and_administrators_see_their_outbox(world, client_of, sent_for):
    message = sent_for()
    for person in (world.coordinator, world.administrator):
        client = client_of(person)
        assert detail(message) in client.get(OUTBOX).content.decode()
        assert (
            "this is about marmalade &amp; scones" in client.get(detail(message)).content.decode()
        )


def test_strangers_see_nothing_of_it(world, client_of, sent_for):
    message = sent_for()
    client = client_of(world.other_coordinator)
    assert "marmalade" not in client.get(OUTBOX).content.decode()
    assert client.get(detail(message)).status_code == 404
    for name in ACTS:
        assert client.post(act(name, message)).status_code == 404


def test_those_without_the_permission_are_told_so(world, client_of, sent_for):
    message = sent_for()
    for person in (world.mentor, world.mentee, world.reviewer, world.facilitator, world.sponsor):
        client = client_of(person)
        assert client.get(OUTBOX).status_code == 403
        assert client.get(detail(message)).status_code == 403
        for name in ACTS:
            assert client.post(act(name, message)).status_code == 403
    assert Client().get(OUTBOX).status_code == 302
    assert Message.objects.get().state == MessageState.QUEUED


def test_nothing_is_changed_by_opening_an_address(world, client_of, sent_for):
    message = sent_for()
    client = client_of(world.coordinator)
    for name in ACTS:
        assert client.get(act(name, message)).status_code == 405


def test_a_coordinator_sees_their_own_programme_only(world, client_of, sent_for):
    message = sent_for(programme_id=world.other_programme.pk)
    assert client_of(world.coordinator).get(detail(message)).status_code == 404
    assert client_of(world.administrator).get(detail(message)).status_code == 200


@pytest.mark.parametrize("kind", ["secret", "reminder", "approval"])
def test_what_is_not_open_to_coordinators_is_never_shown(world, client_of, sent_for, kind):
    message = sent_for(kind)
    client = client_of(world.coordinator)
    for address in (OUTBOX, detail(message)):
        page = client.get(address).content.decode()
        assert "marmalade" not in page
        assert world.mentor.name in page


def test_nobody_can_press_the_readers_own_unsubscribe_link(world, kinds, sent_for, monkeypatch):
    is_open = replace(kinds["reminder"], is_open_to_coordinators=True)
    monkeypatch.setitem(registry._kinds, is_open.name, is_open)
    message = sent_for("reminder")
    token = UnsubscribeLink.of(world.mentor, is_open.category).token
    assert token in message.text
    assert token not in (readable_text(message) or token)


def test_each_shelf_shows_its_own(world, client_of, sent_for):
    waits, approval = sent_for(), sent_for("approval")
    client = client_of(world.coordinator)
    page = client.get(OUTBOX, {"state": "awaiting_approval"}).content.decode()
    assert detail(approval) in page
    assert detail(waits) not in page
    assert "1 message needs you." in page
    every = client.get(OUTBOX, {"state": "nonsense"}).content.decode()
    assert detail(approval) in every
    assert detail(waits) in every


def test_an_empty_outbox_has_a_page_too(world, client_of):
    page = client_of(world.coordinator).get(OUTBOX).content.decode()
    assert "Nothing waits" in page


def test_approving_holding_and_cancelling(world, client_of, sent_for):
    message = sent_for("approval")
    client = client_of(world.coordinator)
    for name, state in (
        ("message-approve", MessageState.QUEUED),
        ("message-hold", MessageState.AWAITING_APPROVAL),
        ("message-approve", MessageState.QUEUED),
        ("message-cancel", MessageState.CANCELLED),
    ):
        client.post(act(name, message))
        message.refresh_from_db()
        assert message.state == state
    assert message.cancelled_by == world.coordinator
    assert "Catherine Ward" in client.get(detail(message)).content.decode()


def test_sending_again_with_one_click(world, client_of, sent_for):
    message = sent_for()
    Message.objects.update(state=MessageState.UNKNOWN)
    client = client_of(world.coordinator)
    assert act("message-send-again", message) in client.get(detail(message)).content.decode()
    client.post(act("message-send-again", message))
    message.refresh_from_db()
    assert (message.state, message.sending) == (MessageState.QUEUED, 2)


def test_a_second_click_says_that_it_has_moved_on(world, client_of, sent_for):
    message = sent_for()
    Message.objects.update(state=MessageState.UNKNOWN)
    client = client_of(world.coordinator)
    client.post(act("message-send-again", message))
    page = client.post(act("message-send-again", message), follow=True).content.decode()
    assert f"You sent “{message.subject}” again at" in unescape(page)
    assert Message.objects.get().sending == 2


def test_as_many_queries_for_sixty_messages_as_for_one(
    world, client_of, sent_for, django_assert_num_queries, django_assert_max_num_queries
):
    sent_for()
    client = client_of(world.coordinator)
    with django_assert_max_num_queries(12) as first:
        client.get(OUTBOX)
    for _ in range(59):
        sent_for()
    with django_assert_num_queries(len(first)):
        page = client.get(OUTBOX, {"page": 3}).content.decode()
    assert "51 to 60 of 60" in page


def test_only_administrators_pause_and_resume(world, client_of):
    coordinator, administrator = client_of(world.coordinator), client_of(world.administrator)
    pause, resume = reverse("notifications:outbox-pause"), reverse("notifications:outbox-resume")
    assert coordinator.post(pause).status_code == 403
    administrator.post(pause)
    assert OutboxSwitch.objects.get().is_paused
    assert "The outbox is paused" in coordinator.get(OUTBOX).content.decode()
    assert resume not in coordinator.get(OUTBOX).content.decode()
    assert resume in administrator.get(OUTBOX).content.decode()
    assert coordinator.post(resume).status_code == 403
    administrator.post(resume)
    assert not OutboxSwitch.objects.get().is_paused


def test_a_restored_outbox_says_why_it_is_paused(world, client_of):
    pause_outbox(reason="Restored from the backup of Monday.", by=None)
    assert "backup of Monday" in client_of(world.coordinator).get(OUTBOX).content.decode()


def test_a_paused_address_is_shown_to_those_it_concerns(world, client_of, sent_for):
    sent_for()
    for _ in range(5):
        note_refusal(world.mentor.email, "550 no such mailbox")
    resume = reverse("notifications:address-resume")
    stranger, coordinator = client_of(world.other_coordinator), client_of(world.coordinator)
    assert world.mentor.email not in stranger.get(OUTBOX).content.decode()
    assert stranger.post(resume, {"address": world.mentor.email}).status_code == 404
    assert "550 no such mailbox" in coordinator.get(OUTBOX).content.decode()
    coordinator.post(resume, {"address": world.mentor.email})
    assert not AddressHealth.objects.exists()
