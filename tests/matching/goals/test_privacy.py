"""What a goal says reaches nobody but who reads it: by no address, mail, audit row or export."""

import pytest
from django.urls import reverse

from matching.actions.goal_steps import add_step, comment, say_progress
from matching.actions.goals import GoalFacts, change_goal, move_goal, rate_end, set_goal
from matching.goals.enums import GoalState, GoalTheme
from matching.models import Goal
from matching.urls import goals as urls
from mentorship.audit.models import Event
from mentorship.notifications.models import Message
from tests.factories.matching import MatchFactory
from tests.factories.programmes import MenteeFactory, ParticipantFactory

pytestmark = pytest.mark.django_db

PLANTED = "PLANTED"


@pytest.fixture
def fellow(world):
    return MenteeFactory.create(cohort=world.cohort)


@pytest.fixture
def goal(world, fellow):
    match = MatchFactory.create(
        cohort=world.cohort, mentors=[world.mentor_place], mentees=[world.mentee_place, fellow]
    )
    facts = GoalFacts(f"Title {PLANTED}", GoalTheme.LEADING, 3, measure=f"Measure {PLANTED}")
    goal = set_goal(match, facts, by=world.mentee, steps=[f"Step {PLANTED}"])
    add_step(goal, by=world.mentee, title=f"Another {PLANTED}", owner=world.mentor)
    say_progress(goal, by=world.mentee, reached=40, words=f"Moved {PLANTED}")
    comment(goal, by=world.mentor, words=f"Comment {PLANTED}")
    change_goal(goal, GoalFacts(f"Changed {PLANTED}", GoalTheme.LEADING, 3), by=world.mentee)
    move_goal(goal, GoalState.REACHED, by=world.mentee)
    rate_end(goal, by=world.mentee, rating=6)
    return goal


def addresses(goal):
    """Return every address of goals, about this one."""
    step = goal.steps.first()
    for pattern in urls.urlpatterns:
        row = goal
        if pattern.name.startswith("my-goals"):
            row = goal.match
        elif pattern.name.startswith("my-step"):
            row = step
        yield pattern.name, reverse(f"matching:{pattern.name}", args=(row.pk,))


def test_nobody_else_opens_any_page_or_sends_anything(world, goal, fellow, client_of):
    outsider = ParticipantFactory.create(cohort=world.cohort).person
    who = [
        world.coordinator,
        world.administrator,
        world.stranger,
        world.other_coordinator,
        world.facilitator,
        world.sponsor,
        outsider,
        fellow.person,
    ]
    sent = {"do": "comment", "words": "Mine", "done": "1", "to": "open", "title": "Mine"}
    for person in who:
        client = client_of(person)
        for name, url in addresses(goal):
            for response in (client.get(url, follow=True), client.post(url, sent, follow=True)):
                assert PLANTED not in response.content.decode(), (person, name)
                is_own_list = person == fellow.person and name.startswith("my-goals")
                assert is_own_list or response.status_code in {403, 404, 405}, (person, name)
    stored = Goal.objects.get()
    assert (stored.state, stored.notes.count()) == (GoalState.REACHED, 3)


def test_the_mails_say_that_and_not_what(world, goal):
    mails = list(Message.objects.filter(kind="matching.goal_news"))
    assert {mail.recipient for mail in mails} == {world.mentor, world.mentee}
    for mail in mails:
        assert PLANTED not in str(vars(mail))
        assert reverse("matching:my-goal", args=(goal.pk,)) in mail.text


def test_the_record_keeps_kinds_and_ids_only(goal):
    events = Event.objects.filter(kind__startswith="goal.")
    assert events.count() == 7
    assert PLANTED not in str([vars(event) for event in events])
    assert all(event.changes == {} for event in events)


def test_coordinators_pages_of_the_match_show_none_of_it(world, goal, client_of):
    client = client_of(world.coordinator)
    slug = world.programme.slug
    for url in (
        reverse("matching:match", args=(slug, goal.match_id)),
        reverse("matching:match-list", args=(slug,)),
    ):
        response = client.get(url)
        assert response.status_code == 200
        assert PLANTED not in response.content.decode()
