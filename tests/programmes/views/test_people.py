"""The list of people, as a page and as a file, and adding somebody."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.models import Event
from mentorship.notifications.models import Message
from programmes.enums import CohortState, ParticipantRole, ParticipantState
from programmes.models import Participant
from tests.factories.accounts import PersonFactory
from tests.factories.programmes import CohortFactory, MenteeFactory, ParticipantFactory

PEOPLE = "/programmes/leaders/people/"


def names_on(page):
    return [row["name"] for row in page.context["rows"]]


def test_the_list_shows_who_is_in_the_current_cohort(world, client_of):
    past = CohortFactory.create(
        programme=world.programme,
        state=CohortState.CLOSED,
        starts_on=timezone.localdate() - timedelta(days=700),
        ends_on=timezone.localdate() - timedelta(days=400),
    )
    ParticipantFactory.create(cohort=past, person__name="Olga Once")
    ParticipantFactory.create(person__name="Else Where")
    client = client_of(world.coordinator)

    assert names_on(client.get(PEOPLE)) == ["Amara Okafor", "Jonas Weber"]
    assert names_on(client.get(f"{PEOPLE}?cohort=")) == ["Amara Okafor", "Jonas Weber", "Olga Once"]
    assert names_on(client.get(f"{PEOPLE}?cohort={past.pk}")) == ["Olga Once"]


def test_the_funnel_counts_by_state_and_leads_to_them(world, client_of):
    ParticipantFactory.create_batch(3, cohort=world.cohort, state=ParticipantState.APPLIED)
    ParticipantFactory.create(cohort=world.cohort, state=ParticipantState.WITHDRAWN)
    client = client_of(world.coordinator)

    steps = client.get(PEOPLE).context["steps"]
    assert {str(step["label"]): step["count"] for step in steps} == {
        "Invited": 0,
        "Applied": 3,
        "Accepted": 1,
        "Trained": 1,
        "Matched": 0,
        "Finished": 0,
        "Withdrawn": 1,
    }
    chosen = client.get(PEOPLE + steps[1]["url"])
    assert len(names_on(chosen)) == 3
    assert [step["count"] for step in chosen.context["steps"]] == [step["count"] for step in steps]
    assert [step["is_current"] for step in chosen.context["steps"]].index(True) == 1
    assert len(names_on(client.get(PEOPLE + chosen.context["steps"][1]["url"]))) == 6


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("q=WEBER", ["Jonas Weber"]),
        ("role=mentor", ["Amara Okafor"]),
        ("state=accepted", ["Jonas Weber"]),
        ("sort=-name", ["Jonas Weber", "Amara Okafor"]),
        ("sort=state", ["Jonas Weber", "Amara Okafor"]),
        ("sort=role", ["Jonas Weber", "Amara Okafor"]),
        ("sort=-joined", ["Amara Okafor", "Jonas Weber"]),
        ("sort=cohort", ["Amara Okafor", "Jonas Weber"]),
        ("sort=password", ["Amara Okafor", "Jonas Weber"]),
        ("q=nobody", []),
        ("role=king", ["Amara Okafor", "Jonas Weber"]),
        ("cohort=not-a-uuid", ["Amara Okafor", "Jonas Weber"]),
        ("page=99", ["Amara Okafor", "Jonas Weber"]),
    ],
)
def test_the_list_is_narrowed_and_sorted(world, client_of, question, names):
    page = client_of(world.coordinator).get(f"{PEOPLE}?{question}")

    assert page.status_code == 200
    assert names_on(page) == names


def test_a_list_that_nobody_fits_offers_to_show_all(world, client_of):
    page = client_of(world.coordinator).get(f"{PEOPLE}?q=nobody")
    assert "Nobody fits" in page.text
    assert "Show all" in page.text


def test_an_empty_programme_offers_to_add_somebody(world, client_of):
    Participant.objects.all().delete()
    page = client_of(world.coordinator).get(PEOPLE)
    assert "Nobody is here yet" in page.text
    assert page.text.count("Add somebody") == 2


def test_the_list_comes_in_pages_of_25(world, client_of):
    MenteeFactory.create_batch(25, cohort=world.cohort)
    client = client_of(world.coordinator)

    assert len(names_on(client.get(PEOPLE))) == 25
    second = client.get(f"{PEOPLE}?page=2&role=mentee&sort=-name")
    assert len(names_on(second)) == 1
    assert "26 people" in second.text
    assert "role=mentee" in second.text
    assert "26 of 26" in second.text


def test_the_list_makes_as_many_queries_for_1_row_as_for_30(
    world, client_of, django_assert_max_num_queries
):
    client = client_of(world.coordinator)
    world.mentee_place.delete()
    client.get(PEOPLE)
    with django_assert_max_num_queries(30) as few:
        client.get(PEOPLE)
    ParticipantFactory.create_batch(29, cohort=world.cohort)
    with django_assert_max_num_queries(30) as many:
        page = client.get(PEOPLE)
    assert "30 people" in page.text
    assert len(many) == len(few)


def test_the_file_holds_what_the_page_shows_and_is_recorded(world, client_of):
    world.mentor_place.person.name = "=cmd|' /C calc'!A0"
    world.mentor_place.person.save()
    client = client_of(world.coordinator)

    file = client.get(client.get(f"{PEOPLE}?role=mentor").context["csv_url"])

    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    today = timezone.localdate()
    assert file.headers["Content-Disposition"] == (
        f'attachment; filename="leaders-people-{today}.csv"'
    )
    assert rows[0] == [
        "Name",
        "E-mail",
        "Role",
        "State",
        "In this state since",
        "Cohort",
        "Joined",
        "Ended",
        "Looked after by",
        "Job",
        "Department",
        "Location",
        "Country",
        "Grade",
        "Line manager",
        "Line manager’s e-mail",
        "Languages",
        "Interests",
        "Time zone",
    ]
    assert len(rows) == 2
    assert rows[1][0].startswith("'=cmd")
    assert rows[1][1:6] == [
        "amara@example.org",
        "Mentor",
        "Trained",
        today.isoformat(),
        "Spring cohort",
    ]
    (event,) = Event.objects.filter(kind="people.downloaded")
    assert (event.actor_id, event.changes) == (world.coordinator.pk, {"rows": 1})


ADD = f"{PEOPLE}add/"


@pytest.fixture
def form(world):
    return {
        "name": "Kwame Mensah",
        "email": "Kwame@example.org",
        "role": ParticipantRole.MENTOR,
        "cohort": world.cohort.pk,
        "state": ParticipantState.INVITED,
    }


def test_an_invitation_is_shown_before_it_leaves(world, client_of, form):
    client = client_of(world.coordinator)

    check = client.post(ADD, form)

    assert "This is what leaves" in check.text
    assert "Would you like to be a mentor in Leaders?" in check.text
    assert "Hello Kwame," in check.text
    assert "Kwame@example.org" in check.text
    assert not Person.objects.filter(email="kwame@example.org").exists()
    assert not Message.objects.exists()

    change = client.post(ADD, form | {"change": "yes"})
    assert 'value="Kwame Mensah"' in change.text
    assert not Message.objects.exists()

    sent = client.post(ADD, form | {"checked": "yes"}, follow=True)
    assert "Kwame Mensah is invited." in sent.text
    assert sent.redirect_chain == [(f"{PEOPLE}?cohort={world.cohort.pk}", 302)]
    place = Participant.objects.get(person__email="kwame@example.org")
    assert (place.role, place.state) == (ParticipantRole.MENTOR, ParticipantState.INVITED)
    message = Message.objects.get()
    assert message.recipient == place.person
    preview = check.context["preview"]
    assert message.subject == preview.subject
    assert message.text.split("/invitations/")[0] == preview.text.split("/invitations/")[0]


def test_who_has_said_yes_is_added_without_a_mail(world, client_of, form):
    added = client_of(world.coordinator).post(
        ADD, form | {"state": ParticipantState.ACCEPTED}, follow=True
    )

    assert "Kwame Mensah is in." in added.text
    assert not Message.objects.exists()


def test_somebody_known_keeps_their_name_and_joins_the_organisation(world, client_of, form):
    known = PersonFactory.create(name="Kwame A. Mensah", email="kwame@example.org")
    client_of(world.coordinator).post(ADD, form | {"checked": "yes"})

    known.refresh_from_db()
    assert known.name == "Kwame A. Mensah"
    assert known.places.get().cohort == world.cohort
    assert known.memberships.get().organisation == world.organisation


def test_nobody_gets_the_same_place_twice(world, client_of, form):
    again = client_of(world.coordinator).post(
        ADD, form | {"email": world.mentor.email, "checked": "yes"}
    )

    assert "This person has this place in the cohort already." in again.text
    assert 'value="Kwame Mensah"' in again.text
    assert not Message.objects.exists()


def test_nobody_is_added_to_another_programmes_cohort(world, client_of, form):
    elsewhere = CohortFactory.create(programme=world.other_programme)
    refused = client_of(world.coordinator).post(
        ADD, form | {"cohort": elsewhere.pk, "checked": "yes"}
    )

    assert refused.status_code == 200
    assert not elsewhere.participants.exists()


@pytest.mark.parametrize("address", [PEOPLE, f"{PEOPLE}csv/", ADD])
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("coordinator", 200),
        ("reviewer", 403),
        ("facilitator", 403),
        ("administrator", 403),
        ("mentor", 403),
        ("mentee", 403),
        ("stranger", 404),
        ("other_coordinator", 404),
    ],
)
def test_people_are_for_coordinators_of_the_programme(world, client_of, address, who, status):
    assert client_of(getattr(world, who)).get(address).status_code == status
