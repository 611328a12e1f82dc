"""Writing a charter, sending it, signing it once, and sending it back."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from mentorship.audit.models import Event
from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.notifications import delivery
from mentorship.notifications.enums import MessageState
from mentorship.notifications.models import Message
from programmes.actions.charters import (
    AwaitsSignatureError,
    CannotBeAskedError,
    LinkClosedError,
    ask_for_signature,
    discard_draft,
    send_charter_back,
    sign_charter,
    withdraw_charter,
    write_charter,
)
from programmes.charters.queries import LinkState
from programmes.charters.texts import FIELDS
from programmes.emails.charters import CHARTER_NEWS, CHARTER_REQUEST, CHARTER_SIGNED
from programmes.enums import CharterState, SignOffState
from programmes.models import Charter, SignOff
from tests.factories.charters import CharterFactory, request_to_sign, signed_charter
from tests.people import make_world
from tests.programmes.races import both_at_once


def states(programme):
    return list(programme.charters.order_by("version").values_list("version", "state"))


def mails(kind):
    return Message.objects.filter(kind=kind.name)


def test_a_draft_is_begun_once_and_changed_after(world):
    texts = {"purpose": "Why", "sponsor_commits": "A", "programme_commits": "B"}
    first = write_charter(programme=world.programme, by=world.coordinator, **texts)
    again = write_charter(programme=world.programme, by=None, **texts, resources="C")

    assert first.pk == again.pk
    assert states(world.programme) == [(1, CharterState.DRAFT)]
    kinds = [(event.kind, event.changes) for event in Event.objects.about(first)]
    assert ("charter.changed", {"version": 1, "fields": ["resources"]}) in kinds
    assert "Why" not in str(kinds)


def test_what_was_sent_is_not_changed(world):
    sign_off = request_to_sign(world.programme)
    with pytest.raises(AwaitsSignatureError):
        write_charter(programme=world.programme, by=None, purpose="Otherwise")
    with pytest.raises(IllegalTransitionError):
        discard_draft(sign_off.charter, by=world.coordinator)
    assert Charter.objects.get().purpose == sign_off.charter.purpose
    assert not Event.objects.filter(kind="charter.discarded").exists()


def test_a_draft_nobody_was_sent_can_go(world):
    discard_draft(CharterFactory.create(programme=world.programme), by=world.coordinator)
    assert states(world.programme) == []


def test_signing_puts_a_version_in_force_and_supersedes_the_one_before(world):
    before = signed_charter(world.programme)
    sign_off = request_to_sign(world.programme)

    sign_charter(sign_off, name="H. Sørensen")

    assert states(world.programme) == [(1, CharterState.SUPERSEDED), (2, CharterState.SIGNED)]
    stored = SignOff.objects.get(pk=sign_off.pk)
    assert (stored.state, stored.signed_name) == (SignOffState.SIGNED, "H. Sørensen")
    charter = Charter.objects.get(version=2)
    assert (charter.signed_by, charter.signed_at) == (world.sponsor, stored.ended_at)
    event = Event.objects.get(kind="charter.signed")
    assert (event.actor_id, event.changes["version"]) == (world.sponsor.pk, 2)
    assert event.changes["supersedes"] == before.version
    assert mails(CHARTER_SIGNED).get().recipient == world.sponsor
    assert mails(CHARTER_NEWS).get().recipient == world.coordinator
    assert charter.reviews.get().due_on > timezone.localdate() + timedelta(days=170)


def test_sent_back_leaves_in_force_what_was_signed(world):
    signed_charter(world.programme)
    sign_off = request_to_sign(world.programme)

    send_charter_back(sign_off, words="One hour a month, not two")

    assert states(world.programme) == [(1, CharterState.SIGNED), (2, CharterState.DECLINED)]
    assert "One hour a month, not two" in mails(CHARTER_NEWS).get().text
    assert not mails(CHARTER_SIGNED).exists()
    assert "One hour" not in str(list(Event.objects.values_list("changes", flat=True)))


def test_asked_again_the_earlier_link_works_no_more_and_its_mail_stays(world):
    first = request_to_sign(world.programme)
    second = request_to_sign(world.programme, first.charter)

    assert first.charter == second.charter
    with pytest.raises(LinkClosedError) as closed:
        sign_charter(first, name="Helena")
    assert closed.value.state == LinkState.WITHDRAWN
    by_state = dict(mails(CHARTER_REQUEST).values_list("about", "state"))
    assert by_state[f"programmes.signoff:{first.pk}"] == MessageState.CANCELLED
    assert by_state[f"programmes.signoff:{second.pk}"] == MessageState.QUEUED


@pytest.mark.parametrize("reason", ["withdrawn", "expired", "ended", "inactive", "signed"])
def test_a_closed_request_cannot_be_signed(world, reason):
    sign_off = request_to_sign(world.programme)
    if reason == "withdrawn":
        withdraw_charter(sign_off.charter, by=world.coordinator)
    if reason == "expired":
        past = timezone.now() - timedelta(days=31)
        SignOff.objects.update(asked_at=past, expires_at=past + timedelta(days=30))
    if reason == "ended":
        world.programme.sponsorships.update(ended_on=timezone.localdate())
    if reason == "inactive":
        type(world.sponsor).objects.filter(pk=world.sponsor.pk).update(is_active=False)
    if reason == "signed":
        sign_charter(SignOff.objects.get(pk=sign_off.pk), name="Helena")
    before = (states(world.programme), Event.objects.count(), Message.objects.count())

    with pytest.raises(LinkClosedError):
        sign_charter(sign_off, name="Helena")
    with pytest.raises(LinkClosedError):
        send_charter_back(sign_off, words="No")

    assert (states(world.programme), Event.objects.count(), Message.objects.count()) == before


def test_nobody_is_asked_who_is_no_sponsor_or_has_no_address(world):
    charter = CharterFactory.create(programme=world.programme)
    sponsorship = world.programme.sponsorships.get()
    type(world.sponsor).objects.filter(pk=world.sponsor.pk).update(email=None)
    with pytest.raises(CannotBeAskedError):
        ask_for_signature(charter, sponsorship=sponsorship, by=None)
    assert Charter.objects.get().state == CharterState.DRAFT


def test_the_database_itself_keeps_one_of_each(world):
    sign_off = request_to_sign(world.programme)
    fields = {"charter": sign_off.charter, "sponsorship": sign_off.sponsorship}
    now = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        SignOff.objects.create(**fields, asked_at=now, expires_at=now + timedelta(days=1))
    with pytest.raises(IntegrityError), transaction.atomic():
        SignOff.objects.filter(pk=sign_off.pk).update(state=SignOffState.SIGNED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Charter.objects.filter(pk=sign_off.charter_id).update(state=CharterState.SIGNED)
    with pytest.raises(IntegrityError), transaction.atomic():
        CharterFactory.create(programme=world.programme, state=CharterState.AWAITING_SIGNATURE)


def test_every_field_that_is_shown_can_be_written():
    assert set(FIELDS) <= {field.name for field in Charter._meta.fields}


@pytest.mark.django_db(transaction=True)
def test_of_two_signatures_at_once_exactly_one_counts(smtp_server):
    world = make_world()
    signed_charter(world.programme)
    sign_off = request_to_sign(world.programme)
    one, other = (
        SignOff.objects.select_related("charter__programme", "sponsorship__person").get(
            pk=sign_off.pk
        )
        for _ in range(2)
    )

    errors = both_at_once(
        lambda: sign_charter(one, name="Helena"), lambda: sign_charter(other, name="Helena")
    )

    assert [type(error) for error in errors] == [LinkClosedError]
    assert states(world.programme) == [(1, CharterState.SUPERSEDED), (2, CharterState.SIGNED)]
    assert Event.objects.filter(kind="charter.signed").count() == 1
    assert Charter.objects.get(version=2).reviews.count() == 1
    for message in Message.objects.filter(state=MessageState.QUEUED):
        delivery.deliver(message.pk)
    subjects = sorted(mail["Subject"] for mail in smtp_server.messages)
    assert subjects.count("You signed the charter of Leaders") == 1
    assert subjects.count("Helena Sørensen signed the charter of Leaders") == 1


@pytest.mark.django_db(transaction=True)
def test_signing_and_withdrawing_at_once_leave_one_story():
    world = make_world()
    sign_off = request_to_sign(world.programme)
    charter = Charter.objects.select_related("programme__organisation").get(pk=sign_off.charter_id)

    errors = both_at_once(
        lambda: sign_charter(sign_off, name="Helena"), lambda: withdraw_charter(charter, by=None)
    )

    assert len(errors) == 1
    outcome = (Charter.objects.get().state, SignOff.objects.get().state)
    assert outcome in {
        (CharterState.SIGNED, SignOffState.SIGNED),
        (CharterState.WITHDRAWN, SignOffState.WITHDRAWN),
    }


def test_pressing_send_twice_asks_once_and_the_first_link_stays_good(world):
    sign_off = request_to_sign(world.programme)
    with pytest.raises(IllegalTransitionError):
        ask_for_signature(sign_off.charter, sponsorship=sign_off.sponsorship, by=None, after=None)
    sign_off.refresh_from_db()
    assert sign_off.state == SignOffState.OPEN
