"""No page about relationships asks the database more for thirty of anything than for one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from matching.actions.care import work_out_health
from matching.enums import MatchState
from matching.models import FitCheck, Match
from tests.factories.dates import days_ago
from tests.factories.matching import HeldMeetingFactory, MatchFactory, MeetingFactory, ago
from tests.factories.programmes import MenteeFactory
from tests.factories.relationships import (
    AgreementInForceFactory,
    CareStepFactory,
    ConcernFactory,
    GoalFactory,
    GoalNoteFactory,
    GoalStepFactory,
    MeetingNoteFactory,
    MessageReportFactory,
    PairMessageFactory,
)

pytestmark = pytest.mark.django_db

FEW, MANY = 2, 30
STATES = (MatchState.ACTIVE, MatchState.ACTIVE, MatchState.PROPOSED, MatchState.PAUSED)
PORTAL = ("my-match", "my-messages", "my-goals", "my-agreement", "meeting-notes", "meeting-plan")
CONSOLE = ("match-list", "match-file", "reported-list")


def more_of_one(world, match, number):
    """Give a match so many more of all that it can hold."""
    for turn in range(number):
        goal = GoalFactory.create(match=match, person=world.mentee)
        GoalStepFactory.create(goal=goal, owner=world.mentor)
        GoalNoteFactory.create(goal=goal, by=world.mentee)
        held = HeldMeetingFactory.create(
            match=match, starts_at=ago(days=number + turn + 2), logged_by=world.mentee
        )
        MeetingNoteFactory.create(meeting=held, by=world.mentee, reader="both")
        MeetingFactory.create(match=match, starts_at=ago(days=-number - turn))
        said = PairMessageFactory.create(match=match, by=world.mentee)
        MessageReportFactory.create(match=match, message=said, by=world.mentor)
        CareStepFactory.create(match=match, by=world.coordinator)
        ConcernFactory.create(match=match, raised_by=world.mentee, handler=world.coordinator)


def more_matches(world, number):
    """Put the mentor into so many more matches, of every state, most of which need somebody."""
    for turn in range(number):
        mentee = MenteeFactory.create(cohort=world.cohort)
        match = MatchFactory.create(
            cohort=world.cohort,
            mentors=[world.mentor_place],
            mentees=[mentee],
            state=STATES[turn % len(STATES)],
        )
        PairMessageFactory.create(match=match, by=mentee.person)
        MeetingFactory.create(match=match, starts_at=ago(days=1 + turn))
        for member in match.members.all():
            FitCheck.objects.create(member=member, answer="")
    work_out_health(Match.objects.all(), on=timezone.localdate())


def counted(client_of, world, match):
    """Return how many queries each page takes."""
    slug = world.programme.slug
    console = [reverse(f"matching:{name}", args=(slug,)) for name in CONSOLE]
    console += [reverse("matching:match", args=(slug, match.pk))]
    console += [reverse("programmes:today", args=(slug,)), reverse("matching:concern-inbox")]
    portal = [reverse(f"matching:{name}", args=(match.pk,)) for name in PORTAL]
    portal += ["/home/", reverse("matching:meetings")]
    counts = {}
    for person, pages in ((world.coordinator, console), (world.mentor, portal)):
        client = client_of(person)
        for address in pages:
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200, address
            counts[address] = captured.captured_queries
    return counts


def test_thirty_of_everything_ask_what_a_few_ask(world, client_of):
    match = MatchFactory.create(
        cohort=world.cohort, mentors=[world.mentor_place], mentees=[world.mentee_place]
    )
    AgreementInForceFactory.create(match=match, ends_on=days_ago(-60)())
    more_of_one(world, match, FEW)
    more_matches(world, len(STATES))
    few = counted(client_of, world, match)
    more_of_one(world, match, MANY)
    more_matches(world, MANY)
    many = counted(client_of, world, match)
    assert max(len(queries) for queries in few.values()) > 10
    grown = {
        page: (len(few[page]), len(many[page])) for page in few if len(many[page]) > len(few[page])
    }
    assert grown == {}
