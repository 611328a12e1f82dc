"""Somebody sees what is kept, takes it along and is erased; an administrator keeps house.

With SHOTS=folder the pages they see are kept as pictures.
"""

import re
import zipfile

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from mentorship.accounts.models import Erasure, Person
from mentorship.accounts.tasks import tend_copies
from mentorship.audit.tasks import seal_record
from mentorship.notifications.models import Message
from programmes.models import Programme
from tests.accounts.federation.oidc_service import CLIENT_ID, CLIENT_SECRET, OidcService
from tests.factories.accounts import MembershipFactory, PersonFactory
from tests.factories.signing_in import OwnedDomainFactory
from tests.journeys.hands import LAPTOP, PHONE, deliver, mails_to, sees, words_of
from tests.journeys.relationship import main, press

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(300),
]

WORD = "a-long-word-to-sign-in"
NAME = "Zebedee Quillfeather"
PATIENCE = 40_000


@pytest.fixture
def leaver(world, settings, tmp_path):
    """Somebody of the organisation who holds nothing any more, and whom one text names."""
    settings.DATA_DIR = tmp_path
    person = PersonFactory.create(name=NAME, email="zebedee@example.org")
    MembershipFactory.create(person=person, organisation=world.organisation)
    Programme.objects.filter(pk=world.programme.pk).update(purpose=f"As {NAME} had it: talk.")
    for each in (person, world.administrator):
        each.set_password(WORD)
        each.save()
    return person


@pytest.fixture
def oidc(settings, live_server):
    """Run a sign-in service beside us; it sends people back to where we really are."""
    settings.SIGN_IN_INSIDE_NETWORK = True
    settings.BASE_URL = live_server.url
    service = OidcService()
    service.claims["email"], service.claims["name"] = "adaeze@example.org", "Adaeze Nwosu"
    yield service
    service.close()


def show_again(page: Page, hand) -> None:
    """Show once more who one is, where the product asks for it."""
    word = page.get_by_label("Password", exact=False)
    expect(word.first).to_be_visible()
    hand.fill(word.first, WORD)
    press(page, hand, "button", "Go on")


def tab(page: Page, hand, name: str) -> None:
    """Go to another page of the organisation's area."""
    page.goto(reverse(name))
    expect(main(page).get_by_role("heading", level=1)).to_be_visible()


def test_what_is_kept_is_looked_at_taken_along_and_erased(world, leaver, cast, hand, smtp_server):
    page = cast.device(leaver, PHONE)
    page.goto(reverse("privacy"))
    sees("trust-01-kept", page)
    press(page, hand, "button", "Make a copy for me")
    expect(page.get_by_text("Your copy is being made.")).to_be_visible()
    tend_copies()
    assert "copy" in words_of(mails_to(smtp_server, leaver.email)[-1]).lower()

    page.goto(reverse("privacy"))
    hand.press(main(page).get_by_role("link", name=re.compile("^Fetch the copy")))
    sees("trust-02-show-again", page)
    with page.expect_download() as fetched:
        show_again(page, hand)
    with zipfile.ZipFile(fetched.value.path()) as files:
        assert {"read-me.html", "manifest.json"} <= set(files.namelist())
        assert NAME in files.read("read-me.html").decode()

    page.goto(reverse("privacy"))
    press(page, hand, "link", "Ask to be erased")
    sees("trust-03-ask-to-be-erased", page)
    press(page, hand, "button", "Ask to be erased")
    expect(page.get_by_role("button", name="Take it back")).to_be_visible()
    sees("trust-04-asked", page)

    desk = cast.device(world.administrator, LAPTOP)
    desk.set_default_timeout(PATIENCE)  # every text there is is searched for the name
    desk.goto(reverse("organisation-erasing"))
    sees("trust-05-erasing", desk)
    hand.press(main(desk).get_by_role("link", name=re.compile(NAME)))
    expect(main(desk).get_by_text("Something has to be ended or decided")).to_be_visible()
    sees("trust-06-texts", desk)
    press(desk, hand, "button", "Keep these decisions")
    press(desk, hand, "link", "Look a second time")
    show_again(desk, hand)
    hand.fill(desk.get_by_label("Their name, once more"), "Somebody else")
    press(desk, hand, "button", "Erase for good")
    expect(desk.get_by_text("That is not the name").first).to_be_visible()
    sees("trust-07-not-the-name", desk)
    hand.fill(desk.get_by_label("Their name, once more"), NAME)
    press(desk, hand, "button", "Erase for good")
    expect(desk.get_by_text("Erased. The last mail to them")).to_be_visible()
    sees("trust-08-erased", desk)

    assert leaver.email in smtp_server_last(smtp_server)
    assert Erasure.objects.get().state == "done"
    assert Person.objects.get(pk=leaver.pk).name.startswith("Somebody who left (")
    assert NAME not in Programme.objects.get(pk=world.programme.pk).purpose
    page.goto(reverse("privacy"))
    expect(page.get_by_text("What is kept about you")).to_have_count(0)


def smtp_server_last(smtp_server) -> str:
    """Let all mail leave; return to whom the last went."""
    deliver(smtp_server)
    return str(smtp_server.messages[-1]["To"])


def test_an_administrator_keeps_the_house_in_order(world, leaver, cast, hand, smtp_server, oidc):
    desk = cast.device(world.administrator, LAPTOP)
    Message.objects.all().delete()

    # How long what is kept: chosen, looked at, released; the person reads the same months.
    tab(desk, hand, "organisation-keeping")
    sees("trust-10-keeping", desk)
    hand.press(main(desk).get_by_role("link", name=re.compile("Texts of sent mails")))
    hand.fill(desk.get_by_label("Months"), "9")
    press(desk, hand, "button", "Save")
    expect(desk.get_by_role("heading", name="What would go tonight")).to_be_visible()
    press(desk, hand, "button", "Let it go from tonight on")
    sees("trust-11-keeping-released", desk)
    phone = cast.device(world.mentee, PHONE)
    phone.goto(reverse("privacy"))
    hand.press(phone.get_by_text("Mail to you", exact=True))
    expect(phone.get_by_text("9 months, counted from the day a mail was sent")).to_be_visible()

    # The record, and whether anybody altered it.
    seal_record()
    tab(desk, hand, "organisation-record")
    expect(main(desk)).to_contain_text(re.compile("seal", re.IGNORECASE))
    sees("trust-12-record", desk)

    add_a_sign_in_service(world, desk, hand, oidc)
    look_as_somebody_else(world, desk, hand, phone)


def add_a_sign_in_service(world, desk: Page, hand, oidc: OidcService) -> None:
    """Describe a service and try it in the browser, there and back."""
    OwnedDomainFactory.create(organisation=world.organisation, domain="example.org")
    tab(desk, hand, "organisation-sign-in")
    sees("trust-13-sign-in", desk)
    press(desk, hand, "link", "Add one by OpenID Connect")
    sees("trust-14-add-a-service", desk)
    for name, value in {
        "name": "Guildhall ID",
        "issuer": oidc.issuer,
        "client_id": CLIENT_ID,
        "secret": CLIENT_SECRET,
    }.items():
        hand.fill(desk.locator(f"[name={name}]"), value)
    press(desk, hand, "button", "Keep it")
    press(desk, hand, "button", "Try it with my own account")
    expect(desk.get_by_role("heading", name="It works")).to_be_visible()
    sees("trust-15-it-works", desk)


def look_as_somebody_else(world, desk: Page, hand, phone: Page) -> None:
    """See what the mentee sees, under a banner; they read that somebody looked, and why."""
    tab(desk, hand, "organisation-view-as")
    sees("trust-16-view-as", desk)
    hand.press(main(desk).get_by_role("link", name=re.compile("Jonas Weber")))
    if desk.get_by_role("button", name="Go on").count():
        show_again(desk, hand)
    hand.fill(desk.get_by_label("Why do you need to see"), "Their page stays empty")
    press(desk, hand, "button", "Begin to look")
    expect(desk.get_by_role("region", name=re.compile("Jonas Weber"))).to_be_visible()
    sees("trust-17-seen-as-jonas", desk)
    desk.goto(reverse("viewing"))
    sees("trust-18-viewing", desk)
    press(desk, hand, "button", "Be yourself again")
    phone.goto(reverse("me-looks"))
    expect(phone.get_by_text("Their page stays empty")).to_be_visible()
    sees("trust-19-who-looked", phone)


def test_edges_looks_and_the_palette(world, leaver, cast, hand):
    desk = cast.device(world.administrator, LAPTOP)
    for number, name in enumerate(
        ("organisation", "organisation-tokens", "organisation-webhooks", "organisation-privacy"),
        start=20,
    ):
        tab(desk, hand, name)
        sees(f"trust-{number}-{name}", desk)

    # A token is shown once.
    tab(desk, hand, "organisation-tokens")
    press(desk, hand, "link", "Make a token")
    sees("trust-24-make-a-token", desk)
    hand.fill(desk.locator("[name=name]"), "Warehouse")
    desk.locator("[name=scopes]").first.check()
    press(desk, hand, "button", "Make")
    expect(desk.get_by_role("heading", name=re.compile("Copy the token now"))).to_be_visible()
    sees("trust-25-token-shown", desk)

    # A colour that nobody could read is refused in words, and nothing typed is lost.
    tab(desk, hand, "organisation-look")
    sees("trust-26-look", desk)
    light = desk.get_by_label("Colour on light pages")
    hand.fill(light, "#ffff00")
    press(desk, hand, "button", "Save")
    expect(light).to_have_value("#ffff00")
    sees("trust-27-too-bright", desk)
    hand.fill(light, "#7a1f5c")
    press(desk, hand, "button", "Save")
    sees("trust-28-look-saved", desk)

    # By the keyboard alone to any page, and for a coordinator to anybody.
    hurry(desk, "record", "Record")
    hurry(cast.device(world.coordinator, LAPTOP), "jonas", "Jonas Weber")


def hurry(desk: Page, words: str, found: str) -> None:
    """Find something by a few letters and go there, without a mouse."""
    desk.goto("/")
    desk.keyboard.press("Control+k")
    desk.keyboard.type(words)
    link = desk.locator("#palette-results").get_by_role("link", name=re.compile(found)).first
    expect(link).to_be_visible()
    sees(f"trust-30-palette-{words}", desk)
    for _each in range(12):
        desk.keyboard.press("ArrowDown")
        if link.evaluate("each => each === document.activeElement"):
            break
    desk.keyboard.press("Enter")
    expect(desk.locator("#palette")).not_to_be_visible()
    expect(main(desk)).to_contain_text(found)
