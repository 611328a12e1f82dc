"""After pairs were asked: the answers, the next wish, more time, and letters."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse

from matching.actions.delivering import send
from matching.actions.proposals import accept_match, decline_match
from matching.actions.sendings import stage
from matching.enums import DeclineReason, MatchState
from matching.models import Draft, Match
from mentorship.notifications.models import Message
from tests.factories.matching import MatchFactory, trained
from tests.factories.programmes import ParticipantFactory
from tests.factories.sending import draft_of


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.coordinator)


@pytest.fixture
def sent(world):
    world.mentor_place.delete()
    world.mentee_place.delete()
    sending = stage(draft_of(world, mentors=2), by=world.coordinator)
    send(sending, by=world.coordinator)
    return sending


@pytest.fixture
def declined(sent):
    """Mentor 0 says no to Mentee 0."""
    match = Match.objects.get(members__participant__person__name="Mentee 0")
    decline_match(match, by=match.mentors[0], reason=DeclineReason.NO_TIME)
    return match.members.get(side="mentee").participant


def url(world, name, *args):
    return reverse(f"matching:{name}", args=(world.programme.slug, *args))


def text(response):
    return response.content.decode()


def proposals():
    return Message.objects.filter(kind="matching.match_proposed")


def test_the_page_says_how_everybody_stands_and_who_is_next(world, coordinator, declined, sent):
    trained(ParticipantFactory.create(cohort=world.cohort, person__name="Spare"))
    shown = text(coordinator.get(url(world, "sending-answers", sent.round_id)))
    assert "0 of 2 are placed" in shown
    assert "1 waits for an answer; 1 is free again." in shown
    assert "Mentor 0 declined: I have too little time just now." in shown
    assert "Next: Spare, fit" in shown
    free = text(coordinator.get(url(world, "sending-answers", sent.round_id), {"show": "free"}))
    assert "Mentee 0" in free
    assert "Mentee 1" not in free


def test_the_next_is_previewed_asked_once_and_never_in_other_words(
    world, coordinator, declined, sent
):
    spare = trained(ParticipantFactory.create(cohort=world.cohort, person__name="Spare"))
    address = url(world, "sending-next", sent.round_id, declined.pk)
    before = proposals().count()
    shown = coordinator.get(address)
    assert "Spare could be your mentor" in text(shown)
    said = {
        "mentor": str(spare.pk),
        "words": "",
        "answer_days": "7",
        "seal": shown.context["seal"],
        "send": "yes",
    }
    other = text(coordinator.post(address, said | {"words": "Something else"}))
    assert "This is not quite what you saw" in other
    assert proposals().count() == before

    done = text(coordinator.post(address, said, follow=True))
    assert "Mentee 0 and Spare have been asked." in done
    coordinator.post(address, said, follow=True)
    assert proposals().count() == before + 2

    foreign = ParticipantFactory.create()
    coordinator.post(address, said | {"mentor": str(foreign.pk)})
    assert proposals().count() == before + 2


def test_nobody_next_is_said_so(world, coordinator, declined, sent):
    shown = text(coordinator.get(url(world, "sending-next", sent.round_id, declined.pk)))
    assert "Nobody who fits has room just now" in shown


def test_more_time_is_given(world, coordinator, sent):
    match = Match.objects.get(members__participant__person__name="Mentee 1")
    mentee = match.members.get(side="mentee").participant
    address = url(world, "sending-extend", sent.round_id, mentee.pk)
    assert "Not answered yet: Mentee 1 and Mentor 1." in text(coordinator.get(address))
    assert "How many days more?" in text(coordinator.post(address, {"days": "0"}))
    before = match.answer_by
    assert before
    coordinator.post(address, {"days": "4"})
    match.refresh_from_db()
    assert before is not None
    assert match.answer_by == before + timedelta(days=4)


def test_the_rest_gets_a_draft_in_which_who_declined_stays_apart(
    world, coordinator, declined, sent
):
    match = Match.objects.get(members__participant__person__name="Mentee 1")
    for member in match.members.all():
        accept_match(match, by=member.person)
    spare = trained(ParticipantFactory.create(cohort=world.cohort, person__name="Spare"))

    coordinator.post(url(world, "sending-rest", sent.round_id))

    draft = Draft.objects.get(origin="after_answers")
    pairs = [(pair.mentee, pair.mentor) for pair in draft.pairs.all()]
    assert pairs == [(declined, spare)]


def test_letters_are_read_before_they_leave(world, coordinator, declined, sent):
    address = url(world, "sending-unmatched", sent.round_id)
    shown = coordinator.get(address)
    assert "It is nobody’s fault." in text(shown)
    seal = shown.context["seal"]
    other = coordinator.post(address, {"words": "We keep on.", "seal": seal, "send": "yes"})
    assert "Read them once more" in text(other)
    letters = Message.objects.filter(kind="matching.no_match_yet")
    assert not letters.exists()

    said = {"words": "We keep on.", "seal": other.context["seal"], "send": "yes"}
    done = text(coordinator.post(address, said, follow=True))
    assert "1 letter is sent." in done
    assert letters.get().recipient == declined.person
    assert "Told why not" in done


def test_their_portal_says_until_when_and_why(world, client_of, sent):
    match = Match.objects.get(members__participant__person__name="Mentee 1")
    mentee = match.mentees[0]
    shown = text(client_of(mentee).get(reverse("matching:my-match", args=(match.pk,))))
    assert "Please answer by" in shown
    assert "What speaks for you and Mentor: a language that you both speak." in shown
    assert "ishes" not in shown


def test_a_page_asks_no_more_for_thirty_mentees_than_for_one(
    world, coordinator, django_assert_max_num_queries
):
    sending = stage(draft_of(world, mentors=1), by=world.coordinator)
    send(sending, by=world.coordinator)
    address = url(world, "sending-answers", sending.round_id)
    MatchFactory.create(cohort=world.cohort, state=MatchState.EXPIRED)
    with django_assert_max_num_queries(80) as few:
        coordinator.get(address)
    for state in (MatchState.EXPIRED, MatchState.ACTIVE, MatchState.PROPOSED):
        MatchFactory.create_batch(10, cohort=world.cohort, state=state)
    with django_assert_max_num_queries(80) as many:
        coordinator.get(address)
    assert len(many) <= len(few)


def test_answers_are_for_who_looks_after_matches(world, client_of, declined, sent):
    address = url(world, "sending-answers", sent.round_id)
    assert client_of(world.stranger).get(address).status_code == HTTPStatus.NOT_FOUND
    assert client_of(world.facilitator).get(address).status_code == HTTPStatus.FORBIDDEN
    foreign = ParticipantFactory.create()
    gone = url(world, "sending-next", sent.round_id, foreign.pk)
    assert client_of(world.coordinator).get(gone).status_code == HTTPStatus.NOT_FOUND
