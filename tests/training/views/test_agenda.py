"""Coordinators draw, edit and plan agendas; mentors see their own clocks and nobody else's."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import PersonFactory
from tests.factories.dates import days_ago
from tests.factories.fresh import AgendaFactory, CompetencyFactory, CompetencyFigureFactory
from tests.factories.programmes import ParticipantFactory
from tests.factories.training import EntryFactory, in_days
from training.agenda.enums import AgendaState, FigureKind
from training.models import DecaySetting, RefresherAgenda, SelfRating, Session


@pytest.fixture
def inclusion(world):
    competency = CompetencyFactory.create(
        organisation=world.organisation, name="Inclusion", key="inclusion"
    )
    for kind, value in ((FigureKind.MENTEE, 4.1), (FigureKind.SELF, 5.6), (FigureKind.GAP, 1.5)):
        CompetencyFigureFactory.create(
            programme=world.programme, competency=competency, kind=kind, value=value
        )
    return competency


@pytest.fixture
def client(world, client_of):
    return client_of(world.coordinator)


def url(world, name, *args):
    return reverse(f"training:{name}", args=(world.programme.slug, *args))


def read(response):
    return response.content.decode()


def draw_up(client, world, form="half_day"):
    return client.post(url(world, "agenda-draw-up"), {"form": form}, follow=True)


def test_the_evidence_is_shown_and_an_agenda_drawn_from_it(world, client, inclusion):
    page = read(client.get(url(world, "agenda-list")))
    assert "The next refresher should be about Inclusion" in page
    assert "Mentees rate it 4.1 of 7 (n = 12)." in page
    assert "Mentors and mentees differ most on Inclusion: 1.5 points." in page

    drawn = draw_up(client, world)
    assert drawn.redirect_chain
    assert "Mentees rate it 4.1 of 7" in read(drawn)


def test_without_evidence_the_page_says_what_would_bring_it(world, client):
    assert "Nothing to draw from yet" in read(client.get(url(world, "agenda-list")))
    assert not RefresherAgenda.objects.exists()
    draw_up(client, world)
    assert not RefresherAgenda.objects.exists()


def as_typed(agenda, **changes):
    items = list(agenda.items.all())
    data = {"title": agenda.title, "item-TOTAL_FORMS": len(items), "item-INITIAL_FORMS": len(items)}
    for number, item in enumerate(items):
        data |= {
            f"item-{number}-pk": str(item.pk),
            f"item-{number}-title": item.title,
            f"item-{number}-minutes": item.minutes,
            f"item-{number}-ORDER": number + 1,
        }
    return data | changes


def test_items_are_edited_on_one_page_and_nothing_typed_is_lost(world, client, inclusion):
    draw_up(client, world)
    agenda = RefresherAgenda.objects.get()
    here = url(world, "agenda", agenda.pk)

    wrong = client.post(here, as_typed(agenda, **{"item-1-minutes": "0", "title": "Respect"}))
    assert wrong.status_code == 422
    assert "Respect" in read(wrong)

    client.post(here, as_typed(agenda, **{"item-1-title": "Respect", "item-2-DELETE": "on"}))
    titles = [item.title for item in agenda.items.all()]
    assert "Respect" in titles
    assert "Break" not in titles


def test_dropping_every_item_is_refused_with_a_sentence(world, client, inclusion):
    draw_up(client, world)
    agenda = RefresherAgenda.objects.get()
    every = {f"item-{n}-DELETE": "on" for n in range(agenda.items.count())}
    answer = client.post(url(world, "agenda", agenda.pk), as_typed(agenda, **every))

    assert answer.status_code == 422
    assert "Keep one item at least" in read(answer)


def test_an_agenda_is_made_a_session_in_one_action(world, client, inclusion):
    draw_up(client, world)
    agenda = RefresherAgenda.objects.get()
    plan = url(world, "agenda-plan", agenda.pk)
    day = in_days(9).date().isoformat()

    past = client.post(plan, {"day": "2020-01-01", "starts": "10:00", "capacity": 9})
    assert "This time has passed" in read(past)

    done = client.post(plan, {"day": day, "starts": "10:00", "place": "Hall", "capacity": 9})
    session = Session.objects.get()
    assert done.url == url(world, "session", session.pk)
    assert list(session.competencies.all()) == [inclusion]
    again = client.post(plan, {"day": day, "starts": "10:00", "capacity": 9}, follow=True)
    assert Session.objects.count() == 1
    assert "no draft any more" in read(again) or "You" in read(again)


def test_a_draft_is_put_away(world, client):
    agenda = AgendaFactory.create(programme=world.programme)
    client.post(url(world, "agenda-drop", agenda.pk))
    agenda.refresh_from_db()

    assert agenda.state == AgendaState.DROPPED


def test_agendas_of_another_organisation_are_not_there(world, client):
    foreign = AgendaFactory.create(programme=world.other_programme)

    assert client.get(url(world, "agenda", foreign.pk)).status_code == 404


def test_the_half_life_is_chosen_by_who_manages_training(world, client, client_of, inclusion):
    client.post(url(world, "decay"), {"months": "13.0"})
    assert DecaySetting.objects.get().half_life_months == 13
    assert "Too few to show" in read(client.get(url(world, "decay")))
    assert client_of(world.facilitator).get(url(world, "decay")).status_code == 403


def test_a_mentor_sees_own_clocks_and_rates_themselves(world, client_of, inclusion):
    EntryFactory.create(
        programme=world.programme,
        person=world.mentor,
        competency=inclusion,
        earned_on=days_ago(335)(),
    )
    mentor = client_of(world.mentor)
    page = read(mentor.get(reverse("training:my-skills")))
    assert "Probably 31 to 56% is left." in page

    nothing = mentor.post(reverse("training:my-skills"), {"inclusion": ""})
    assert nothing.status_code == 422
    mentor.post(reverse("training:my-skills"), {"inclusion": "6"})
    assert SelfRating.objects.get().value == 6
    assert "This page is for mentors" in read(
        client_of(world.mentee).get(reverse("training:my-skills"))
    )


def queries(client, address):
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


@pytest.mark.parametrize("name", ["agenda-list", "decay"])
def test_pages_ask_as_much_for_thirty_mentors_and_agendas_as_for_one(
    world, client, inclusion, name
):
    AgendaFactory.create(programme=world.programme)
    client.get(url(world, name))
    one = queries(client, url(world, name))
    AgendaFactory.create_batch(9, programme=world.programme)
    for person in PersonFactory.create_batch(30):
        ParticipantFactory.create(cohort=world.cohort, person=person)
        EntryFactory.create(
            programme=world.programme,
            person=person,
            competency=inclusion,
            earned_on=days_ago(400)(),
        )

    assert queries(client, url(world, name)) == one
