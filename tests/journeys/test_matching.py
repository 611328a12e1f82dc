"""From the rules to the last yes: how mentees and mentors are matched, as everybody lives it."""

import re
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page, ViewportSize, expect

from matching.actions.delivering import send_due
from matching.actions.drafts import ask_for_draft
from matching.actions.proposals import accept_match
from matching.enums import MatchState
from matching.models import Draft, DraftPair, Match, Round, Sending
from matching.publishing.emails import NO_MATCH_YET
from mentorship.notifications.models import Message
from programmes.models import Participant
from tests.journeys.hands import (
    LAPTOP,
    Cast,
    Hand,
    deliver,
    fits,
    link_in,
    mails_to,
    sees,
    words_of,
)
from tests.journeys.matching_round import (
    DEPARTMENT,
    Story,
    build_story,
    free_mentors,
    pairs_in,
    swap_within_a_department,
    wished_and_allowed,
)

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(300),
]

MOST_STEPS, MOST_STEPS_AT_ONCE = 65, 28
SLUG = "across-departments"
NARROW = ViewportSize(width=320, height=780)
ALL_THE_SAME = "They never worked together: she moved there last week."
NEWS_SECONDS = 11
OWN_WORDS = "Write to each other this week, and meet before the month is over."


@pytest.fixture
def story() -> Story:
    """Everybody of the round, before it begins."""
    return build_story(is_open=False)


def main(page: Page) -> Locator:
    return page.get_by_role("main")


def to(page: Page, name: str, *args: Any) -> None:
    page.goto(reverse(f"matching:{name}", args=(SLUG, *args)))


def press(page: Page, hand: Hand, kind: Any, name: str) -> None:
    """Press what begins with these words; what only listeners hear comes after them."""
    hand.press(main(page).get_by_role(kind, name=re.compile(f"^{re.escape(name)}")))


def is_told(page: Page, words: str) -> None:
    """Read what came of the last press, above the page."""
    expect(page.locator("body")).to_contain_text(words)


def sees_narrow(name: str, page: Page) -> None:
    """Look at a page, and whether it fits on the narrowest screen."""
    sees(name, page)
    size = page.viewport_size
    assert size
    page.set_viewport_size(NARROW)
    fits(f"{name}-320", page)
    page.set_viewport_size(size)


def begin_the_round(desk: Page, hand: Hand) -> None:
    to(desk, "round-list")
    sees("a01-no-round", desk)
    press(desk, hand, "link", "Begin a round")
    sees("a02-templates", desk)
    press(desk, hand, "link", "See its sentences A civil service")
    sees("a03-sentences", desk)
    press(desk, hand, "button", "Begin with these rules")
    expect(main(desk)).to_contain_text(DEPARTMENT)
    sees_narrow("a04-rules", desk)


def add_a_rule(desk: Page, hand: Hand) -> None:
    press(desk, hand, "link", "Add a rule")
    sees("a05-what-it-looks-at", desk)
    press(desk, hand, "link", "A language, and how well")
    effect = desk.locator("#effect")
    hand.choose(desk.get_by_label("How strictly"), "must")
    for level in ("as their first language", "well"):
        hand.choose(desk.get_by_label("How well both speak it"), level)
        expect(effect).to_contain_text(f"both speak {level}")
        expect(effect).to_contain_text("pairs are left with it")
    sees_narrow("a06-effect", desk)
    press(desk, hand, "button", "Save")
    expect(main(desk)).to_contain_text("must share a language")
    sees("a07-rule-added", desk)


def look_at_people(desk: Page, hand: Hand) -> None:
    press(desk, hand, "link", "People and seats")
    sees_narrow("a08-people", desk)
    press(desk, hand, "link", "Set up the round")
    hand.choose(desk.get_by_label("Who says whom they would like"), "Mentees")
    sees("a09-set-up", desk)
    press(desk, hand, "button", "Save")
    press(desk, hand, "link", "Rules")
    press(desk, hand, "link", "Add a rule")
    press(desk, hand, "link", "What people wished for")
    press(desk, hand, "button", "Save")


def run_the_rules(desk: Page, hand: Hand, story: Story) -> Draft:
    chosen = story.begun()
    press(desk, hand, "link", "Drafts")
    sees("b01-no-draft", desk)
    press(desk, hand, "link", "Draw up a draft")
    sees("b02-run", desk)
    press(desk, hand, "button", "Draw up a draft")
    heading = desk.get_by_role("heading", level=1)
    expect(heading).to_have_text("46 of 48 mentees have a proposed mentor.")
    sees_narrow("b03-board", desk)
    waiting = desk.locator("#waiting")
    expect(waiting.get_by_role("article")).to_have_count(2)
    expect(waiting).to_contain_text("The one mentor who fits is full.")
    expect(waiting).to_contain_text("leave nobody: “Language” and “Reporting line”.")
    return Draft.objects.get(round=chosen)


def ask_why(desk: Page, hand: Hand, draft: Draft) -> None:
    mentee, mentor = wished_and_allowed(draft, has_room=False)
    find(desk, hand, mentee.person.name)
    press(desk, hand, "link", f"Why {mentee.person.name}")
    sees_narrow("b04-why", desk)
    hand.choose(desk.get_by_label(re.compile("^Why not")), mentor.person.name)
    press(desk, hand, "button", "Ask")
    expect(desk.locator("#others h3")).to_contain_text(mentor.person.name)
    sees("b05-why-not", desk)
    to(desk, "draft", draft.pk)


def find(desk: Page, hand: Hand, name: str) -> None:
    """Show the pairs of one name on the board, or among those to choose from."""
    hand.fill(desk.get_by_label("Name", exact=True), name)
    press(desk, hand, "button", "Show")


def break_a_rule(desk: Page, hand: Hand, draft: Draft) -> None:
    """Try a swap within a department: refused by the rule's sentence, then done for a reason."""
    one, other = swap_within_a_department(draft)
    find(desk, hand, one.mentee.person.name)
    press(desk, hand, "link", f"Swap {one.mentee.person.name}")
    sees("b06-swap", desk)
    find(desk, hand, other.mentee.person.name)
    expect(main(desk)).to_contain_text(DEPARTMENT)
    press(desk, hand, "button", f"See what it does {other.mentee.person.name}")
    sees("b07-swap-against", desk)
    press(desk, hand, "button", "Do it all the same")
    refused = desk.get_by_role("alert")
    expect(refused).to_contain_text("Nothing was changed")
    expect(refused).to_contain_text(DEPARTMENT)
    assert set(draft.pairs.values_list("pk", flat=True)) >= {one.pk, other.pk}
    sees_narrow("b08-swap-refused", desk)
    hand.fill(desk.get_by_label("Why do it all the same?", exact=True), ALL_THE_SAME)
    press(desk, hand, "button", "Do it all the same")
    find(desk, hand, one.mentee.person.name)
    expect(desk.locator("#pairs")).to_contain_text(f"“{ALL_THE_SAME}”")
    sees("b09-overridden", desk)
    press(desk, hand, "button", f"Pin {one.mentee.person.name}")
    pinned = desk.get_by_role("button", name=re.compile(f"^Pinned {one.mentee.person.name}"))
    expect(pinned).to_have_attribute("aria-pressed", "true")
    to(desk, "draft-history", draft.pk)
    expect(main(desk)).to_contain_text("You pinned")
    sees("b10-history", desk)


def try_something(desk: Page, hand: Hand, draft: Draft) -> Draft:
    """Pin a wish for a while, see who moves and what it costs, and keep it as a draft."""
    mentee, mentor = wished_and_allowed(draft, has_room=False)
    to(desk, "draft", draft.pk)
    press(desk, hand, "link", "What if")
    sees("c01-what-if", desk)
    hand.choose(desk.get_by_label("Mentee (optional)", exact=True), mentee.person.name)
    hand.choose(desk.get_by_label("Mentor (optional)", exact=True), mentor.person.name)
    press(desk, hand, "button", "Show what would change")
    expect(main(desk)).to_contain_text("Who moves")
    expect(desk.get_by_role("row").filter(has_text=mentee.person.name)).to_contain_text(
        mentor.person.name
    )
    sees_narrow("c02-what-would-change", desk)
    assert Draft.objects.count() == 1
    press(desk, hand, "button", "Keep as a draft")
    kept = Draft.objects.get(parent=draft)
    expect(desk.get_by_role("heading", level=1)).to_contain_text("46 of 48 mentees")
    sees("c03-kept", desk)
    hand.press(desk.locator("summary").filter(has_text="More").last)
    hand.press(desk.get_by_role("link", name="Compare with another draft"))
    sees_narrow("c04-compare", desk)
    to(desk, "draft-nobody", kept.pk)
    expect(main(desk)).to_contain_text("Whom to look for")
    sees_narrow("c05-nobody-fits", desk)
    return kept


def review_and_send(desk: Page, hand: Hand, kept: Draft, smtp_server: Any) -> Sending:
    """Check who is asked what, before anything is anywhere; then let it go."""
    to(desk, "draft", kept.pk)
    press(desk, hand, "link", "Review and send 46")
    sees("d01-whom", desk)
    press(desk, hand, "button", "Look at what would leave")
    press(desk, hand, "link", "Change your own words")
    hand.fill(desk.get_by_label(re.compile("^Your own words|^A paragraph")), OWN_WORDS)
    sees("d02-words", desk)
    press(desk, hand, "button", "Keep them")
    sees_narrow("d03-review", desk)
    press(desk, hand, "link", "Read every one")
    expect(main(desk)).to_contain_text(OWN_WORDS)
    sees_narrow("d04-mail", desk)
    assert (Message.objects.count(), smtp_server.messages) == (0, [])
    sending = Sending.objects.get()
    to(desk, "sending", sending.pk)
    press(desk, hand, "button", "Send ")
    heading = desk.get_by_role("heading", level=1)
    expect(heading).to_have_text("46 pairs are being asked")
    sees("d05-leaving", desk)
    send_due(timezone.now())
    to(desk, "sending", sending.pk)
    sees("d06-sent", desk)
    deliver(smtp_server)
    people = {pair.mentee_id for pair in kept.pairs.all()}
    people |= {pair.mentor_id for pair in kept.pairs.all()}
    assert len(smtp_server.messages) == len(people)
    assert all(OWN_WORDS in words_of(mail) for mail in smtp_server.messages)
    return sending


def somebody_declines(cast: Cast, hand: Hand, mentee: Participant, smtp_server: Any) -> None:
    """Say no on a phone, from the mail's link, for a reason."""
    phone = from_the_mail(cast, mentee, smtp_server)
    expect(main(phone)).to_contain_text("Please answer by")
    sees_narrow("e01-proposed", phone)
    hand.press(phone.get_by_role("link", name="No, thank you"))
    hand.press(phone.get_by_text("We work together too closely"))
    sees_narrow("e02-decline", phone)
    hand.press(phone.get_by_role("button", name="Decline"))
    is_told(phone, "Thank you for saying so")
    sees_narrow("e03-declined", phone)


def offer_the_next(desk: Page, hand: Hand, mentee: Participant, smtp_server: Any) -> None:
    """Ask both of the next pair, in mails that were read before."""
    before = len(smtp_server.messages)
    name = mentee.person.name
    press(desk, hand, "link", "See the answers")
    expect(main(desk)).to_contain_text(f"{name} declined: We work together too closely.")
    sees_narrow("f01-answers", desk)
    press(desk, hand, "link", f"Propose next {name}")
    sees_narrow("f02-next", desk)
    deliver(smtp_server)
    told = len(smtp_server.messages)
    assert told >= before
    press(desk, hand, "button", "Ask both now")
    is_told(desk, "have been asked")
    deliver(smtp_server)
    assert len(smtp_server.messages) == told + 2


def say_yes(cast: Cast, hand: Hand, place: Participant, smtp_server: Any, name: str) -> None:
    """Say yes on a phone, from the mail's link."""
    phone = from_the_mail(cast, place, smtp_server)
    hand.press(phone.get_by_role("button", name="Yes, I would"))
    is_told(phone, "your yes is noted")
    sees_narrow(name, phone)


def from_the_mail(cast: Cast, place: Participant, smtp_server: Any) -> Page:
    """Open what the last mail to somebody leads to, on their phone."""
    phone = cast.device(place.person)
    mail = words_of(mails_to(smtp_server, str(place.person.email))[-1])
    phone.goto(link_in(mail, "/matches/"))
    return phone


def everybody_says_yes(cast: Cast, hand: Hand, mentee: Participant, smtp_server: Any) -> None:
    """Let the two who were asked last say yes on their phones, then everybody else."""
    match = Match.objects.get(state=MatchState.PROPOSED, members__participant=mentee)
    mentor = match.members.exclude(participant=mentee).get().participant
    say_yes(cast, hand, mentee, smtp_server, "g01-mentee-yes")
    say_yes(cast, hand, mentor, smtp_server, "g02-mentor-yes")
    match.refresh_from_db()
    assert match.state == MatchState.ACCEPTED
    for other in Match.objects.filter(state=MatchState.PROPOSED):
        for member in other.members.all():
            accept_match(other, by=member.person)


def nobody_is_left_in_the_dark(desk: Page, hand: Hand, chosen: Round) -> None:
    """Write to the two who have nobody, and read that all is settled."""
    to(desk, "sending-answers", chosen.pk)
    expect(desk.get_by_role("heading", level=1)).to_have_text("46 of 48 are placed")
    sees("h01-accepted", desk)
    press(desk, hand, "link", "Tell them why not")
    sees_narrow("h02-letters", desk)
    press(desk, hand, "button", "Send 2 letters")
    settled = "All 48 are placed or told why not"
    expect(desk.get_by_role("heading", level=1)).to_have_text(settled)
    sees("h03-settled", desk)
    assert Message.objects.filter(kind=NO_MATCH_YET.name).count() == 2
    assert Match.objects.filter(state=MatchState.ACCEPTED).count() == 46


def test_from_the_rules_to_the_last_yes(story, cast, hand, smtp_server):
    desk = cast.device(story.maya, LAPTOP)
    begin_the_round(desk, hand)
    add_a_rule(desk, hand)
    look_at_people(desk, hand)
    draft = run_the_rules(desk, hand, story)
    ask_why(desk, hand, draft)
    break_a_rule(desk, hand, draft)
    kept = try_something(desk, hand, draft)
    mentee, _next = wished_and_allowed(kept, has_room=True)
    review_and_send(desk, hand, kept, smtp_server)
    somebody_declines(cast, hand, mentee, smtp_server)
    offer_the_next(desk, hand, mentee, smtp_server)
    everybody_says_yes(cast, hand, mentee, smtp_server)
    nobody_is_left_in_the_dark(desk, hand, draft.round)
    assert len(hand.steps) <= MOST_STEPS


def open_board(cast: Cast, person: Any, draft: Draft) -> Page:
    """Open the board of a draft at a desk of one's own, with a clock that can be turned on."""
    page = cast.device(person, LAPTOP)
    page.clock.install()
    to(page, "draft", draft.pk)
    return page


def choose_mentor(page: Page, hand: Hand, pair: DraftPair, mentor: Participant) -> None:
    """Go as far as what moving a mentee would do; nothing is changed yet."""
    find(page, hand, pair.mentee.person.name)
    press(page, hand, "link", f"Move {pair.mentee.person.name}")
    find(page, hand, mentor.person.name)
    press(page, hand, "button", f"See what it does {mentor.person.name}")
    expect(page.get_by_role("heading", level=2)).to_contain_text(mentor.person.name)


def test_two_coordinators_at_once_overwrite_nothing(cast, hand):
    story = build_story(is_open=True)
    draft = ask_for_draft(story.earlier, by=story.maya)
    first, second = pairs_in(draft)[:2]
    one, other = free_mentors(draft, [first, second])
    maya, ben = open_board(cast, story.maya, draft), open_board(cast, story.ben, draft)
    choose_mentor(ben, hand, first, other)

    choose_mentor(maya, hand, first, one)
    press(maya, hand, "button", "Move")
    is_told(maya, "Done.")

    press(ben, hand, "button", "Move")
    said = f"Maya moved {first.mentee.person.name} from {first.mentor.person.name} to "
    expect(main(ben)).to_contain_text(f"{said}{one.person.name}")
    sees("i01-quicker", ben)
    now = draft.pairs.get(mentee=first.mentee)
    assert now.mentor == one

    to(ben, "draft", draft.pk)
    press(maya, hand, "button", f"Pin {first.mentee.person.name}")
    choose_mentor(ben, hand, second, other)
    press(ben, hand, "button", "Move")
    is_told(ben, "Done.")
    assert draft.pairs.get(mentee=second.mentee).mentor == other

    maya.clock.run_for(NEWS_SECONDS * 1000)
    news = maya.locator(".board-news")
    expect(news).to_contain_text(f"Ben moved {second.mentee.person.name}")
    sees_narrow("i02-news", maya)
    press(maya, hand, "link", "Show")
    find(maya, hand, second.mentee.person.name)
    expect(maya.locator("#pairs")).to_contain_text(other.person.name)
    sees("i03-both", maya)
    assert len(hand.steps) <= MOST_STEPS_AT_ONCE
