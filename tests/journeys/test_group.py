"""One mentor and two mentees: they say yes, book and log on the pages that every pair has."""

from datetime import UTC, datetime, time

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from matching.actions.proposals import propose_match
from matching.enums import MatchState, MeetingState
from matching.models import FitCheck, Match, Meeting
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Role
from tests.factories.matching import trained
from tests.factories.programmes import MenteeFactory
from tests.journeys.hands import LAPTOP, sees
from tests.journeys.relationship import (
    LONDON,
    NEW_YORK,
    Story,
    event_in,
    from_the_mail,
    is_free_on_tuesdays,
    last_mail,
    let_work,
    lives_in,
    main,
    press,
    starts_at,
    to_pair,
    told_by_day,
)
from tests.people import World, person_called, team_member

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(300),
]

MOST_STEPS = 12
# Free for all three, and a full hour: Jonas comes from 13:30, Noor has to leave at 15:00.
SLOT = datetime(2027, 3, 16, 14, tzinfo=UTC)
AFTER_IT = datetime(2027, 3, 16, 15, tzinfo=UTC)


@pytest.fixture
def story(clock, world: World, cast, hand, smtp_server) -> Story:
    """Amara in New York is proposed to Jonas and Noor in London."""
    noor = MenteeFactory.create(cohort=world.cohort, person=person_called("Noor Haddad"))
    for place in (world.mentor_place, world.mentee_place, noor):
        trained(place)
    for person, zone, hours in (
        (world.mentor, NEW_YORK, (time(9), time(11))),
        (world.mentee, LONDON, (time(13, 30), time(16))),
        (noor.person, LONDON, (time(12), time(15))),
    ):
        lives_in(person, zone)
        is_free_on_tuesdays(person, *hours)
    ben = team_member(world.programme, "Ben Asare", Role.COORDINATOR)
    mentees = [world.mentee_place, noor]
    match = propose_match(world.cohort, [world.mentor_place], mentees, by=world.coordinator)
    return Story(world, ben, match, clock, cast, hand, smtp_server)


def test_a_group_meets_on_the_pages_of_a_pair(story: Story):
    world, hand, cast = story.world, story.hand, story.cast
    noor = Person.objects.get(name="Noor Haddad")
    laptop = cast.device(world.mentor, LAPTOP)
    jonas, phone = cast.device(world.mentee), cast.device(noor)
    for page, person, subject in (
        (laptop, world.mentor, "could be your mentees"),
        (jonas, world.mentee, "could be your mentor"),
        (phone, noor, "could be your mentor"),
    ):
        from_the_mail(story, page, person, subject)
        sees(f"j01-{person.short_name}", page)
        press(page, hand, "button", "Yes, I would")
    assert Match.objects.get().state == MatchState.ACCEPTED
    expect(main(phone)).to_contain_text("You, Amara and Jonas are matched")
    sees("j02-all-said-yes", phone)

    press(phone, hand, "link", "Plan a meeting")
    slot = main(phone).locator("button.slot").first
    expect(slot).to_contain_text("Tuesday 16 March, 14:00")
    expect(slot).to_contain_text("10:00 for Amara, New York")
    sees("j03-suits-all-three", phone)
    hand.press(slot)
    let_work()
    told = [
        event_in(last_mail(story.mails, one, "You meet")) for one in (world.mentor, world.mentee)
    ]
    assert {starts_at(event) for event in told} == {SLOT}

    story.travel(AFTER_IT)
    laptop.goto(reverse("matching:meetings"))
    expect(main(laptop)).to_contain_text("Did you meet Jonas and Noor")
    sees("j04-did-you-meet", laptop)
    press(laptop, hand, "button", "It happened")
    press(laptop, hand, "button", "Great")
    sees("j05-note", laptop)
    assert Meeting.objects.get().state == MeetingState.HELD
    assert FitCheck.objects.count() == len(story.match.people)
    jonas.goto(reverse("home"))
    expect(main(jonas)).to_contain_text("How was it with Amara and Noor today?")
    sees("j06-home", jonas)
    to_pair(jonas, story.match)
    sees("j07-group", jonas)
    told_twice = told_by_day(story.mails)
    assert [mail for mail in told_twice if told_twice.count(mail) > 1] == []
    assert len(hand.steps) <= MOST_STEPS
