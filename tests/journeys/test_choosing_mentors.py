"""From an empty profile to three letters: how mentors are chosen, as everybody lives it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Role
from programmes.applying.enums import ApplicationState
from programmes.enums import CohortState, ParticipantState
from programmes.models import Application, Cohort, Participant, Review
from tests.factories.accounts import MembershipFactory
from tests.journeys.hands import LAPTOP, Cast, Hand, mails_to, sees, words_of
from tests.people import World, person_called, team_member

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(300),
]

MOST_STEPS = 265
ANCHORS = (
    "Gives advice before the question is out",
    "Lets the other finish, then tells their own story",
    "Asks a question or two before an opinion",
    "Mostly asks; the other does the thinking",
    "The other finds the answer, and knows it is theirs",
)
LISTENS, FEEDBACK, NETWORK = "Listens before advising", "Gives feedback", "Knows whom to ask"
# Marks of the first, the second and the third reviewer, by applicant and criterion.
MARKS = {
    "Abena Mensah": {LISTENS: (5, 4, 4), FEEDBACK: (4, 4, 5), NETWORK: (5, 4, 4)},
    "Bruno Keller": {LISTENS: (4, 4, 4), FEEDBACK: (5, 2, 3), NETWORK: (2, 2, 3)},
    "Chiara Rossi": {LISTENS: (2, 2, 1), FEEDBACK: (2, 3, 2), NETWORK: (3, 3, 3)},
}
LOOKED_AT = (1, 7, 10, 14)
OWN = "Who would look after the other two?"
REVIEWERS = ("Rosa Lind", "Ruth Levi", "Samir Haddad")
SECRET = "Somebody else must not read this yet"


@pytest.fixture
def recruiting(world: World) -> Cohort:
    """A cohort that recruits, and colleagues of the organisation who might apply."""
    today = timezone.localdate()
    Cohort.objects.filter(pk=world.cohort.pk).update(
        state=CohortState.RECRUITING,
        starts_on=today + timedelta(days=40),
        ends_on=today + timedelta(days=300),
    )
    for name in MARKS:
        MembershipFactory.create(organisation=world.organisation, person=person_called(name))
    for name in ("Rosa Lind", "Samir Haddad"):
        team_member(world.programme, name, Role.REVIEWER)
    world.cohort.refresh_from_db()
    return world.cohort


def main(page: Page) -> Locator:
    return page.get_by_role("main")


def add_criterion(page: Page, hand: Hand, name: str, kind: str) -> None:
    hand.press(main(page).get_by_role("link", name=re.compile("^Add a criterion")))
    hand.fill(page.get_by_label("Skill, quality, knowledge or experience"), name)
    hand.press(page.get_by_text(kind, exact=True))
    hand.press(main(page).get_by_role("button", name=re.compile("Add it|Save|Keep")))


def describe(page: Page, hand: Hand, name: str, *, weight: int, is_essential: bool) -> None:
    hand.press(main(page).get_by_role("link", name=name, exact=True))
    hand.fill(page.get_by_label(re.compile("^How you would see it")), f"An example: {name}")
    hand.fill(page.get_by_label(re.compile("^Weight")), str(weight))
    if is_essential:
        hand.press(page.get_by_text("Essential: without it nobody becomes a mentor here"))
        hand.fill(page.get_by_label(re.compile("^Met from level")), "3")
    for number, words in enumerate(ANCHORS, start=1):
        hand.fill(page.get_by_label(re.compile(f"^Level {number}")), words)


def build_the_profile(page: Page, hand: Hand) -> None:
    page.goto(reverse("programmes:mentor-profile", args=("leaders",)))
    sees("a01-no-profile", page)
    hand.press(main(page).get_by_role("link", name="Add the first expectation"))
    hand.fill(page.get_by_label("What mentors do here"), "They listen before they advise")
    hand.press(page.get_by_role("button", name="Add it"))
    hand.press(page.get_by_role("link", name="Go on: what that needs"))
    add_criterion(page, hand, LISTENS, "Skill")
    add_criterion(page, hand, FEEDBACK, "Skill")
    add_criterion(page, hand, NETWORK, "Experience")
    sees("a03-criteria", page)
    hand.press(page.get_by_role("link", name="Go on: how we would see it"))
    for name, weight, is_essential in (
        (LISTENS, 5, True),
        (FEEDBACK, 3, False),
        (NETWORK, 1, False),
    ):
        describe(page, hand, name, weight=weight, is_essential=is_essential)
        if is_essential:
            sees("a05-criterion", page)
        hand.press(main(page).get_by_role("button", name=re.compile("^(Keep|Save)")))
    sees("a06-evidence-written", page)
    hand.press(page.get_by_role("link", name="Go on: read and publish"))
    sees("a07-publish", page)
    hand.press(page.get_by_role("button", name="Publish version 1"))
    expect(main(page)).to_contain_text("Version 1, published by")
    sees("a08-published", page)


def make_the_form(page: Page, hand: Hand) -> None:
    page.goto(reverse("programmes:application-forms", args=("leaders",)))
    sees("b01-no-form", page)
    hand.press(page.get_by_role("button", name=re.compile("^Begin with the usual questions")))
    sees("b02-usual-form", page)
    hand.press(page.get_by_role("link", name=re.compile("^Add a question")).last)
    hand.press(main(page).get_by_role("link", name="A line of text"))
    hand.fill(page.get_by_label("Question", exact=True), OWN)
    hand.press(page.get_by_text("Three", exact=True))
    sees("b04-question", page)
    hand.press(main(page).get_by_role("button", name=re.compile("^(Add|Save|Keep)")))
    hand.press(page.get_by_role("link", name="As applicants see it"))
    sees("b06-preview", page)
    page.go_back()
    hand.press(page.get_by_role("link", name="Publish", exact=True))
    sees("b07-publish", page)
    hand.press(page.get_by_role("button", name="Publish it"))
    sees("b08-form-published", page)


def open_the_window(page: Page, hand: Hand, cohort: Cohort) -> None:
    page.goto(reverse("programmes:application-forms", args=("leaders",)))
    hand.press(main(page).get_by_role("link", name=re.compile(cohort.name)))
    hand.press(page.get_by_role("link", name=re.compile("Set the days.*[Mm]entor")))
    today = timezone.localdate()
    hand.fill(page.get_by_label("Opens on"), today.isoformat())
    hand.fill(page.get_by_label(re.compile("^Last day")), (today + timedelta(days=14)).isoformat())
    hand.fill(page.get_by_label(re.compile("^Places")), "10")
    sees("b10-window", page)
    hand.press(main(page).get_by_role("button").first)
    sees("b11-window-set", page)


def answer_one(page: Page, hand: Hand, mentees: str) -> str:
    """Answer the question that is asked, whatever kind it is of, and return it."""
    title = page.locator(".question-title").inner_text()
    field = page.locator(".question")
    if field.locator("textarea").count():
        hand.fill(field.locator("textarea"), f"What I would say to “{title[:40]}”.")
    elif field.locator("input[type=radio]").count():
        hand.press(field.get_by_text(mentees, exact=True))
    elif field.locator("input[type=checkbox]").count():
        hand.press(field.get_by_text("Yes, I agree"))
    elif field.locator("select").count() == 0 and field.locator("input[type=file]").count() == 0:
        hand.fill(field.locator("input").first, "Something of mine")
    return title


def answer_all(page: Page, hand: Hand, mentees: str, name: str = "") -> list[str]:
    """Answer one question after the other, until all can be checked."""
    asked = []
    while "/questions/" in page.url:
        asked.append(answer_one(page, hand, mentees))
        if name and len(asked) in LOOKED_AT:
            sees(f"{name}-{len(asked):02}", page)
        hand.press(page.get_by_role("button", name="Save and go on"))
    return asked


def begin(page: Page, hand: Hand, cohort: Cohort) -> None:
    page.goto(reverse("programmes:apply", args=(cohort.pk, "mentor")))
    hand.press(main(page).get_by_role("button", name="Begin"))


def hand_in(page: Page, hand: Hand) -> None:
    expect(page).to_have_url(re.compile("/check/"))
    hand.press(page.get_by_role("button", name="Hand it in"))
    expect(page.get_by_role("heading", level=1)).to_have_text("We have your application")


def three_apply(cast: Cast, hand: Hand, cohort: Cohort, smtp_server: Any) -> None:
    """One takes three mentees and is asked about the others; one goes on on another device."""
    abena, bruno, chiara = (Person.objects.get(name=name) for name in MARKS)
    phone = cast.device(abena)
    phone.goto(reverse("programmes:apply", args=(cohort.pk, "mentor")))
    sees("c01-apply", phone)
    hand.press(main(phone).get_by_role("button", name="Begin"))
    asked = answer_all(phone, hand, "Three", "c02-question")
    assert OWN in asked
    sees("c03-check", phone)
    hand_in(phone, hand)
    sees("c04-sent", phone)
    assert mails_to(smtp_server, str(abena.email))

    phone = cast.device(bruno)
    begin(phone, hand, cohort)
    for _ in range(4):
        answer_one(phone, hand, "One")
        hand.press(phone.get_by_role("button", name="Save and go on"))
    waited = phone.locator(".question-title").inner_text()
    answer_one(phone, hand, "One")
    hand.press(phone.get_by_role("button", name="Save and come back later"))
    expect(main(phone)).to_contain_text("Your application waits for you")
    sees("c05-home", phone)
    phone.context.clear_cookies()
    phone.goto(reverse("programmes:home"))
    expect(phone).to_have_url(re.compile("/accounts/|/$"))

    other = cast.device(bruno)
    other.goto(reverse("programmes:home"))
    hand.press(other.get_by_role("link", name="Go on with it"))
    assert other.locator(".question-title").inner_text() == waited
    expect(other.locator(".question textarea")).to_have_value(re.compile("^What I would say"))
    asked = answer_all(other, hand, "One")
    assert (asked[0], OWN in asked) == (waited, False)
    hand_in(other, hand)

    phone = cast.device(chiara)
    begin(phone, hand, cohort)
    answer_all(phone, hand, "Two")
    hand_in(phone, hand)
    states = set(Application.objects.values_list("state", flat=True))
    assert states == {ApplicationState.SUBMITTED}


def open_a_round(desk: Page, hand: Hand, smtp_server: Any) -> None:
    desk.goto(reverse("programmes:today", args=("leaders",)))
    sees("d01-today", desk)
    desk.goto(reverse("programmes:round-list", args=("leaders",)))
    hand.press(main(desk).get_by_role("link", name="Open the first round"))
    hand.fill(desk.get_by_label(re.compile("^Reviewers for each")), "3")
    sees("d03-round", desk)
    hand.press(desk.get_by_role("button", name="Open the round"))
    hand.press(main(desk).get_by_role("link", name="Give out applications"))
    sees("d04-give-out", desk)
    hand.press(desk.get_by_role("button", name="Give them out"))
    assert Review.objects.count() == len(MARKS) * 3
    for name in REVIEWERS:
        assert mails_to(smtp_server, str(Person.objects.get(name=name).email))


def mark(page: Page, hand: Hand, applicant: str, number: int) -> None:
    """Give the marks of one reviewer, with a sentence of evidence for each."""
    for name, marks in MARKS[applicant].items():
        card = page.locator("section.card").filter(has_text=name).last
        hand.press(card.locator("label").filter(has_text=ANCHORS[marks[number] - 1]))
        hand.fill(card.locator("textarea"), f"{SECRET}: {REVIEWERS[number]}, {name}")


def nobody_sees(cast: Cast, desk: Page, reader: str) -> None:
    """Look at what coordinators and a reviewer can see before all reviews are in."""
    page = cast.device(Person.objects.get(name=reader))
    application = Application.objects.get(person__name="Bruno Keller")
    for name in ("application-detail", "decision-stage", "panel"):
        desk.goto(reverse(f"programmes:{name}", args=("leaders", application.pk)))
        assert SECRET not in desk.content()
        assert "Score:" not in main(desk).inner_text()
    page.goto(reverse("programmes:panel-read", args=(application.pk,)))
    assert SECRET not in page.content()
    review = Review.objects.get(reviewer__name=reader, application=application)
    page.goto(reverse("programmes:marking-review", args=(review.pk,)))
    assert SECRET not in page.content()
    for address in ("decision-list", "applications"):
        desk.goto(reverse(f"programmes:{address}", args=("leaders",)))
        assert SECRET not in desk.content()
    page.context.close()


def three_judge(cast: Cast, desk: Page, hand: Hand) -> None:
    """Three reviewers mark on phones; nobody sees anything before the last is in."""
    for number, name in enumerate(REVIEWERS):
        phone = cast.device(Person.objects.get(name=name))
        phone.goto(reverse("programmes:home"))
        if number == 0:
            sees("e01-home", phone)
        phone.goto(reverse("programmes:marking-list"))
        if number == 0:
            sees("e02-my-reviews", phone)
        for applicant in MARKS:
            phone.goto(reverse("programmes:marking-list"))
            hand.press(main(phone).get_by_role("link", name=re.compile(applicant)))
            mark(phone, hand, applicant, number)
            if number == 0 and applicant == "Abena Mensah":
                sees("e03-marking", phone)
            hand.press(phone.get_by_role("button", name="Hand in"))
        if number < len(REVIEWERS) - 1:
            nobody_sees(cast, desk, REVIEWERS[number + 1])


def stage(desk: Page, hand: Hand, name: str, outcome: str, reason: str) -> None:
    application = Application.objects.get(person__name=name)
    desk.goto(reverse("programmes:decision-stage", args=("leaders", application.pk)))
    hand.press(desk.get_by_text(outcome, exact=True))
    hand.choose(desk.get_by_label(re.compile("^Reason")), reason)


def decide(desk: Page, hand: Hand) -> None:
    desk.goto(reverse("programmes:today", args=("leaders",)))
    sees("f01-today", desk)
    bruno = Application.objects.get(person__name="Bruno Keller")
    desk.goto(reverse("programmes:applications", args=("leaders",)))
    sees("f02-applications", desk)
    hand.press(main(desk).get_by_role("link", name="Bruno Keller"))
    sees("f03-application", desk)
    desk.goto(reverse("programmes:decision-stage", args=("leaders", bruno.pk)))
    sees("f04-cannot-be-decided", desk)
    hand.press(main(desk).get_by_role("link", name="See the panel"))
    sees("f05-panel", desk)
    hand.fill(desk.get_by_label(re.compile("^What settled it")), "We read the example again.")
    hand.press(desk.get_by_role("button", name="Note it"))
    expect(main(desk)).to_contain_text("We read the example again")

    stage(desk, hand, "Abena Mensah", "Accept", "Meets the profile")
    hand.fill(desk.get_by_label(re.compile("^Feedback")), "Your example of listening convinced us.")
    sees("f07-stage", desk)
    hand.press(desk.get_by_role("button", name="Stage it"))
    stage(desk, hand, "Bruno Keller", "Offer development first", "Too little evidence")
    hand.press(main(desk).locator("label").filter(has_text=FEEDBACK))
    hand.press(desk.get_by_role("button", name="Stage it"))
    stage(desk, hand, "Chiara Rossi", "Decline", "An essential criterion is not met yet")
    hand.press(desk.get_by_role("button", name="Stage it"))
    sees("f08-essential-asked", desk)
    hand.fill(desk.get_by_label(re.compile("^What is essential")), "All three saw it alike.")
    hand.press(desk.get_by_role("button", name="Stage it"))
    sees("f09-staged", desk)
    hand.press(main(desk).get_by_role("link", name=re.compile("^Letter")).first)
    hand.press(desk.get_by_role("button", name="See the mail"))
    sees("f10-letter", desk)


def letters_leave(desk: Page, hand: Hand, smtp_server: Any) -> None:
    before = {name: len(mails_to(smtp_server, address_of(name))) for name in MARKS}
    desk.goto(reverse("programmes:decision-list", args=("leaders",)))
    hand.press(main(desk).get_by_role("link", name="See 3 letters"))
    sees("g01-letters", desk)
    hand.press(desk.get_by_role("button", name=re.compile("^Tell")))
    sees("g02-told", desk)
    for name in MARKS:
        mails = mails_to(smtp_server, address_of(name))
        assert len(mails) == before[name] + 1
        assert name.split()[0] in words_of(mails[-1])
        others = {other for other in MARKS if other != name}
        assert not any(other in words_of(mails[-1]) for other in others)


def address_of(name: str) -> str:
    return str(Person.objects.get(name=name).email)


def an_applicant_asks(cast: Cast, desk: Page, hand: Hand) -> None:
    phone = cast.device(Person.objects.get(name="Chiara Rossi"))
    phone.goto(reverse("programmes:home"))
    sees("h01-home", phone)
    hand.press(main(phone).get_by_role("link", name="Read the letter"))
    sees("h02-decision", phone)
    hand.press(phone.get_by_text("Ask a question, or ask us to look again"))
    hand.press(phone.get_by_text("Ask a question", exact=True))
    hand.fill(phone.get_by_label(re.compile("^In your words")), "May I apply again next year?")
    hand.press(phone.get_by_role("button", name="Send it"))
    sees("h03-asked", phone)
    phone = cast.device(Person.objects.get(name="Abena Mensah"))
    accepted = Application.objects.get(person__name="Abena Mensah")
    phone.goto(reverse("programmes:decision-own", args=(accepted.pk,)))
    sees("h04-accepted", phone)
    desk.goto(reverse("programmes:today", args=("leaders",)))
    expect(main(desk)).to_contain_text("Chiara Rossi")
    sees("h05-today", desk)


def test_three_apply_three_judge_and_three_letters_leave(
    world: World, recruiting, cast, hand, smtp_server
):
    desk = cast.device(world.coordinator, LAPTOP)
    build_the_profile(desk, hand)
    make_the_form(desk, hand)
    open_the_window(desk, hand, recruiting)
    three_apply(cast, hand, recruiting, smtp_server)
    open_a_round(desk, hand, smtp_server)
    three_judge(cast, desk, hand)
    decide(desk, hand)
    letters_leave(desk, hand, smtp_server)
    an_applicant_asks(cast, desk, hand)

    places = Participant.objects.filter(cohort=recruiting, person__name__in=MARKS)
    assert {place.person.name: place.state for place in places} == {
        "Abena Mensah": ParticipantState.ACCEPTED,
        "Bruno Keller": ParticipantState.DECLINED,
        "Chiara Rossi": ParticipantState.DECLINED,
    }
    assert len(hand.steps) <= MOST_STEPS
