"""A sending is looked at, every mail read, before anything leaves."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.core import mail as mailbox
from django.urls import reverse
from django.utils import timezone

from matching.actions.delivering import let_go
from matching.actions.sendings import leave_out, stage
from matching.drafts.enums import DraftState
from matching.models import Match, Sending
from matching.publishing.enums import LineState, SendingState
from matching.publishing.reviewing import Review
from mentorship.notifications.models import Message
from tests.factories.matching import MatchFactory
from tests.factories.programmes import ParticipantFactory
from tests.factories.rounds import DraftPairFactory, MatchingPlaceFactory
from tests.factories.sending import draft_of


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.coordinator)


@pytest.fixture
def draft(world):
    return draft_of(world, mentors=2, mentees_each=2)


@pytest.fixture
def sending(draft, world):
    return stage(draft, by=world.coordinator)


def url(world, name, *args):
    return reverse(f"matching:{name}", args=(world.programme.slug, *args))


def text(response):
    return response.content.decode()


def test_pairs_are_chosen_looked_at_and_sent(world, coordinator, draft):
    address = url(world, "sending-stage", draft.pk)
    assert "Mentee 3 with Mentor 1" in text(coordinator.get(address))
    chosen = [str(pair.pk) for pair in draft.pairs.exclude(mentee__person__name="Mentee 3")]
    shown = coordinator.post(address, {"pairs": chosen}, follow=True)
    sending = Sending.objects.get()
    assert "3 mentees and 2 mentors get 5 mails." in text(shown)
    assert "Send 5 mails now" in text(shown)
    assert not Message.objects.exists()
    assert mailbox.outbox == []

    seal = {"seal": Review(sending).digest()}
    done = coordinator.post(url(world, "sending-send", sending.pk), seal, follow=True)

    assert "Asked: 3 pairs." in text(done)
    assert Message.objects.filter(kind="matching.match_proposed").count() == 5
    again = coordinator.post(url(world, "sending-send", sending.pk), seal, follow=True)
    assert "You sent these pairs" in text(again)
    assert Match.objects.count() == 3


def test_pairs_of_another_draft_are_refused(world, coordinator, draft):
    foreign = DraftPairFactory.create()
    answer = coordinator.post(url(world, "sending-stage", draft.pk), {"pairs": [str(foreign.pk)]})
    assert answer.status_code == HTTPStatus.OK
    assert not Sending.objects.exists()


def test_every_mail_can_be_read(world, coordinator, sending):
    address = url(world, "sending-mails", sending.pk)
    first = text(coordinator.get(address))
    assert "Mail 1 of 6" in first
    assert "Mentor 0 could be your mentor" in first
    last = text(coordinator.get(address, {"page": 6}))
    assert "Mentee 2 and Mentee 3 could be your mentees" in last
    line = sending.lines.get(mentee__person__name="Mentee 0")
    both = text(coordinator.get(address, {"pair": str(line.pk)}))
    assert "Mentor 0 could be your mentor" in both
    assert "Mentee 0 and Mentee 1 could be your mentees" in both
    assert f"/matches/{line.pk}/" in both


def test_what_is_wrong_is_told_next_to_them_and_they_are_passed_over(world, coordinator, sending):
    lines = {line.mentee.person.name: line for line in sending.lines.all()}
    busy = lines["Mentee 0"].mentee
    MatchFactory.create(cohort=world.cohort, mentees=[busy])
    person = lines["Mentee 1"].mentee.person
    person.email = None
    person.save()
    mentor = lines["Mentee 2"].mentor
    MatchingPlaceFactory.create(participant=mentor, seats=2)
    elsewhere = ParticipantFactory.create(
        person=mentor.person, cohort__programme__organisation=world.organisation
    )
    MatchFactory.create(cohort=elsewhere.cohort, mentors=[elsewhere])

    shown = text(coordinator.get(url(world, "sending", sending.pk)))

    assert "2 pairs cannot be asked as they stand" in shown
    assert "Mentee 0 is matched already, or is being asked." in shown
    assert "Mentee 1 has no e-mail address" in shown
    assert "Mentor 1 has 1 mentee in another programme, and wants 2 in all." in shown
    assert "2 mentees and 1 mentor get 3 mails." in shown


def test_a_pair_against_a_rule_says_so_first(world, coordinator, draft):
    pair = draft.pairs.last()
    draft.pairs.filter(pk=pair.pk).update(
        broken_rules=["department"], override_reason="They share a project"
    )
    prepared = stage(draft, by=world.coordinator)
    assert Review(prepared).going[0].row.mentee == pair.mentee
    shown = text(coordinator.get(url(world, "sending", prepared.pk)))
    assert shown.count("Against a rule: “They share a project”") == 1


def test_a_pair_is_left_out_for_a_reason_and_brought_back(world, coordinator, sending):
    line = sending.lines.first()
    address = f"{url(world, 'sending-leave-out', sending.pk)}?pair={line.pk}"
    empty = coordinator.post(address, {"reason": ""})
    assert empty.status_code == HTTPStatus.OK
    assert sending.lines.filter(state=LineState.LEFT_OUT).count() == 0

    shown = text(coordinator.post(address, {"reason": "On leave until May"}, follow=True))
    assert "1 pair is left out" in shown
    assert "On leave until May" in shown

    back = url(world, "sending-bring-back", sending.pk)
    coordinator.post(back, {"pair": str(line.pk)})
    assert sending.lines.filter(state=LineState.IN).count() == 4
    assert coordinator.post(back, {"pair": "nonsense"}).status_code == HTTPStatus.NOT_FOUND


def test_words_and_days_stand_in_every_mail(world, coordinator, sending):
    address = url(world, "sending-words", sending.pk)
    wrong = text(coordinator.post(address, {"words": "Kept <i>words</i>", "answer_days": "61"}))
    assert "Kept &lt;i&gt;words&lt;/i&gt;" in wrong
    coordinator.post(address, {"words": "Welcome <i>in</i>", "answer_days": "10"})
    mail = text(coordinator.get(url(world, "sending-mails", sending.pk)))
    assert "Welcome &lt;i&gt;in&lt;/i&gt;" in mail
    sending.refresh_from_db()
    assert sending.answer_days == 10


def test_a_time_is_chosen_in_ones_own_zone_and_taken_back(world, coordinator, sending):
    address = url(world, "sending-time", sending.pk)
    yesterday = timezone.localdate() - timedelta(days=1)
    past = text(coordinator.post(address, {"day": yesterday, "hour": "10:00"}))
    assert "That is over already" in past
    coordinator.post(address, {"day": timezone.localdate() + timedelta(days=3), "hour": "10:00"})
    sending.refresh_from_db()
    assert sending.state == SendingState.SCHEDULED
    local = timezone.localtime(sending.send_at, world.coordinator.time_zone)
    assert (local.hour, local.minute) == (10, 0)
    assert "Take the time back" in text(coordinator.get(url(world, "sending", sending.pk)))

    coordinator.post(url(world, "sending-unschedule", sending.pk))
    coordinator.post(url(world, "sending-call-off", sending.pk))
    sending.refresh_from_db()
    assert sending.state == SendingState.CALLED_OFF
    assert not Message.objects.exists()
    assert not sending.draft.pairs.exclude(sending=None).exists()
    assert stage(sending.draft, by=world.coordinator).lines.count() == 4


@pytest.mark.parametrize(("how", "left"), [("take", 0), ("leave", 1)])
def test_a_changed_draft_is_told_and_followed_or_not(world, coordinator, sending, how, left):
    draft = sending.draft
    pair = draft.pairs.get(mentee__person__name="Mentee 0")
    other = ParticipantFactory.create(cohort=world.cohort, person__name="Somebody else")
    DraftPairFactory.create(draft=draft, mentee=pair.mentee, mentor=other)
    pair.delete()
    draft.version += 1
    draft.save()
    page = url(world, "sending", sending.pk)
    shown = text(coordinator.get(page))
    assert "Mentee 0 was to be with Mentor 0." in shown
    assert "In the draft, Mentee 0 has Somebody else now." in shown
    assert "mails now" not in shown

    coordinator.post(url(world, "sending-follow", sending.pk), {"how": how})

    assert sending.lines.filter(state=LineState.LEFT_OUT).count() == left
    assert sending.lines.filter(mentor=other).exists() is (how == "take")
    assert "was changed since you prepared" not in text(coordinator.get(page))


def test_a_stale_page_sends_nothing_and_shows_how_it_stands(world, coordinator, sending):
    seal = {"seal": Review(sending).digest()}
    leave_out(sending.lines.first(), by=world.coordinator, reason="Away")
    shown = text(coordinator.post(url(world, "sending-send", sending.pk), seal))
    assert "This is not quite what you saw" in shown
    assert not Message.objects.exists()


def test_while_it_goes_out_the_page_says_how_far_it_is(world, coordinator, sending):
    let_go(sending, by=world.coordinator)
    page = url(world, "sending", sending.pk)
    assert "0 of 4" in text(coordinator.get(page))
    assert "0 of 4" in text(coordinator.get(page, HTTP_HX_REQUEST="true"))


def test_a_page_asks_no_more_for_thirty_pairs_than_for_one(
    world, coordinator, django_assert_max_num_queries
):
    sending = stage(draft_of(world, mentors=1), by=world.coordinator)
    address = url(world, "sending", sending.pk)
    with django_assert_max_num_queries(80) as few:
        coordinator.get(address)
    for pair in DraftPairFactory.create_batch(29, draft=sending.draft):
        sending.lines.create(mentee=pair.mentee, mentor=pair.mentor)
    with django_assert_max_num_queries(80) as many:
        assert coordinator.get(address).context["review"].rows[29:]
    assert len(many) <= len(few)


def test_strangers_and_colleagues_without_the_permission_stay_out(world, client_of, sending):
    for name in ("sending", "sending-mails"):
        address = url(world, name, sending.pk)
        assert client_of(world.stranger).get(address).status_code == HTTPStatus.NOT_FOUND
        assert client_of(world.facilitator).get(address).status_code == HTTPStatus.FORBIDDEN
    press = url(world, "sending-send", sending.pk)
    assert client_of(world.facilitator).post(press).status_code == HTTPStatus.FORBIDDEN
    assert client_of(world.coordinator).get(press).status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert Sending.objects.get().state == SendingState.STAGED


def test_a_draft_that_is_not_ready_is_not_prepared(world, coordinator, draft):
    draft.state = DraftState.DISCARDED
    draft.save()
    pairs = [str(pair.pk) for pair in draft.pairs.all()]
    coordinator.post(url(world, "sending-stage", draft.pk), {"pairs": pairs})
    assert not Sending.objects.exists()


def test_the_list_offers_drafts_and_shows_what_was_sent(world, coordinator, draft):
    address = url(world, "sending-list", draft.round_id)
    assert "Prepare to send" in text(coordinator.get(address))
    stage(draft, by=world.coordinator)
    assert "A sending is being prepared" in text(coordinator.get(address))
