"""The portal: saying that one would like to, showing that one is ready, being asked about it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mentorship.notifications.models import Message
from programmes.cards import home_of
from tests.factories.fresh import ShadowingFactory
from tests.factories.matching import pair
from tests.training.pathway.people import on_pathway, prepared, transition_session
from training.models import Pathway, Shadowing
from training.pathway.enums import PathwayState


@pytest.fixture
def client(world, client_of):
    return client_of(world.mentee)


def url(name, *rows):
    return reverse(f"training:{name}", args=[row.pk for row in rows])


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def keys(person):
    return [card.key.rpartition(".")[0] for card in home_of(person).cards if "pathway" in card.key]


def test_one_press_begins_and_a_second_changes_nothing(world, client):
    assert "I would like to" in read(client, url("my-pathway"))
    programme = {"programme": world.programme.slug}
    for _ in range(2):
        client.post(url("my-pathway-begin"), programme)
    pathway = Pathway.objects.get()
    assert (pathway.person, pathway.source) == (world.mentee, "self")
    assert client.get(url("my-pathway")).url == url("my-pathway-one", pathway)


def test_mentors_and_foreign_programmes_are_not_for_beginning(world, client, client_of):
    client.post(url("my-pathway-begin"), {"programme": world.other_programme.slug})
    client_of(world.mentor).post(url("my-pathway-begin"), {"programme": world.programme.slug})
    assert not Pathway.objects.exists()


def test_at_the_close_home_asks_and_says_so(world, client):
    assert keys(world.mentee) == []
    place = world.mentee_place
    place.state = "finished"
    for days, shown in ((91, 0), (90, 1)):
        place.ended_on = timezone.localdate() - timedelta(days=days)
        place.joined_on = place.ended_on
        place.save()
        assert keys(world.mentee) == ["training.pathway.offer"] * shown
    client.post(url("my-pathway-begin"), {"programme": world.programme.slug})
    assert Pathway.objects.get().source == "close"
    assert keys(world.mentee) == []
    assert not Message.objects.exists()


def test_readiness_is_kept_and_stays_editable(world, client):
    pathway = on_pathway(world)
    address = url("my-pathway-readiness", pathway)
    too_long = client.post(address, {"reflection": "x" * 3001})
    assert too_long.status_code == 422
    assert "x" * 3001 in too_long.content.decode()
    client.post(address, {"goals_reached": "on", "reflection": "I listen more."})
    assert "I listen more." in read(client, url("my-pathway-one", pathway))


def test_a_mentor_of_theirs_is_asked_after_a_look_at_the_mail(world, client, client_of):
    pathway = on_pathway(world)
    assert "no mentor to ask yet" in read(client, url("my-pathway-ask", pathway))
    pair(world)
    assert "asks you for a word" in read(client, url("my-pathway-ask", pathway))
    wrong = client.post(url("my-pathway-ask", pathway), {"person": str(world.coordinator.pk)})
    assert wrong.status_code == 422
    client.post(url("my-pathway-ask", pathway), {"person": str(world.mentor.pk)})
    assert keys(world.mentor) == ["training.pathway.word"]
    mentor = client_of(world.mentor)
    assert "Jonas reads what you write" in read(mentor, url("my-pathway-word", pathway))
    unsaid = mentor.post(url("my-pathway-word", pathway), {"word": "They listen."})
    assert unsaid.status_code == 422
    assert "They listen." in unsaid.content.decode()
    said = {"word": "They listen.", "recommends": "not_yet"}
    mentor.post(url("my-pathway-word", pathway), said)
    text = read(client, url("my-pathway-one", pathway))
    assert "They listen." in text
    assert "Says not yet" in text
    assert keys(world.mentor) == []


def test_what_is_missing_is_read_by_the_person(world, client):
    pathway = on_pathway(world, not_yet_reason="Second goal.", not_yet_at=timezone.now())
    assert "Second goal." in read(client, url("my-pathway-one", pathway))
    assert keys(world.mentee) == ["training.pathway.not_yet"]


def test_the_ready_book_transition_training_and_others_do_not(world, client, client_of):
    session = transition_session(world, title="From mentee to mentor")
    assert client.get(url("learn-session", session)).status_code == 404
    pathway = prepared(world, PathwayState.READY)
    assert keys(world.mentee) == ["training.pathway.ready"]
    assert "From mentee to mentor" in read(client, url("my-pathway-one", pathway))
    client.post(url("enrol", session))
    assert "Booked" in read(client, url("my-pathway-one", pathway))
    assert keys(world.mentee) == []


def test_one_leaves_and_comes_back_without_a_reason(world, client):
    pathway = on_pathway(world, PathwayState.TRAINED)
    client.post(url("my-pathway-leave", pathway))
    assert "You left the way" in read(client, url("my-pathway-one", pathway))
    client.post(url("my-pathway-return", pathway))
    pathway.refresh_from_db()
    assert pathway.state == PathwayState.TRAINED


def test_the_pathway_of_others_is_nobodys_page(world, client_of):
    pathway = on_pathway(world)
    for person in (world.mentor, world.stranger, world.coordinator):
        for name in ("my-pathway-one", "my-pathway-ask", "my-pathway-word"):
            assert client_of(person).get(url(name, pathway)).status_code == 404


def test_one_press_answers_and_nobody_is_named_who_would_rather_not(world, client, client_of):
    pathway = on_pathway(world, PathwayState.TRAINED)
    asked = ShadowingFactory.create(pathway=pathway, mentor=world.mentor)
    address = url("shadowing-answer", asked)
    assert client.get(address).status_code == 404
    mentor = client_of(world.mentor)
    text = read(mentor, address)
    assert "only if you both agree" in text
    assert Shadowing.objects.get().state == "asked"
    mentor.post(address, {"agrees": "perhaps"})
    assert Shadowing.objects.get().state == "asked"
    mentor.post(address, {"agrees": "no"})
    assert Shadowing.objects.get().state == "refused"
    assert "Nobody observes you" in read(mentor, address)
    assert world.mentor.name not in read(client, url("my-pathway-one", pathway))


def test_an_observation_is_read_by_its_author_and_supporter(world, client, client_of):
    pathway = on_pathway(world, PathwayState.SHADOWING, supporter=world.mentor)
    seen = ShadowingFactory.create(
        pathway=pathway,
        state="observed",
        mentor_consent="given",
        mentee_consent="given",
        observed_on=timezone.localdate(),
    )
    client.post(url("shadowing-reflect", seen), {"reflection": "Silence helps."})
    assert "Silence helps." in read(client, url("shadowing-reflect", seen))
    assert "Silence helps." in read(client_of(world.mentor), url("my-pathway"))
    assert client_of(world.mentor).get(url("shadowing-reflect", seen)).status_code == 404
