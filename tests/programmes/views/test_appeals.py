"""What an applicant reads and asks; what never reaches them."""

import pytest

from mentorship.notifications.models import Message
from programmes.actions.decisions import Words, publish_decisions, stage_decision
from programmes.applying.enums import ApplicationState
from programmes.cards import home_of
from programmes.enums import ParticipantRole
from programmes.models import Appeal, Criterion
from programmes.needs import needs_of
from programmes.selection.enums import DecisionReason, DecisionState, Outcome
from tests.factories.choosing import (
    ApplicationFactory,
    DecisionFactory,
    WaitingPlaceFactory,
    published_profile,
)
from tests.factories.programmes import CohortFactory
from tests.factories.training import SessionFactory
from tests.programmes.deciding import SECRET_EVIDENCE, SECRET_NOTE, reviewed, reviewers

pytestmark = pytest.mark.django_db
SECRETS = (
    SECRET_NOTE,
    SECRET_EVIDENCE,
    "Rena1",
    "Rena2",
    "Only among us",
    "She learns fast",
    "An essential criterion is not met yet",
    "38 %",
    "38 of 100",
    "4 of 5",
)


@pytest.fixture
def application(world):
    published_profile(
        world.programme,
        {"name": "Listens", "is_essential": True, "met_from": 3},
        {"name": "Knows the trade"},
    )
    return reviewed(world.cohort, reviewers(2), [2, 4], [1, 4])


def tell(world, application, outcome=Outcome.DECLINE, **more):
    words = Words(
        essentials_answer="She learns fast",
        feedback="Tell us more of your time abroad.",
        private_note="Only among us",
        **more,
    )
    decision = stage_decision(
        application,
        outcome=outcome,
        reason=DecisionReason.ESSENTIAL_MISSING,
        by=world.coordinator,
        words=words,
    )
    publish_decisions([decision], by=world.coordinator)
    return decision


def own(application):
    return f"/applications/{application.pk}/decision/"


def test_a_staged_decision_is_unknown_to_the_applicant(world, application, client_of):
    DecisionFactory.create(application=application, letter="Secret yet", feedback="Secret too")
    page = client_of(application.person).get(own(application))
    assert "Nothing is decided yet" in page.text
    assert "Secret" not in page.text
    assert client_of(world.mentee).get(own(application)).status_code == 404
    assert client_of(world.coordinator).get(own(application)).status_code == 404


@pytest.mark.parametrize("outcome", [Outcome.DECLINE, Outcome.ACCEPT, Outcome.DEVELOP])
def test_neither_page_nor_mail_gives_anything_away(world, application, client_of, outcome):
    keys = tuple(Criterion.objects.values_list("key", flat=True))
    decision = tell(world, application, outcome, development_keys=keys)
    decision.refresh_from_db()
    client = client_of(application.person)
    page, home = client.get(own(application)), client.get("/home/")
    assert "Tell us more of your time abroad." in page.text
    mail = Message.objects.get(kind="programmes.decision")
    for secret in SECRETS:
        for text in (page.text, home.text, mail.text, mail.html, mail.subject):
            assert secret not in text, secret


def test_a_question_comes_up_on_today_and_is_answered_by_mail(world, application, client_of):
    tell(world, application)
    client = client_of(application.person)
    assert "kind" in client.post(own(application), {"words": "Why?"}).context["form"].errors
    asked = client.post(own(application), {"kind": "question", "words": "Why?"}, follow=True)
    assert "We read it and write back to you." in asked.text
    client.post(own(application), {"kind": "appeal", "words": "And again"})
    appeal = Appeal.objects.get()
    need = next(n for n in needs_of(world.programme, world.coordinator) if "appeal" in n.key)
    assert "Ana Applies has a question" in need.title
    assert "Why?" in need.reason

    coordinator = client_of(world.coordinator)
    shown = coordinator.post(need.url, {"answer": "Because\r\nof time."})
    assert "What Ana reads" in shown.text
    assert not Message.objects.filter(kind="programmes.appeal_answer").exists()
    done = coordinator.post(
        need.url,
        {"answer": shown.context["form"].cleaned_data["answer"], "send": "yes"},
        follow=True,
    )
    assert "on its way" in done.text
    assert "Because\nof time." in Message.objects.get(kind="programmes.appeal_answer").text
    late = coordinator.post(need.url, {"answer": "Twice", "send": "yes"})
    assert late.status_code == 409
    appeal.refresh_from_db()
    assert appeal.answer == "Because\nof time."
    assert "Because" in client.get(own(application)).text


def test_a_second_look_is_promised_and_the_decision_opened(world, application, client_of):
    decision = tell(world, application)
    client = client_of(application.person)
    client.post(own(application), {"kind": "appeal", "words": "Please"})
    appeal = Appeal.objects.get()
    address = f"/programmes/leaders/appeals/{appeal.pk}/"
    coordinator = client_of(world.coordinator)
    data = {"answer": "We look again.", "reconsider": "yes"}
    assert "The decision is opened again" in coordinator.post(address, data).text
    coordinator.post(address, {**data, "send": "yes"})
    decision.refresh_from_db()
    assert decision.state == "superseded"
    assert "We are looking at it again" in client.get(own(application)).text
    assert client_of(world.reviewer).get(address).status_code == 403
    assert client_of(world.other_coordinator).get(address).status_code == 404


def test_who_should_develop_sees_what_to_work_on_and_where_to_learn(world, application, client_of):
    keys = tuple(Criterion.objects.values_list("key", flat=True))
    tell(world, application, Outcome.DEVELOP, development_keys=keys)
    client = client_of(application.person)
    home = client.get("/home/")
    assert "Listens, Knows the trade" in home.text
    assert 'href="/learn/"' not in home.text.partition("What to work on")[2].partition("</sec")[0]
    session = SessionFactory.create(programme=world.programme)
    page = client.get(own(application))
    assert "Find a session" in page.text
    assert client.get(f"/learn/sessions/{session.pk}/").status_code == 200
    booked = client.post(f"/learn/sessions/{session.pk}/enrol/", follow=True)
    assert "You have a place." in booked.text


def told_at_home(person):
    return [card for card in home_of(person).cards if card.key.startswith("programmes.decision.")]


def test_home_tells_the_latest_decision_until_somebody_applies_again(world):
    person = world.mentee
    for cohort in (world.cohort, CohortFactory.create(programme=world.programme)):
        latest = DecisionFactory.create(
            application__person=person,
            application__cohort=cohort,
            application__state=ApplicationState.DECIDED,
            state=DecisionState.PUBLISHED,
        )
    assert [card.key for card in told_at_home(person)] == [f"programmes.decision.{latest.pk}"]
    again = CohortFactory.create(programme=world.programme)
    ApplicationFactory.create(person=person, cohort=again, role=latest.application.role)
    assert told_at_home(person) == []


def test_home_stops_telling_of_the_waiting_list_once_the_wait_is_over(world):
    decision = DecisionFactory.create(
        application__person=world.mentee,
        application__cohort=world.cohort,
        application__role=ParticipantRole.MENTEE,
        application__state=ApplicationState.DECIDED,
        outcome=Outcome.WAIT,
        state=DecisionState.PUBLISHED,
    )
    assert told_at_home(world.mentee) == []
    WaitingPlaceFactory.create(application=decision.application)
    assert len(told_at_home(world.mentee)) == 1
    keys = [card.key for card in home_of(world.mentee).cards]
    assert not any(key.startswith("programmes.applied.") for key in keys)
