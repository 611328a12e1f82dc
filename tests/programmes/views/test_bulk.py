"""One step for several people: who is skipped and why, and nothing twice."""

import pytest

from mentorship.accounts.models import Person
from mentorship.audit.models import Event
from mentorship.notifications.enums import Category
from mentorship.notifications.models import AddressHealth, Message, Preference
from programmes.emails import post_invitation
from programmes.enums import CohortState, ParticipantState
from programmes.models import Cohort, Participant, Profile, TeamMember
from programmes.people.needs import needs_of_people
from tests.factories.dates import days_ago
from tests.factories.programmes import MenteeFactory, ParticipantFactory, PauseFactory

PEOPLE = "/programmes/leaders/people/"
NOTE = {"subject": "See you {{ soon }}", "text": "Bring <b>pens</b> {% now 'Y' %}\r\n\r\nYours"}


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.coordinator)


def ticked(*places):
    return "?" + "&".join(f"chosen={place.pk}" for place in places)


def preview(client, address, data):
    page = client.post(address, data)
    assert page.status_code == 200, page.headers
    return page, {**data, "seal": page.context["seal"]}


def why_by_name(page):
    return {skipped.place.person.name: skipped.why for skipped in page.context["plan"].skipped}


def names_in(page):
    return sorted(place.person.name for place in page.context["plan"].going)


def test_a_message_is_shown_before_it_leaves_and_leaves_once(world, coordinator):
    address = f"{PEOPLE}message/{ticked(world.mentor_place, world.mentee_place)}"
    asked = coordinator.get(address)
    assert "Write to 2 people" in asked.text

    shown, data = preview(coordinator, address, NOTE)
    assert "Send 2 messages" in shown.text
    assert "Nothing has happened yet" in shown.text
    assert not Message.objects.exists()
    mail = shown.context["mail"]
    assert mail.subject == "See you {{ soon }}"
    assert "Hello Amara," in mail.text
    assert "{% now 'Y' %}" in mail.text

    sent = coordinator.post(address, data, follow=True)
    assert "2 messages are on their way." in sent.text
    message = Message.objects.get(recipient=world.mentor)
    assert message.kind == "programmes.note"
    assert (message.subject, message.text.partition("\n\n--")[0]) == (
        mail.subject,
        mail.text.partition("\n\n--")[0],
    )
    assert "Bring <b>pens</b>" in message.text
    assert "&lt;b&gt;pens&lt;/b&gt;" in message.html
    assert "Catherine Ward" in message.text

    again = coordinator.post(address, data, follow=True)
    assert "not done twice" in again.text
    assert Message.objects.count() == 2
    assert Event.objects.get(kind="people.messaged").changes["count"] == 2


def test_a_message_says_who_is_skipped_and_why(world, coordinator):
    cohort = world.cohort
    both = MenteeFactory.create(cohort=cohort, person=world.mentor)
    left = MenteeFactory.create(cohort=cohort, person__name="Lena Left", state="withdrawn")
    silent = MenteeFactory.create(cohort=cohort, person__name="Sam Silent", person__email=None)
    away = MenteeFactory.create(cohort=cohort, person__name="Ava Away")
    PauseFactory.create(participant=away)
    off = MenteeFactory.create(cohort=cohort, person__name="Ole Off")
    Preference.objects.create(person=off.person, category=Category.PROGRAMME, is_wanted=False)
    refused = MenteeFactory.create(cohort=cohort, person__name="Rita Refused")
    AddressHealth.objects.create(
        address=refused.person.email,
        refusals=5,
        last_refused_at="2026-01-01T00:00Z",
        paused_at="2026-01-01T00:00Z",
    )
    shut = MenteeFactory.create(cohort=cohort, person__name="Shaun Shut", person__is_active=False)
    places = (world.mentor_place, both, left, silent, away, off, refused, shut)

    page, data = preview(coordinator, f"{PEOPLE}message/{ticked(*places)}", NOTE)

    assert names_in(page) == ["Amara Okafor"]
    assert why_by_name(page) == {
        "Amara Okafor": "They get it once already, for their other place.",
        "Lena Left": "They have left.",
        "Sam Silent": "No e-mail address is known.",
        "Ava Away": "They are away.",
        "Ole Off": "They switched off news of the programme.",
        "Rita Refused": "Their mail server keeps refusing our mail.",
        "Shaun Shut": "Their account is closed.",
    }
    coordinator.post(f"{PEOPLE}message/{ticked(*places)}", data)
    assert [message.recipient for message in Message.objects.all()] == [world.mentor]


def test_all_that_fit_are_found_again_and_a_change_is_shown(world, coordinator):
    MenteeFactory.create_batch(30, cohort=world.cohort)
    address = f"{PEOPLE}message/?all=yes&list=role%3Dmentee"
    page, data = preview(coordinator, address, NOTE)
    assert len(page.context["plan"].going) == 31

    MenteeFactory.create(cohort=world.cohort, person__name="Late Lou")
    again = coordinator.post(address, data)
    assert "not quite what you saw" in again.text
    assert not Message.objects.exists()
    assert len(again.context["plan"].going) == 32

    sent = coordinator.post(address, {**NOTE, "seal": again.context["seal"]}, follow=True)
    assert "32 messages are on their way." in sent.text
    assert sent.redirect_chain == [(f"{PEOPLE}?role=mentee", 302)]


def test_other_words_than_those_shown_are_not_sent(world, coordinator):
    address = f"{PEOPLE}message/{ticked(world.mentor_place)}"
    _page, data = preview(coordinator, address, NOTE)
    assert "not quite" in coordinator.post(address, {**data, "text": "Something else"}).text
    assert "Nothing has happened" in coordinator.post(address, {**data, "seal": "forged"}).text
    changed = coordinator.post(address, {**data, "change": "yes"})
    assert "See you {{ soon }}" in changed.text
    assert not Message.objects.exists()


def test_moving_says_who_cannot(world, coordinator):
    invited = ParticipantFactory.create(
        cohort=world.cohort, person__name="Ina Invited", state=ParticipantState.INVITED
    )
    address = f"{PEOPLE}move/{ticked(world.mentor_place, world.mentee_place, invited)}"

    page, data = preview(coordinator, address, {"to": "trained"})
    assert names_in(page) == ["Jonas Weber"]
    assert why_by_name(page) == {
        "Amara Okafor": "They are there already.",
        "Ina Invited": "From “Invited” nobody goes straight to “Trained”.",
    }
    assert Participant.objects.get(pk=world.mentee_place.pk).state == ParticipantState.ACCEPTED

    done = coordinator.post(address, data, follow=True)
    assert "1 person has moved." in done.text
    assert Participant.objects.get(pk=world.mentee_place.pk).state == ParticipantState.TRAINED
    assert Event.objects.filter(kind="participant.trained").count() == 1
    assert "not done twice" in coordinator.post(address, data, follow=True).text

    world.cohort.state, world.cohort.closed_at = CohortState.CLOSED, "2026-01-01T00:00Z"
    world.cohort.save()
    page = coordinator.post(address, {"to": "accepted"})
    assert "Nobody is left for this" in page.text
    assert set(why_by_name(page).values()) == {"Their cohort is closed."}


def test_people_are_given_into_somebodys_care(world, coordinator):
    member = TeamMember.objects.get(person=world.coordinator)
    address = f"{PEOPLE}assign/{ticked(world.mentor_place, world.mentee_place)}"
    _page, data = preview(coordinator, address, {"member": member.pk})
    assert "2 people are assigned." in coordinator.post(address, data, follow=True).text

    listed = coordinator.get(f"{PEOPLE}?coordinator=me")
    assert [row["coordinator"] for row in listed.context["rows"]] == ["Catherine Ward"] * 2
    assert coordinator.get(f"{PEOPLE}?coordinator=none").context["rows"] == []
    _page, data = preview(
        coordinator, f"{PEOPLE}assign/{ticked(world.mentor_place)}", {"member": ""}
    )
    coordinator.post(f"{PEOPLE}assign/{ticked(world.mentor_place)}", data)
    assert Participant.objects.get(pk=world.mentor_place.pk).coordinator is None


def test_several_leave_with_a_reason(world, coordinator):
    finished = ParticipantFactory.create(
        cohort=world.cohort, person__name="Fay Finished", state=ParticipantState.FINISHED
    )
    address = f"{PEOPLE}leave/{ticked(world.mentee_place, finished)}"
    page, data = preview(coordinator, address, {"reason": "The office closes"})
    assert why_by_name(page) == {"Fay Finished": "They have finished."}
    coordinator.post(address, data)

    place = Participant.objects.get(pk=world.mentee_place.pk)
    assert (place.state, place.ended_reason) == (ParticipantState.WITHDRAWN, "The office closes")


def test_nobody_chosen_leads_back_to_the_list(world, coordinator):
    for way in ("message", "move", "assign", "leave", "merge/chosen"):
        page = coordinator.get(f"{PEOPLE}{way}/?list=role%3Dmentor", follow=True)
        assert "ick " in page.text
        assert page.redirect_chain == [(f"{PEOPLE}?role=mentor", 302)]
    wrong = coordinator.get(f"{PEOPLE}message/?chosen=x&chosen=;DROP", follow=True)
    assert "Tick the people" in wrong.text


def test_people_elsewhere_are_never_in_it(world, coordinator):
    elsewhere = MenteeFactory.create(cohort__programme=world.other_programme)
    page = coordinator.get(f"{PEOPLE}message/{ticked(elsewhere)}", follow=True)
    assert "Tick the people" in page.text
    page = coordinator.get(f"{PEOPLE}message/{ticked(elsewhere, world.mentor_place)}")
    assert "Write to 1 person" in page.text


def test_many_people_cost_few_queries_to_preview(world, coordinator, django_assert_max_num_queries):
    counts = []
    coordinator.post(f"{PEOPLE}message/?all=yes&list=", NOTE)
    for number in (1, 29):
        MenteeFactory.create_batch(number, cohort=world.cohort)
        with django_assert_max_num_queries(40) as made:
            coordinator.post(f"{PEOPLE}message/?all=yes&list=", NOTE)
        counts.append(len(made))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("way", ["message", "move", "assign", "leave", "merge/chosen"])
def test_only_coordinators_of_the_programme_get_in(world, client_of, way):
    address = f"{PEOPLE}{way}/{ticked(world.mentor_place)}"
    for person in (world.reviewer, world.facilitator, world.administrator, world.mentor):
        assert client_of(person).get(address).status_code == 403
    for person in (world.stranger, world.other_coordinator):
        assert client_of(person).get(address).status_code == 404


def test_the_list_is_narrowed_by_what_is_known_of_people(world, coordinator):
    membership = world.mentee.memberships.get()
    Profile.objects.create(
        membership=membership,
        department="Finance",
        location="Lisbon",
        grade="G2",
        languages=["Português", "English"],
    )
    PauseFactory.create(participant=world.mentor_place, starts_on=days_ago(3)())
    for question, name in {
        "department=Finance": "Jonas Weber",
        "location=Lisbon": "Jonas Weber",
        "grade=G2": "Jonas Weber",
        "language=Português": "Jonas Weber",
        "away=now": "Amara Okafor",
        "away=not": "Jonas Weber",
        "q=JONAS@EXAMPLE": "Jonas Weber",
    }.items():
        page = coordinator.get(f"{PEOPLE}?{question}")
        assert [row["name"] for row in page.context["rows"]] == [name], question
        key = question.partition("=")[0]
        (chip,) = [chip for chip in page.context["chips"] if "Cohort" not in chip["label"]]
        assert f"{key}=" not in chip["url"]
        assert len(coordinator.get(PEOPLE + chip["url"]).context["rows"]) == 2


def test_who_came_in_without_a_mail_is_invited_after_a_preview_and_once(world, coordinator):
    Cohort.objects.filter(pk=world.cohort.pk).update(state=CohortState.RECRUITING)
    asked = ParticipantFactory.create(
        cohort=world.cohort, person__name="Asa Asked", state=ParticipantState.INVITED
    )
    post_invitation(asked, by=world.coordinator)
    new = MenteeFactory.create(
        cohort=world.cohort, person__name="Nell New", state=ParticipantState.INVITED
    )
    silent = MenteeFactory.create(
        cohort=world.cohort,
        person__name="Sam Silent",
        person__email=None,
        state=ParticipantState.INVITED,
    )
    post_invitation(silent, by=world.coordinator)
    need = next(iter(needs_of_people(world.programme, world.coordinator)))
    assert need.title == "1 person is invited, and nobody has told them"

    shown = coordinator.get(need.url)
    assert names_in(shown) == ["Nell New"]
    assert why_by_name(shown) == {
        "Asa Asked": "They were asked.",
        "Sam Silent": "No e-mail address is known.",
    }
    assert shown.context["mail"].text.count("Nell") == 1
    sent = coordinator.post(need.url, {"seal": shown.context["seal"]}, follow=True)
    assert "1 invitation is on its way." in sent.text
    assert Message.objects.filter(recipient=new.person).count() == 1
    assert list(needs_of_people(world.programme, world.coordinator)) == []

    Person.objects.filter(pk=silent.person_id).update(email="sam@example.org")
    shown = coordinator.get(need.url)
    assert names_in(shown) == ["Sam Silent"]
    coordinator.post(need.url, {"seal": shown.context["seal"]})
    states = Message.objects.filter(recipient=silent.person).values_list("state", flat=True)
    assert sorted(states) == ["cancelled", "queued"]
