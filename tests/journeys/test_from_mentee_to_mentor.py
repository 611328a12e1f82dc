"""From “I would like to” to mentoring together with somebody, a supporter at one's side."""

import re
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from playwright.sync_api import Locator, Page, expect

from matching.actions.proposals import accept_match, propose_match
from matching.models import Match
from mentorship.accounts.models import Person
from programmes.enums import ParticipantRole, ParticipantState
from programmes.models import Cohort, Participant
from tests.factories.matching import MatchFactory, pair, trained
from tests.factories.programmes import CohortFactory, MenteeFactory, ParticipantFactory
from tests.factories.training import in_days, initial_training
from tests.journeys.hands import LAPTOP, PHONE, Hand, link_in, mails_to, sees, words_of
from tests.people import World, person_called
from tests.training.pathway.people import experienced, transition_session
from training.actions import record_attendance
from training.models import Pathway, Session, Shadowing
from training.pathway.enums import PathwayState

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(300),
]

MOST_STEPS = 45
SUPPORTER, OBSERVED, PARTNER = "Elif Yılmaz", "Bo Lind", "Mina Costa"
REFLECTION = "I stopped asking for answers. I would like to give that on."
WORD = "Jonas listens before he speaks. He would be a mentor I would send people to."


@pytest.fixture
def training(world: World) -> Session:
    """Jonas met Amara; Bo meets Mina; Elif has served, and her training is in date."""
    initial_training(world.programme, world.mentor, days=90)
    pair(world)
    experienced(world, SUPPORTER)
    mentee = MenteeFactory.create(cohort=world.cohort, person=person_called(PARTNER))
    watched = ParticipantFactory.create(
        cohort=world.cohort, person=person_called(OBSERVED), state=ParticipantState.MATCHED
    )
    MatchFactory.create(cohort=world.cohort, mentors=[watched], mentees=[mentee])
    session: Session = transition_session(world, title="From mentee to mentor")
    return session


def main(page: Page) -> Locator:
    return page.get_by_role("main")


def person(name: str) -> Person:
    return Person.objects.get(name=name)


def pathway() -> Pathway:
    return Pathway.objects.get()


def at_desk(name: str) -> str:
    return reverse(f"training:{name}", args=("leaders", pathway().pk))


def says_so(phone: Page, hand: Hand) -> None:
    phone.goto(reverse("training:learn"))
    hand.press(main(phone).get_by_role("link", name="Becoming a mentor"))
    sees("a02-offer", phone)
    hand.press(main(phone).get_by_role("button", name="I would like to"))
    expect(phone.get_by_role("heading", level=1)).to_have_text("You would like to be a mentor")


def shows_readiness(phone: Page, mentor: Page, hand: Hand, smtp_server: Any) -> None:
    """Say how the goals stand, reflect, and ask one's mentor for a word."""
    hand.press(phone.locator("label").filter(has_text="I reached the goals"))
    hand.fill(phone.get_by_label("Your reflection"), REFLECTION)
    hand.press(main(phone).get_by_role("button", name="Keep it"))
    hand.press(main(phone).get_by_role("link", name="Choose whom to ask"))
    sees("b01-whom-to-ask", phone)
    hand.press(main(phone).get_by_role("button", name="Send the mail"))
    mail = words_of(mails_to(smtp_server, "amara@example.org")[-1])
    mentor.goto(link_in(mail, "/learn/becoming-a-mentor/"))
    sees("b03-word", mentor)
    hand.fill(mentor.get_by_label("Your word"), WORD)
    hand.press(mentor.get_by_text("Yes", exact=True))
    hand.press(main(mentor).get_by_role("button", name="Let Jonas read it"))
    expect(mentor.get_by_role("heading", level=1)).to_contain_text("Thank you for your word")
    phone.reload()
    expect(main(phone)).to_contain_text(WORD)
    sees("b05-word-given", phone)


def is_invited(desk: Page, phone: Page, hand: Hand, smtp_server: Any) -> None:
    desk.goto(reverse("training:pathway-list", args=("leaders",)))
    sees("c01-pathways", desk)
    hand.press(main(desk).get_by_role("link", name="Invite the ready").first)
    sees("c02-invite", desk)
    hand.press(main(desk).get_by_role("button", name="Invite them"))
    expect(desk.get_by_text("1 person is invited.")).to_be_visible()
    mail = words_of(mails_to(smtp_server, "jonas@example.org")[-1])
    phone.goto(link_in(mail, "/learn/"))
    sees("c03-ready", phone)
    hand.press(main(phone).get_by_role("link", name="Book the next one"))
    hand.press(main(phone).get_by_role("button", name="I come: book this seat"))
    expect(main(phone)).to_contain_text("You have a place.")


def attends(phone: Page, session: Session, world: World) -> None:
    """The day comes, and somebody ticks Jonas: what that looks like is another journey."""
    Session.objects.filter(pk=session.pk).update(starts_at=in_days(-0.3))
    session.refresh_from_db()
    record_attendance(session, {world.mentee: True}, by=world.facilitator)
    assert pathway().state == PathwayState.TRAINED
    phone.goto(reverse("training:my-pathway"))
    expect(phone.get_by_role("heading", level=1)).to_contain_text("You have learnt")


def pair_is_asked(desk: Page, hand: Hand) -> None:
    desk.goto(at_desk("pathway"))
    hand.press(main(desk).get_by_role("link", name="Arrange it").first)
    sees("e02-which-pair", desk)
    hand.press(desk.locator("label").filter(has_text=f"{OBSERVED} and {PARTNER}"))
    hand.press(main(desk).get_by_role("button", name="Send the mail"))
    expect(main(desk)).to_contain_text(f"{OBSERVED} and {PARTNER}")


def both_agree(cast: Any, phone: Page, hand: Hand, smtp_server: Any) -> None:
    """Each reads a mail and agrees; the observer is told only when both have."""
    before = len(mails_to(smtp_server, "jonas@example.org"))
    for name, shot in ((OBSERVED, "f01-mentor"), (PARTNER, "f02-mentee")):
        assert len(mails_to(smtp_server, "jonas@example.org")) == before
        one = cast.device(person(name), PHONE)
        mail = words_of(mails_to(smtp_server, str(person(name).email))[-1])
        one.goto(link_in(mail, "/learn/becoming-a-mentor/shadowing/"))
        sees(f"{shot}-asked", one)
        hand.press(main(one).get_by_role("button", name="Yes, they may"))
    assert len(mails_to(smtp_server, "jonas@example.org")) == before + 1
    phone.goto(reverse("training:my-pathway"))
    expect(main(phone)).to_contain_text("Both agree.")
    sees("f03-both-agree", phone)


def observes(desk: Page, phone: Page, hand: Hand) -> None:
    desk.goto(at_desk("pathway"))
    sees("g01-agreed", desk)
    hand.press(main(desk).get_by_role("button", name="They observed"))
    assert pathway().state == PathwayState.SHADOWING
    assert Shadowing.objects.get().observed_on == timezone.localdate()
    phone.reload()
    hand.press(main(phone).get_by_role("link", name="Write what you took from it"))
    sees("g03-reflect", phone)
    hand.fill(phone.get_by_label("What you took from it"), "Bo waits. Silence does the work.")
    hand.press(main(phone).get_by_role("button", name="Keep it"))


def gets_a_place(desk: Page, hand: Hand, coming: Cohort) -> Participant:
    desk.goto(at_desk("pathway"))
    hand.press(main(desk).get_by_role("link", name="Give them a place").first)
    sees("h01-place", desk)
    hand.press(desk.locator("label").filter(has_text=coming.name))
    hand.press(main(desk).get_by_role("button", name="Give them the place"))
    return Participant.objects.get(person__name="Jonas Weber", role=ParticipantRole.MENTOR)


def begin_together(desk: Page, hand: Hand, own: Participant, world: World) -> Match:
    """A match of two mentors, to which all said yes, is started by the coordinator."""
    cohort = own.cohort
    beside = ParticipantFactory.create(
        cohort=cohort, person=world.mentor, state=ParticipantState.TRAINED
    )
    mentee = trained(MenteeFactory.create(cohort=cohort, person__name="Noor Haddad"))
    match = propose_match(cohort, [own, beside], [mentee], by=world.coordinator)
    for place in (own, beside, mentee):
        accept_match(match, by=place.person)
    desk.goto(reverse("matching:match", args=("leaders", match.pk)))
    hand.press(main(desk).get_by_role("link", name="Start").first)
    hand.press(main(desk).get_by_role("button", name=re.compile("^Start")))
    match.refresh_from_db()
    return match


def stands_on_the_page(desk: Page, phone: Page, match: Match) -> None:
    """Co-mentoring is on both pages of the pathway, with its date."""
    step = pathway().steps.get(step=PathwayState.CO_MENTORING)
    assert step.reached_on == match.started_on
    day = date_format(step.reached_on, "j M Y")
    desk.goto(at_desk("pathway"))
    expect(main(desk)).to_contain_text("Co-mentoring")
    expect(main(desk)).to_contain_text(day)
    sees("i01-co-mentoring", desk)
    phone.goto(reverse("training:my-pathway"))
    expect(phone.get_by_role("heading", level=1)).to_have_text("You mentor together with somebody")
    sees("i02-co-mentoring", phone)


def gets_a_supporter(desk: Page, phone: Page, hand: Hand, smtp_server: Any) -> None:
    hand.press(main(desk).get_by_role("link", name="Choose a supporter").first)
    hand.choose(desk.get_by_label("Who"), SUPPORTER)
    hand.press(main(desk).get_by_role("button", name="Send the mail"))
    expect(main(desk)).to_contain_text(SUPPORTER)
    for address in ("jonas@example.org", str(person(SUPPORTER).email)):
        assert "Elif" in words_of(mails_to(smtp_server, address)[-1])
    phone.reload()
    expect(main(phone)).to_contain_text("At your side")


def test_a_mentee_becomes_a_co_mentor(world: World, training: Session, cast, hand, smtp_server):
    desk = cast.device(world.coordinator, LAPTOP)
    phone, mentor = cast.device(world.mentee), cast.device(world.mentor)
    coming = CohortFactory.create(
        programme=world.programme, name="Autumn cohort", state="recruiting"
    )
    says_so(phone, hand)
    shows_readiness(phone, mentor, hand, smtp_server)
    is_invited(desk, phone, hand, smtp_server)
    attends(phone, training, world)
    pair_is_asked(desk, hand)
    both_agree(cast, phone, hand, smtp_server)
    observes(desk, phone, hand)
    match = begin_together(desk, hand, gets_a_place(desk, hand, coming), world)
    stands_on_the_page(desk, phone, match)
    gets_a_supporter(desk, phone, hand, smtp_server)
    assert pathway().supporter == person(SUPPORTER)
    assert len(hand.steps) <= MOST_STEPS
