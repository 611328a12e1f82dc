"""Ids from elsewhere, typed into the forms of a pair or about one, are refused in every field."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from matching.enums import MatchState
from matching.models import (
    CareStep,
    Concern,
    Goal,
    GoalStep,
    Match,
    Meeting,
    MessageReport,
    PairMessage,
    RematchWish,
)
from mentorship.notifications.models import Message
from tests.factories.matching import MatchFactory, MeetingFactory, trained
from tests.factories.programmes import ParticipantFactory
from tests.factories.relationships import GoalFactory, GoalStepFactory, PairMessageFactory
from tests.matching.concerns.cases import a_case, raised

pytestmark = pytest.mark.django_db

STORED = (
    CareStep, Concern, Goal, GoalStep, Match, Meeting, Message, MessageReport, PairMessage,
    RematchWish,
)  # fmt: skip


def stored():
    """Return all that is kept about pairs, with what may change of it."""
    rows = [sorted(map(str, model._base_manager.values_list("pk", flat=True))) for model in STORED]
    return rows, list(Concern.objects.values_list("pk", "handler", "state").order_by("pk"))


@pytest.fixture
def case(world):
    return a_case(world)


@pytest.fixture
def elsewhere(world):
    """Return a match of other people in another organisation."""
    return MatchFactory.create(cohort__programme=world.other_programme)


def refused(client, name, *ids, query="", **typed):
    """Send a form and see that nothing at all came of it."""
    before = stored()
    answer = client.post(reverse(f"matching:{name}", args=ids) + query, typed)
    assert answer.status_code in {200, 302, 404, 422}, name
    assert stored() == before, name
    return answer


def test_steps_are_given_to_nobody_outside(world, client_of, case, elsewhere):
    client, goal = client_of(world.mentee), GoalFactory.create(match=case.match)
    step = GoalStepFactory.create(goal=goal)
    for owner in (world.coordinator.pk, world.stranger.pk, elsewhere.mentors[0].pk, uuid4(), "x"):
        refused(client, "my-goal", goal.pk, do="step", title="Read", owner=owner)
        refused(client, "my-step-edit", step.pk, title="Read", owner=owner)
    step.refresh_from_db()
    assert step.owner in case.match.people


def test_rows_of_others_are_not_there(world, client_of, case, elsewhere):
    client = client_of(world.mentee)
    goal, meeting = GoalFactory.create(match=elsewhere), MeetingFactory.create(match=elsewhere)
    message = PairMessageFactory.create(match=elsewhere)
    day = timezone.localdate() + timedelta(days=3)
    times = {"day": day, "hour": "12:00", "minutes": 45}
    tries: list[tuple[str, Any, dict[str, Any]]] = [
        ("my-goal", goal.pk, {"do": "comment", "words": "x"}),
        ("my-step-tick", GoalStepFactory.create(goal=goal).pk, {"done": "1"}),
        ("meeting-move", meeting.pk, times),
        ("meeting-cancel", meeting.pk, {}),
        ("meeting-plan", elsewhere.pk, times),
        ("meeting-log", meeting.pk, {"happened": "yes"}),
        ("my-messages", elsewhere.pk, {"text": "x"}),
        ("my-message-report", message.pk, {"reason": "other"}),
        ("my-rematch", elsewhere.pk, {"words": "x"}),
        ("match-accept", elsewhere.pk, {}),
    ]
    for name, pk, typed in tries:
        assert refused(client, name, pk, **typed).status_code == 404, name


def test_a_concern_is_about_ones_own_match_and_reaches_who_is_named(
    world, client_of, case, elsewhere
):
    client = client_of(world.mentee)
    typed = {"category": "other", "words": "x", "severity": "normal", "channel": "coordinators"}
    there = f"?match={elsewhere.pk}"
    assert refused(client, "my-concern-add", query=there, send="1", **typed).status_code == 404
    # A seal of another page, and a way that there is not.
    refused(client, "my-concern-add", send="1", seal="x", **typed)
    refused(client, "my-concern-add", send="1", **typed | {"channel": "everybody"})
    concern = raised(world, case)
    coordinator = client_of(world.coordinator)
    for to in (world.mentor.pk, world.stranger.pk, case.contact.pk, uuid4(), "\x00"):
        refused(coordinator, "concern-hand-on", concern.pk, to=to, words="x")


def test_a_rematch_is_sent_with_the_seal_of_its_own_preview_alone(world, client_of, case):
    trained(world.mentor_place)
    trained(world.mentee_place)
    nadia, olu = (
        trained(ParticipantFactory.create(cohort=world.cohort, person__name=name))
        for name in ("Nadia Ruiz", "Olu Brown")
    )
    outside = ParticipantFactory.create(cohort__programme=world.other_programme)
    client, ids = client_of(world.coordinator), (world.programme.slug, case.match.pk)
    page = client.get(reverse("matching:match-rematch", args=ids) + f"?mentor={nadia.pk}")
    seal, typed = page.context["seal"], {"own_words": "", "send": "yes"}
    for mentor in (olu.pk, outside.pk, world.mentor_place.pk, uuid4(), "x"):
        refused(client, "match-rematch", *ids, query=f"?mentor={mentor}", seal=seal, **typed)
    query = f"?mentor={nadia.pk}"
    forged = signing.dumps([str(uuid4()), "0" * 64], salt="another")
    for bad in ("", "x", forged, seal[:-1], f"{seal}\x00"):
        refused(client, "match-rematch", *ids, query=query, seal=bad, **typed)
    other = MatchFactory.create(cohort=world.cohort)
    refused(
        client, "match-rematch", world.programme.slug, other.pk, query=query, seal=seal, **typed
    )
    case.match.refresh_from_db()
    assert case.match.state == MatchState.ACTIVE


def test_a_nudge_goes_to_people_of_the_pair_once_and_as_it_was_read(world, client_of, case):
    client, ids = client_of(world.coordinator), (world.programme.slug, case.match.pk)
    typed = {"people": [world.mentee.pk], "subject": "How are you?", "text": "Tell me."}
    preview = client.post(reverse("matching:care-nudge", args=ids), typed)
    seal = preview.context["seal"]
    for people in ([world.stranger.pk], [world.mentor.pk], [uuid4()], ["x"]):
        refused(client, "care-nudge", *ids, **typed | {"people": people}, seal=seal)
    refused(client, "care-nudge", *ids, **typed | {"text": "Something else."}, seal=seal)
    refused(client, "care-nudge", *ids, **typed, seal="x")
    other = MatchFactory.create(
        cohort=world.cohort, mentors=[ParticipantFactory.create(cohort=world.cohort)],
        mentees=[world.mentee_place],
    )  # fmt: skip
    refused(client, "care-nudge", world.programme.slug, other.pk, **typed, seal=seal)
    for _press in range(2):
        client.post(reverse("matching:care-nudge", args=ids), typed | {"seal": seal})
    assert (Message.objects.count(), CareStep.objects.count()) == (1, 1)
