"""The console's page that coordinates the pathway, and each person's page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from mentorship.notifications.models import Message
from tests.factories.fresh import ShadowingFactory
from tests.factories.matching import MatchFactory
from tests.factories.programmes import CohortFactory, MenteeFactory
from tests.training.pathway.people import experienced, on_pathway, prepared, transition_session
from training.models import Pathway, Shadowing
from training.pathway.enums import PathwayState


@pytest.fixture
def client(world, client_of):
    return client_of(world.coordinator)


def url(world, name="pathway-list", *rows):
    return reverse(f"training:{name}", args=(world.programme.slug, *(row.pk for row in rows)))


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def somebody(world, state, name="Somebody Else"):
    place = MenteeFactory.create(cohort=world.cohort, person__name=name)
    return on_pathway(world, state, person=place.person)


def test_an_empty_page_offers_the_first_step(world, client):
    text = read(client, url(world))
    assert "Nobody is on the way to being a mentor just now" in text
    assert url(world, "pathway-add") in text


def test_the_funnel_counts_who_came_so_far_and_the_list_says_what_they_wait_for(world, client):
    somebody(world, PathwayState.INTERESTED)
    somebody(world, PathwayState.READY)
    somebody(world, PathwayState.SOLO)
    somebody(world, PathwayState.LEFT)
    answer = client.get(url(world))
    steps = {str(step["label"]): step["count"] for step in answer.context["steps"]}
    assert steps["Interested"] == 3
    assert steps["Ready"] == 2
    assert steps["Mentor, with support"] == 1
    text = answer.content.decode()
    assert "Three people are becoming mentors" in text
    assert "1 person has left the pathway" in text
    assert "A seat at transition training" in text
    assert "A mentor at their side" in text


def test_the_list_is_narrowed_by_step_and_name(world, client):
    somebody(world, PathwayState.READY, "Ready Rita")
    somebody(world, PathwayState.LEFT, "Left Lea")
    page = client.get(url(world)).context["page"]
    assert [row.person.name for row in page] == ["Ready Rita"]
    left = client.get(f"{url(world)}?step=left").context["page"]
    assert [row.person.name for row in left] == ["Left Lea"]
    assert "Nobody fits" in read(client, f"{url(world)}?q=Lea")


def test_the_number_of_queries_is_the_same_for_1_and_30(world, client):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            read(client, url(world))
        return len(captured)

    prepared(world, PathwayState.READY)
    ShadowingFactory.create(pathway=somebody(world, PathwayState.TRAINED))
    read(client, url(world))
    before = queries()
    for number in range(28):
        state = list(PathwayState)[number % 6]
        ShadowingFactory.create(pathway=somebody(world, state))
    assert queries() == before


def test_not_yet_needs_a_reason_and_loses_nothing(world, client):
    pathway = on_pathway(world)
    answer = client.post(url(world, "pathway-not-yet", pathway), {"reason": ""})
    assert answer.status_code == 422
    client.post(url(world, "pathway-not-yet", pathway), {"reason": "Finish your second goal."})
    pathway.refresh_from_db()
    assert pathway.not_yet_reason == "Finish your second goal."


def test_who_is_later_reads_who_was_quicker(world, client):
    pathway = prepared(world)
    client.post(url(world, "pathway-ready", pathway))
    answer = client.post(url(world, "pathway-ready", pathway), follow=True)
    assert "You found Jonas Weber ready to learn to mentor at" in answer.content.decode()


def test_a_step_is_written_down_by_hand(world, client):
    pathway = on_pathway(world)
    step = {"step": "shadowing", "reached_on": "2020-01-02", "is_left_out": "on", "note": ""}
    assert client.post(url(world, "pathway-step", pathway), step).status_code == 422
    later = {**step, "note": "Led a team.", "reached_on": "2099-01-01"}
    assert client.post(url(world, "pathway-step", pathway), later).status_code == 422
    client.post(url(world, "pathway-step", pathway), {**step, "note": "Led a team."})
    text = read(client, url(world, "pathway", pathway))
    assert "Left out: Shadowing" in text
    assert "Led a team." in text
    # The same press again finds it done.
    full = {**step, "note": "Led a team."}
    again = client.post(url(world, "pathway-step", pathway), full, follow=True)
    assert "noted a step of Jonas Weber" in again.content.decode()


def test_the_ready_are_shown_and_then_invited(world, client):
    pathway = prepared(world)
    transition_session(world, title="From mentee to mentor")
    text = read(client, url(world, "pathway-invite"))
    assert "Invite 1 person to transition training?" in text
    assert "You are ready to learn to mentor" in text
    assert not Message.objects.filter(kind="training.pathway_ready").exists()
    client.post(url(world, "pathway-invite"), {"pathway": [str(pathway.pk)]})
    assert Message.objects.filter(kind="training.pathway_ready").count() == 1
    assert "Invited before" in read(client, url(world, "pathway-invite"))


def test_a_pair_is_asked_after_a_look_at_the_mail(world, client):
    pathway = on_pathway(world, PathwayState.TRAINED)
    MatchFactory.create(cohort=world.cohort, mentees=[world.mentee_place])
    assert "No pair that could be asked" in read(client, url(world, "pathway-shadow", pathway))
    MatchFactory.create(cohort=world.cohort)
    page = client.get(url(world, "pathway-shadow", pathway))
    (choice,) = page.context["form"].fields["pair"].choices
    assert "May Jonas Weber observe" in page.content.decode()
    made_up = {"pair": "matching.match:made-up"}
    assert client.post(url(world, "pathway-shadow", pathway), made_up).status_code == 422
    client.post(url(world, "pathway-shadow", pathway), {"pair": choice[0]})
    assert Shadowing.objects.get().pathway == pathway


def test_supporters_have_served_and_are_in_date(world, client):
    pathway = on_pathway(world, PathwayState.SOLO)
    hand = experienced(world)
    experienced(world, "Lapsed Lou", days=600)
    page = client.get(url(world, "pathway-supporter", pathway))
    assert [str(person) for person in page.context["form"].fields["person"].queryset] == [str(hand)]
    wrong = {"person": str(world.mentor.pk)}
    assert client.post(url(world, "pathway-supporter", pathway), wrong).status_code == 422
    client.post(url(world, "pathway-supporter", pathway), {"person": str(hand.pk)})
    pathway.refresh_from_db()
    assert pathway.supporter == hand
    assert Message.objects.filter(kind="training.pathway_supporter").count() == 2


def test_a_place_is_given_in_a_cohort_of_the_programme_alone(world, client):
    pathway = on_pathway(world, PathwayState.SHADOWING)
    cohort = CohortFactory.create(programme=world.programme, state="recruiting")
    foreign = CohortFactory.create(state="recruiting")
    address = url(world, "pathway-place", pathway)
    assert client.post(address, {"cohort": str(foreign.pk)}).status_code == 422
    client.post(address, {"cohort": str(cohort.pk)})
    place = world.mentee.places.get(cohort=cohort)
    assert (place.role, place.state) == ("mentor", "accepted")


def test_an_observation_is_noted_on_its_day(world, client):
    pathway = on_pathway(world, PathwayState.TRAINED)
    agreed = ShadowingFactory.create(
        pathway=pathway, state="agreed", mentor_consent="given", mentee_consent="given"
    )
    today = timezone.localdate().isoformat()
    address = url(world, "shadowing-observed", agreed)
    assert client.post(address, {"observed_on": "2099-01-01"}).status_code == 422
    client.post(address, {"observed_on": today})
    pathway.refresh_from_db()
    assert pathway.state == PathwayState.SHADOWING


def test_what_concerns_oneself_a_colleague_decides(world, client):
    pathway = on_pathway(world, person=world.coordinator)
    assert client.post(url(world, "pathway-ready", pathway)).status_code == 404


def test_what_the_observer_wrote_is_not_for_the_team(world, client):
    pathway = on_pathway(world, PathwayState.SHADOWING)
    ShadowingFactory.create(
        pathway=pathway,
        state="observed",
        mentor_consent="given",
        mentee_consent="given",
        observed_on=timezone.localdate(),
        reflection="Silence helps.",
    )
    assert "Silence helps." not in read(client, url(world, "pathway", pathway))


def test_somebody_is_added_who_told_the_team(world, client):
    client.post(url(world, "pathway-add"), {"person": str(world.mentee.pk)})
    assert Pathway.objects.get().source == "coordinator"
    again = client.post(url(world, "pathway-add"), {"person": str(world.mentee.pk)})
    assert again.status_code == 422
