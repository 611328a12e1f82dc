"""From a gathering that more want than can come to a lapsed mentor who is matched again."""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from matching.enums import MatchState
from matching.models import Match
from mentorship.accounts.models import Person
from tests.factories.fresh import CompetencyFactory
from tests.factories.matching import trained
from tests.factories.programmes import ParticipantFactory
from tests.factories.training import in_days, initial_training
from tests.journeys.hands import LAPTOP, Hand, mails_to, sees
from tests.people import World, person_called
from training.actions.communities import CommunityPlan, begin_community
from training.actions.enrolments import enrol
from training.actions.standings import ensure_policies, refresh_standings
from training.communities.enums import CommunityKind, Joining
from training.enums import CurrencyStatus
from training.models import Attendance, Community, LedgerEntry, Session, Standing

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(300),
]

MOST_STEPS = 40
EARLY, GIVES_UP, LATE = "Beate Lang", "Chidi Obi", "Dara Quinn"
SLOT = "Giving feedback that is heard"


@pytest.fixture
def circle(world: World) -> Community:
    """A community of four mentors, of whom Amara's training lapsed; Jonas waits for a mentor."""
    trained(world.mentee_place)
    initial_training(world.programme, world.mentor, days=600)
    for name in (EARLY, GIVES_UP, LATE):
        place = ParticipantFactory.create(cohort=world.cohort, person=person_called(name))
        initial_training(world.programme, place.person, days=100)
    for policy in ensure_policies(world.programme).values():
        refresh_standings(policy)
    CompetencyFactory.create(organisation=world.organisation, name="Giving feedback")
    plan = CommunityPlan(
        name="Mentors’ circle", kind=CommunityKind.MENTORS, joining=Joining.AUTOMATIC
    )
    return begin_community(world.programme, plan, by=world.coordinator)


def main(page: Page) -> Locator:
    return page.get_by_role("main")


def person(name: str) -> Person:
    return Person.objects.get(name=name)


def standing(of: Person) -> str:
    return Standing.objects.get(person=of, policy__role="mentor").status


def propose(desk: Page, hand: Hand, world: World) -> None:
    """Choose both, and go on."""
    desk.goto(reverse("matching:match-add", args=(world.programme.slug,)))
    for who in (world.mentor, world.mentee):
        hand.press(desk.locator("label").filter(has_text=re.compile(f"^\\s*{who.name}")))
    hand.press(main(desk).get_by_role("button", name="Go on"))


def is_refused(desk: Page, hand: Hand, world: World) -> None:
    propose(desk, hand, world)
    refused = main(desk).get_by_role("alert")
    expect(refused).to_contain_text("Amara’s training lapsed after")
    expect(refused).to_contain_text("3 hours of refresher training")
    sees("a01-refused", desk)
    assert not Match.objects.exists()
    desk.goto(reverse("training:register", args=(world.programme.slug,)))
    expect(main(desk).get_by_role("row").filter(has_text="Amara")).to_contain_text("Lapsed")


def plan(desk: Page, hand: Hand, circle: Community) -> Session:
    """Plan a gathering for two, with a training of three hours inside it."""
    desk.goto(reverse("training:community-detail", args=(circle.programme.slug, circle.pk)))
    hand.press(main(desk).get_by_role("link", name="Plan a gathering").first)
    day = timezone.localdate() + timedelta(days=12)
    hand.fill(desk.get_by_label("Day"), day.isoformat())
    hand.fill(desk.get_by_label("Length in minutes"), "240")
    hand.fill(desk.get_by_label("Place or link"), "Room 2.14")
    hand.fill(desk.get_by_label("Places"), "2")
    hand.fill(desk.get_by_label("Agenda"), "One round of news, then we try it out in threes.")
    hand.fill(desk.get_by_label("Training slot"), SLOT)
    hand.press(main(desk).get_by_role("button", name="Plan the gathering"))
    expect(main(desk).get_by_role("alert")).to_contain_text("Say how long")
    sees("b02-slot-without-length", desk)
    hand.fill(desk.get_by_label("Minutes of training"), "180")
    hand.press(desk.locator("label").filter(has_text="Giving feedback").last)
    hand.press(main(desk).get_by_role("button", name="Plan the gathering"))
    expect(main(desk)).to_contain_text("0 of 2 come")
    sees("b03-planned", desk)
    return Session.objects.get()


def say_yes(phone: Page, hand: Hand, answer: str) -> None:
    """Find the gathering on one's home page, and say that one comes."""
    phone.goto(reverse("programmes:home"))
    expect(main(phone)).to_contain_text("are you coming?")
    hand.press(main(phone).get_by_role("link", name="Say whether you come"))
    hand.press(main(phone).get_by_role("button", name=answer))


def answer_over_capacity(mentor: Page, other: Page, hand: Hand, session: Session) -> None:
    """Four say yes to two places: two have one, and two wait in line."""
    enrol(session, person(EARLY), by=person(EARLY))
    say_yes(other, hand, "Yes, I am coming")
    expect(main(other)).to_contain_text("You are coming")
    say_yes(mentor, hand, "Yes: wait in line")
    expect(main(mentor)).to_contain_text("You are in line")
    sees("c01-in-line", mentor)
    enrol(session, person(LATE), by=person(LATE))


def give_up(other: Page, mentor: Page, hand: Hand, world: World, smtp_server: Any) -> None:
    """One gives up, and who is first in line has the place, in a mail with a calendar file."""
    hand.press(main(other).get_by_role("button", name="I cannot come"))
    expect(main(other)).to_contain_text("You cannot come")
    mail = mails_to(smtp_server, str(world.mentor.email))[-1]
    assert "place" in mail["Subject"]
    files = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    assert files, mail.as_string()
    assert "METHOD:REQUEST" in files[0].get_content()
    assert not mails_to(smtp_server, str(person(LATE).email))
    mentor.reload()
    expect(main(mentor)).to_contain_text("You are coming")
    sees("d02-place-given", mentor)


def tick(phone: Page, hand: Hand, session: Session) -> None:
    """Tick on a phone that loses its connection once; the day has come."""
    Session.objects.filter(pk=session.pk).update(starts_at=in_days(-0.01))
    phone.goto(reverse("training:attendance", args=("leaders", session.pk)))
    expect(phone.get_by_role("checkbox")).to_have_count(2)
    phone.context.set_offline(True)
    hand.press(phone.locator("label.tick").filter(has_text="Amara"))
    says = phone.get_by_role("status").filter(has_text="tick")
    expect(says).to_have_text("1 tick kept on this phone, not sent yet")
    sees("e02-kept", phone)
    assert not Attendance.objects.exists()
    phone.context.set_offline(False)
    expect(phone.get_by_text("All sent")).to_be_visible()
    hand.press(phone.locator("label.tick").filter(has_text=EARLY))
    hand.press(phone.get_by_role("button", name="Save who was here"))
    expect(phone.get_by_text("Saved: 2 of 2 were there.")).to_be_visible()


def see_the_hours(mentor: Page, desk: Page, world: World) -> None:
    """The hours stand under Learn and on the register, and the training is in date."""
    entry = LedgerEntry.objects.get(person=world.mentor, source="gathering")
    assert (entry.kind, entry.hours) == ("refresher", Decimal(3))
    assert standing(world.mentor) == CurrencyStatus.IN_DATE
    mentor.goto(reverse("training:learn"))
    expect(main(mentor).get_by_role("row").filter(has_text="Giving feedback")).to_contain_text("3")
    expect(main(mentor)).to_contain_text("In date")
    sees("f01-learn", mentor)
    desk.goto(reverse("training:register", args=(world.programme.slug,)))
    row = main(desk).get_by_role("row").filter(has_text="Amara")
    expect(row).to_contain_text("In date")
    sees("f02-register", desk)
    row.get_by_role("link", name="Amara Okafor").click()
    expect(main(desk).get_by_role("row").filter(has_text="Refresher")).to_contain_text("3")
    sees("f03-entries", desk)


def match_again(desk: Page, mentor: Page, mentee: Page, hand: Hand, world: World) -> None:
    propose(desk, hand, world)
    expect(desk.get_by_role("heading", level=1)).to_have_text("Ask them?")
    sees("g01-ask-them", desk)
    hand.press(main(desk).get_by_role("button", name="Send"))
    expect(desk.get_by_text("They have been asked.")).to_be_visible()
    for phone in (mentor, mentee):
        phone.goto(reverse("matching:my-match", args=(Match.objects.get().pk,)))
        hand.press(main(phone).get_by_role("button", name="Yes, I would"))
    expect(main(mentee)).not_to_contain_text("Would you like this match?")
    assert Match.objects.get().state == MatchState.ACCEPTED


def test_a_lapsed_mentor_comes_back_by_a_gathering(
    world: World, circle: Community, cast, hand, smtp_server
):
    desk = cast.device(world.coordinator, LAPTOP)
    mentor, other = cast.device(world.mentor), cast.device(person(GIVES_UP))
    assert standing(world.mentor) == CurrencyStatus.LAPSED
    is_refused(desk, hand, world)
    session = plan(desk, hand, circle)
    answer_over_capacity(mentor, other, hand, session)
    give_up(other, mentor, hand, world, smtp_server)
    tick(cast.device(world.facilitator), hand, session)
    see_the_hours(mentor, desk, world)
    match_again(desk, mentor, cast.device(world.mentee), hand, world)
    assert len(hand.steps) <= MOST_STEPS
