"""Staging decisions, their letters, and telling everybody together."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from mentorship.accounts.permissions import Role
from mentorship.common.lifecycle import advance
from mentorship.notifications.models import Message
from programmes.applying.enums import APPLICATION_TRANSITIONS, ApplicationState
from programmes.enums import ParticipantState, TextKind
from programmes.models import Decision, MessageText, Participant
from tests.factories.choosing import DecisionFactory, published_profile
from tests.factories.programmes import CohortFactory
from tests.people import team_member
from tests.programmes.deciding import mentee_application, reviewed, reviewers

pytestmark = pytest.mark.django_db
DECIDE = "/programmes/leaders/applications/decide/"
LETTERS = f"{DECIDE}letters/"
NASTY = "Dear {{ recipient.email }} {% now 'Y' %} <b>%(programme)s</b>"


@pytest.fixture
def cohort(world):
    published_profile(
        world.programme,
        {"name": "Listens", "is_essential": True, "met_from": 3},
        {"name": "Knows the trade"},
    )
    return world.cohort


@pytest.fixture
def readers(cohort):
    return reviewers(2)


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.coordinator)


def stage_url(application, more=""):
    return f"/programmes/leaders/applications/{application.pk}/decide/{more}"


def answers(outcome="accept", **more):
    return {"outcome": outcome, "reason": "meets_profile", **more}


def seal_in(page):
    return re.search(r'name="seal" value="([^"]+)"', page.text).group(1)


def test_a_decision_is_staged_and_nobody_is_told(world, cohort, readers, coordinator):
    application = reviewed(cohort, readers, [4, 4], [5, 4])
    assert "the applicant reads this" in coordinator.get(stage_url(application)).text
    done = coordinator.post(
        stage_url(application), answers(feedback="Lovely", private_note="Shy"), follow=True
    )
    assert "“Accept” is staged for Ana Applies. Nobody is told yet." in done.text
    decision = Decision.objects.get()
    assert (decision.feedback, decision.private_note) == ("Lovely", "Shy")
    assert not Message.objects.exists()


def test_the_second_coordinator_reads_who_was_quicker(world, cohort, readers, client_of):
    maya = team_member(world.programme, "Maya Ferreira", Role.COORDINATOR)
    application = reviewed(cohort, readers, [4, 4], [5, 4])
    client_of(maya).post(stage_url(application), answers())
    late = client_of(world.coordinator).post(
        stage_url(application), answers("decline", feedback="What I typed")
    )
    assert late.status_code == 409
    assert re.search(r"Maya staged “Accept” at \d\d:\d\d\.", late.text)
    assert "What I typed" in late.text
    assert Decision.objects.get().outcome == "accept"


def test_what_is_missing_is_said_where_it_belongs(world, cohort, readers, coordinator):
    application = reviewed(cohort, readers, [2, 4], [2, 4])
    page = coordinator.post(stage_url(application), answers(feedback="Kept"))
    assert "essentials_answer" in page.context["form"].errors
    assert "Kept" in page.text
    page = coordinator.post(stage_url(application), answers("develop"))
    assert "development_keys" in page.context["form"].errors
    page = coordinator.post(stage_url(application), answers("wait"))
    assert "outcome" in page.context["form"].errors
    assert not Decision.objects.exists()
    waiting = reviewed(cohort, readers, [4, 4], name="Wim Waits")
    page = coordinator.post(stage_url(waiting), answers())
    assert "1 review is not handed in yet." in page.text
    assert not Decision.objects.exists()


def test_a_decision_on_a_withdrawn_application_is_a_clear_page(world, cohort, readers, coordinator):
    application = reviewed(cohort, readers, [4, 4], [4, 4])
    advance(application, ApplicationState.WITHDRAWN, APPLICATION_TRANSITIONS, withdrawn_at=now())
    page = coordinator.post(stage_url(application), answers())
    assert page.status_code == 409
    assert "They have withdrawn their application." in page.text
    assert "Nothing was changed." in page.text
    assert not Decision.objects.exists()


def test_a_letter_is_shown_as_it_leaves_and_is_never_a_template(
    world, cohort, readers, coordinator
):
    application = reviewed(cohort, readers, [4, 4], [5, 4])
    own = "We meet on Mondays at 50 % speed."
    MessageText.objects.create(programme=world.programme, kind=TextKind.LETTER_ACCEPT, text=own)
    coordinator.post(stage_url(application), answers())
    page = coordinator.get(stage_url(application, "letter/"))
    assert own in page.text
    assert "You are a mentor in Leaders" in page.text
    coordinator.post(stage_url(application, "letter/"), {"letter": NASTY, "seen": ""})
    seal = seal_in(coordinator.get(LETTERS))
    coordinator.post(LETTERS, {"seal": seal})
    mail = Message.objects.get()
    assert NASTY in mail.text
    assert "&lt;b&gt;" in mail.html
    assert "{{ recipient.email }}" in mail.html


def test_all_are_told_together_after_a_look_and_once(world, cohort, readers, coordinator):
    gone = reviewed(cohort, readers, [4, 4], [5, 4], name="Gil Gone")
    told = reviewed(cohort, readers, [4, 4], [5, 4], name="Tia Told")
    silent = mentee_application(cohort, "Sam Silent")
    type(silent.person).objects.filter(pk=silent.person.pk).update(email=None)
    for application in (gone, told, silent):
        coordinator.post(stage_url(application), answers())
    page = coordinator.get(LETTERS)
    assert "Tell 3 people?" in page.text
    assert "To be told by hand" in page.text
    data = {"seal": seal_in(page)}
    advance(gone, ApplicationState.WITHDRAWN, APPLICATION_TRANSITIONS, withdrawn_at=now())

    done = coordinator.post(LETTERS, data, follow=True)
    assert "2 people are told." in done.text
    assert "Gil Gone was left out. They have withdrawn their application." in done.text
    again = coordinator.post(LETTERS, data, follow=True)
    assert "not done twice" in again.text
    sent = Message.objects.filter(kind="programmes.decision")
    assert {mail.recipient for mail in sent} == {told.person, silent.person}
    states = Participant.objects.filter(person__in=[told.person, silent.person])
    assert {place.state for place in states} == {ParticipantState.ACCEPTED}


def test_a_change_after_the_look_is_shown_first(world, cohort, readers, coordinator):
    application = reviewed(cohort, readers, [4, 4], [5, 4])
    coordinator.post(stage_url(application), answers())
    data = {"seal": seal_in(coordinator.get(LETTERS))}
    coordinator.post(stage_url(application, "letter/"), {"letter": "Other", "seen": ""})
    page = coordinator.post(LETTERS, data)
    assert "not quite what you saw" in page.text
    assert not Message.objects.exists()


def test_a_staged_decision_is_changed_and_taken_back(world, cohort, readers, coordinator):
    application = reviewed(cohort, readers, [4, 4], [5, 4])
    coordinator.post(stage_url(application), answers())
    seen = coordinator.get(stage_url(application)).context["form"].initial["seen"]
    coordinator.post(stage_url(application), answers("later", seen=seen))
    assert Decision.objects.get().outcome == "later"
    late = coordinator.post(stage_url(application), answers("decline", seen=seen))
    assert "You staged “Accept for later”" in late.text
    coordinator.post(stage_url(application, "take-back/"))
    assert not Decision.objects.exists()
    again = coordinator.post(stage_url(application, "take-back/"), follow=True)
    assert "Nothing is staged any more." in again.text


def test_lines_decide_what_a_preview_showed(world, cohort, readers, coordinator):
    for name, levels in {
        "Top": [5, 5],
        "Good": [4, 4],
        "Edge": [4, 3],
        "Low": [3, 1],
        "Unmet": [2, 5],
    }.items():
        reviewed(cohort, readers, levels, levels, name=f"{name} Applies")
    reviewed(cohort, readers, [5, 5], name="Half Applies")
    lines = {
        "cohort": cohort.pk, "accept_from": 65, "decline_below": 40,
        "accept_reason": "meets_profile", "decline_reason": "evidence_thin",
    }  # fmt: skip
    page = coordinator.post(f"{DECIDE}scores/", lines)
    plan = page.context["plan"]
    # Top 100 %, Good 75 %, Edge 62.5 %, Low 25 %.
    assert {each.application.person.short_name: each.outcome for each in plan.going} == {
        "Top": "accept", "Good": "accept", "Low": "decline",
    }  # fmt: skip
    left = {each.application.person.short_name: each.why for each in plan.left_out}
    assert left["Edge"] == "Within 5 points of a line."
    assert left["Half"] == "Reviews are not all in."
    assert left["Unmet"] == "Something essential is not met: that needs an answer."
    assert not Decision.objects.exists()
    data = {**lines, "seal": seal_in(page)}
    done = coordinator.post(f"{DECIDE}scores/", data, follow=True)
    assert "3 decisions are staged." in done.text
    again = coordinator.post(f"{DECIDE}scores/", data, follow=True)
    assert "not done twice" in again.text
    assert Decision.objects.count() == 3
    assert not Message.objects.exists()
    crossed = coordinator.post(f"{DECIDE}scores/", {**lines, "decline_below": 90})
    assert "decline_below" in crossed.context["form"].errors


def test_lines_leave_unmet_essentials_to_a_person(world, cohort, readers, coordinator):
    reviewed(cohort, readers, [2, 5], [2, 5], name="Unmet Applies")
    lines = {
        "cohort": cohort.pk, "accept_from": 50,
        "accept_reason": "meets_profile", "decline_reason": "evidence_thin",
    }  # fmt: skip
    page = coordinator.post(f"{DECIDE}scores/", lines)
    assert "essential" in page.context["plan"].left_out[0].why
    assert "The lines decide nobody" in page.text


def test_who_is_accepted_for_later_is_brought_in_by_one_press(world, cohort, readers, coordinator):
    application = reviewed(cohort, readers, [4, 4], [5, 4])
    DecisionFactory.create(application=application, outcome="later", state="published")
    assert (
        "No later cohort is planned yet"
        in coordinator.get("/programmes/leaders/applications/later/").text
    )
    later = CohortFactory.create(programme=world.programme, number=cohort.number + 1)
    address = f"/programmes/leaders/applications/{application.pk}/later/"
    done = coordinator.post(address, {"cohort": later.pk}, follow=True)
    assert f"Ana Applies has a place in {later.name}." in done.text
    assert "Nobody waits for a later cohort" in done.text
    again = coordinator.post(address, {"cohort": later.pk}, follow=True)
    assert "has a place there already" in again.text
    foreign = CohortFactory.create()
    refused = coordinator.post(address, {"cohort": foreign.pk}, follow=True)
    assert "Choose a cohort" in refused.text


def test_nobody_is_accepted_by_hand_past_their_application(world, cohort, readers, coordinator):
    application = reviewed(cohort, readers, [4, 4], [5, 4])
    place = Participant.objects.get(person=application.person)
    alone = coordinator.post(
        f"/programmes/leaders/people/{place.pk}/move/", {"to": "accepted"}, follow=True
    )
    assert "Decide their application first." in alone.text
    many = coordinator.post(
        f"/programmes/leaders/people/move/?chosen={place.pk}", {"to": "accepted"}
    )
    assert [each.why for each in many.context["plan"].skipped] == [
        "Decide their application first."
    ]
    place.refresh_from_db()
    assert place.state == ParticipantState.APPLIED


def test_the_list_is_sorted_by_score_and_costs_the_same(world, cohort, readers, coordinator):
    low = reviewed(cohort, readers, [2, 2], [2, 2], name="Ada Low")
    for name in ("Mid", "Nil"):
        reviewed(cohort, readers, [3, 3], name=f"{name} Waits")
    coordinator.get(DECIDE)
    with CaptureQueriesContext(connection) as few:
        coordinator.get(DECIDE)
    for turn in range(8):
        high = reviewed(cohort, readers, [5, 5], [5, 5], name=f"High{turn} Up")
        DecisionFactory.create(application=high, outcome="accept", staged_by=world.coordinator)
    with CaptureQueriesContext(connection) as many:
        page = coordinator.get(DECIDE)
    assert len(few) == len(many)
    names = [row.application.person.name for row in page.context["ranking"].rows]
    assert names[:8] == [f"High{turn} Up" for turn in range(8)]
    assert names[8:] == ["Ada Low", "Mid Waits", "Nil Waits"]
    narrowed = coordinator.get(f"{DECIDE}?show=undecided&sort=name&role=mentor")
    shown = [row.application for row in narrowed.context["ranking"].rows]
    assert shown[0] == low
    assert len(shown) == 3


def test_the_letters_cost_the_same_with_more_of_them(world, cohort, readers, coordinator):
    def queries(number, name):
        for turn in range(number):
            each = reviewed(cohort, readers, [5, 5], [5, 5], name=f"{name}{turn} Up")
            DecisionFactory.create(application=each, outcome="accept")
        with CaptureQueriesContext(connection) as found:
            coordinator.get(LETTERS)
        return len(found)

    coordinator.get(LETTERS)
    assert queries(1, "One") == queries(9, "Many")


def test_colleagues_without_the_permission_are_refused(world, cohort, client_of):
    for who, status in ((world.reviewer, 403), (world.stranger, 404), (world.mentee, 403)):
        client = client_of(who)
        for address in (DECIDE, LETTERS, f"{DECIDE}scores/"):
            assert client.get(address).status_code == status, (who, address)
