"""From a manager's nomination to a place that became free: how a mentee is taken in."""

import re
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from mentorship.accounts.models import Person
from programmes.actions.application_forms import begin_usual_form, publish_form
from programmes.enums import CohortState, ParticipantRole, ParticipantState
from programmes.intake.enums import EndorsementState
from programmes.models import (
    Application,
    Cohort,
    Endorsement,
    Nomination,
    Participant,
    ProgrammePolicy,
    WaitingPlace,
)
from tests.factories.accounts import MembershipFactory
from tests.factories.choosing import ApplicationWindowFactory
from tests.factories.dates import days_ahead
from tests.journeys.hands import LAPTOP, PHONE, Hand, device_of, link_in, mails_to, sees, words_of
from tests.people import World, person_called

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(300),
]

MOST_STEPS = 55
MANAGER, NOMINEE = "Mireille Duval", "Noor Haddad"
WHY = "She runs the night desk already; somebody should show her the rest of the house."
CONDITIONS = "Two hours a month until the audit is over, three from then on."


@pytest.fixture
def full(world: World) -> Cohort:
    """A cohort that recruits, whose only place for a mentee is taken."""
    Cohort.objects.filter(pk=world.cohort.pk).update(
        state=CohortState.RECRUITING, starts_on=days_ahead(40)(), ends_on=days_ahead(300)()
    )
    world.cohort.refresh_from_db()
    ProgrammePolicy.objects.create(programme=world.programme, asks_endorsement=True)
    draft = begin_usual_form(world.programme, ParticipantRole.MENTEE, by=world.coordinator)
    publish_form(draft, by=world.coordinator)
    ApplicationWindowFactory.create(cohort=world.cohort, role=ParticipantRole.MENTEE, places=1)
    for name in (MANAGER, NOMINEE):
        MembershipFactory.create(organisation=world.organisation, person=person_called(name))
    return world.cohort


def main(page: Page) -> Locator:
    return page.get_by_role("main")


def person(name: str) -> Person:
    return Person.objects.get(name=name)


def nominate(page: Page, hand: Hand, cohort: Cohort) -> None:
    page.goto(reverse("programmes:nominate", args=(cohort.pk,)))
    sees("m01-nominate", page)
    if page.get_by_text("Mentee", exact=True).count():
        hand.press(page.get_by_text("Mentee", exact=True))
    hand.fill(page.get_by_label("Their name"), NOMINEE)
    hand.fill(page.get_by_label(re.compile("^Their e-mail")), str(person(NOMINEE).email))
    hand.press(page.locator("label").filter(has_text=re.compile("[Mm]anager")))
    hand.fill(page.get_by_label(re.compile("^Why them")), WHY)
    hand.press(main(page).get_by_role("button", name="Go on"))
    sees("m02-what-leaves", page)
    hand.press(main(page).get_by_role("button").first)
    sees("m03-nominated", page)


def say_yes_and_apply(page: Page, hand: Hand, smtp_server: Any) -> None:
    mail = words_of(mails_to(smtp_server, str(person(NOMINEE).email))[-1])
    assert "night desk" in mail
    page.goto(link_in(mail, "/nominations/"))
    expect(main(page)).to_contain_text(WHY)
    sees("n01-nominated", page)
    hand.press(page.get_by_role("button", name="Yes, I would like to"))
    sees("n02-apply", page)
    if "/questions/" not in page.url:
        hand.press(main(page).get_by_role("button", name=re.compile("^(Begin|Go on)")))
    while "/questions/" in page.url:
        answer_one(page, hand)
        hand.press(page.get_by_role("button", name="Save and go on"))
    sees("n04-check", page)
    hand.press(page.get_by_role("button", name="Hand it in"))
    expect(page.get_by_role("heading", level=1)).to_have_text("We have your application")
    sees("n05-sent", page)


def answer_one(page: Page, hand: Hand) -> None:
    """Answer the question that is asked."""
    title = page.locator(".question-title, h1").first.inner_text()
    field = main(page).locator("form")
    if "manager" in title:
        sees(f"n03-manager-{'mail' if 'mail' in title else 'name'}", page)
        words = str(person(MANAGER).email) if "mail" in title else MANAGER
        hand.fill(field.locator("input[type=text], input[type=email]").first, words)
    elif field.locator("input[type=checkbox]").count():
        hand.press(field.locator("label:has(input), .tick label").first)
    elif field.locator("textarea").count():
        hand.fill(field.locator("textarea").first, "Because I lead my first team since May.")
    elif field.locator("input[type=text]").count():
        if "able to do" in title:
            sees("n03-goals", page)
        hand.fill(field.locator("input[type=text]").first, "Lead a meeting that ends on time")


def endorse(page: Page, hand: Hand, smtp_server: Any) -> None:
    """Endorse with conditions from the mail's link, without an account; twice, and altered."""
    mail = words_of(mails_to(smtp_server, str(person(MANAGER).email))[-1])
    address = link_in(mail, "/endorse")
    cut = address.rstrip("/")
    altered = page.goto(f"{cut[:-3]}xyz/")
    assert altered.status == 404
    sees("o01-altered", page)
    page.goto(address)
    sees("o02-endorse", page)
    assert Endorsement.objects.get().state == EndorsementState.OPEN
    hand.press(page.get_by_text("I endorse it, with conditions"))
    hand.fill(page.get_by_label(re.compile("^Hours a month")), "2")
    hand.press(page.get_by_role("button", name="Send my answer"))
    sees("o03-conditions-asked", page)
    hand.fill(page.get_by_label(re.compile("^In your words")), CONDITIONS)
    hand.press(page.get_by_role("button", name="Send my answer"))
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Thank you: it is endorsed, with your conditions"
    )
    sees("o04-receipt", page)
    page.goto(address)
    expect(main(page)).to_contain_text("This link has done its work")
    assert Endorsement.objects.get().state == EndorsementState.CONDITIONAL


def confirm_the_year(page: Page, hand: Hand) -> None:
    page.goto(reverse("programmes:home"))
    sees("p01-home", page)
    hand.press(main(page).get_by_role("link", name="See and confirm"))
    sees("p02-year", page)
    hand.press(page.locator("label").filter(has_text="I can give this time"))
    hand.press(page.get_by_role("button", name="I confirm it"))
    sees("p03-confirmed", page)
    assert Application.objects.get().confirmed_at


def put_on_the_list(desk: Page, hand: Hand, smtp_server: Any) -> None:
    application = Application.objects.get()
    desk.goto(reverse("programmes:application-detail", args=("leaders", application.pk)))
    expect(main(desk)).to_contain_text(CONDITIONS)
    sees("q01-application", desk)
    hand.press(main(desk).get_by_role("link", name="Decide"))
    hand.press(desk.get_by_text("Waiting list", exact=True).last)
    hand.choose(desk.get_by_label(re.compile("^Reason")), "No place is left")
    sees("q02-decide", desk)
    hand.press(desk.get_by_role("button", name="Stage it"))
    hand.press(main(desk).get_by_role("link", name="See 1 letter"))
    sees("q03-letter", desk)
    hand.press(desk.get_by_role("button", name=re.compile("^Tell")))
    assert "waiting list" in words_of(mails_to(smtp_server, str(person(NOMINEE).email))[-1])
    assert WaitingPlace.objects.get().ended_at is None


def give_the_free_place(desk: Page, hand: Hand, world: World) -> None:
    """Somebody withdraws, and Today says who is next."""
    desk.goto(reverse("programmes:waiting-list", args=("leaders",)))
    sees("r01-waiting-list", desk)
    today = reverse("programmes:today", args=("leaders",))
    desk.goto(today)
    expect(main(desk)).not_to_contain_text("A place is free")
    desk.goto(reverse("programmes:participant", args=("leaders", world.mentee_place.pk)))
    sees("r02-who-leaves", desk)
    hand.press(main(desk).get_by_role("link", name="Withdraw"))
    sees("r03-leaves", desk)
    hand.press(main(desk).get_by_role("button").first)
    desk.goto(today)
    expect(main(desk)).to_contain_text(f"A place is free: {NOMINEE} is next")
    sees("r04-today", desk)
    hand.press(main(desk).get_by_role("link", name="Give them the place"))
    sees("r05-give", desk)
    hand.press(desk.get_by_role("button", name="Give them the place"))
    sees("r06-given", desk)


def test_from_a_nomination_to_a_place_that_became_free(
    world: World, full, browser, live_server, hand, smtp_server
):
    pages = [
        device_of(browser, live_server, person(MANAGER), PHONE),
        device_of(browser, live_server, person(NOMINEE), PHONE),
        device_of(browser, live_server, None, PHONE),
        device_of(browser, live_server, world.coordinator, LAPTOP),
    ]
    manager, nominee, nobody, desk = pages
    try:
        nominate(manager, hand, full)
        say_yes_and_apply(nominee, hand, smtp_server)
        endorse(nobody, hand, smtp_server)
        confirm_the_year(nominee, hand)
        put_on_the_list(desk, hand, smtp_server)
        nominee.goto(reverse("programmes:home"))
        hand.press(main(nominee).get_by_role("link", name="How it works"))
        sees("s01-waiting", nominee)
        give_the_free_place(desk, hand, world)
        assert "place" in words_of(mails_to(smtp_server, str(person(NOMINEE).email))[-1])
        nominee.goto(reverse("programmes:home"))
        sees("s02-home", nominee)
        hand.press(main(nominee).get_by_role("link", name="Read the letter"))
        expect(main(nominee)).to_contain_text("place")
        sees("s03-decision", nominee)
    finally:
        for page in pages:
            page.context.close()

    assert Nomination.objects.get().nominee == person(NOMINEE)
    place = Participant.objects.get(person=person(NOMINEE))
    assert (place.role, place.state) == (ParticipantRole.MENTEE, ParticipantState.ACCEPTED)
    assert len(hand.steps) <= MOST_STEPS
