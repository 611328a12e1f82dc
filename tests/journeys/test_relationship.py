"""From the first hello to a good ending: a mentor in New York, a mentee in London, one year."""

import re
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from matching.actions.proposals import propose_match
from matching.enums import MatchState, MeetingState
from matching.models import FitCheck, Goal, Match, Meeting
from mentorship.accounts.permissions import Role
from tests.factories.matching import trained
from tests.journeys.hands import LAPTOP, PHONE, mails_to, sees, words_of
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
    paper_in,
    press,
    starts_at,
    to_pair,
    told_by_day,
    words_of_paper,
)
from tests.people import World, team_member
from training.models import Pathway
from training.pathway.enums import InterestSource, PathwayState

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(300),
]

MOST_STEPS, START, END = 48, 3, 6
# Clocks change on 14 March in New York, and on 28 March in London.
TUESDAY_SLOT = datetime(2027, 3, 16, 13, tzinfo=UTC)
MOVED_TO = datetime(2027, 3, 17, 15, tzinfo=UTC)
THURSDAY = datetime(2027, 3, 18, 14, tzinfo=UTC)
FRIDAY_AFTER = datetime(2027, 3, 19, 14, tzinfo=UTC)
LATER_THAT_DAY = datetime(2027, 3, 19, 15, tzinfo=UTC)
WEEKS_LATER = datetime(2027, 4, 27, 9, tzinfo=UTC)
NEAR_THE_END = datetime(2027, 5, 17, 14, tzinfo=UTC)
LAST_DAY = date(2027, 6, 4)
PRIVATE = ("my-messages", "my-agreement", "my-goals", "meeting-notes", "my-fit", "my-closing")
PURPOSE = "Lead the northern team with an even temper."
SECRET = "Between us: the reorganisation keeps me awake."
GOAL = "Run a meeting that ends on time"
THANKS = "You asked better questions than anybody before."


@pytest.fixture
def story(clock, world: World, cast, hand, smtp_server) -> Story:
    """Two who are proposed to each other; two coordinators look after them."""
    lives_in(world.mentor, NEW_YORK)
    lives_in(world.mentee, LONDON)
    is_free_on_tuesdays(world.mentor, time(9), time(11))
    is_free_on_tuesdays(world.mentee, time(13), time(15))
    ben = team_member(world.programme, "Ben Asare", Role.COORDINATOR)
    places = trained(world.mentor_place), trained(world.mentee_place)
    match = propose_match(world.cohort, [places[0]], [places[1]], by=world.coordinator)
    return Story(world, ben, match, clock, cast, hand, smtp_server)


def talk_first_then_yes(story: Story, phone: Page, laptop: Page) -> None:
    """The mentee would like to talk, and does; then both say yes."""
    hand, world = story.hand, story.world
    from_the_mail(story, phone, world.mentee, "Amara")
    sees("a01-proposed", phone)
    press(phone, hand, "link", "I would like to talk first")
    sees("a02-talk-first", phone)
    press(phone, hand, "button", "Ask to talk first")
    hand.fill(phone.get_by_label("Write to Amara"), "Do you have ten minutes for me?")
    press(phone, hand, "button", "Send")
    sees("a03-written", phone)
    from_the_mail(story, laptop, world.mentor, "talk")
    expect(main(laptop)).to_contain_text("Jonas would like to talk before saying yes")
    sees("a04-asked", laptop)
    press(laptop, hand, "link", "Write to each other")
    hand.fill(laptop.get_by_label("Write to Jonas"), "Gladly: call me after lunch.")
    press(laptop, hand, "button", "Send")
    to_pair(laptop, story.match)
    press(laptop, hand, "button", "Yes, I would")
    to_pair(phone, story.match)
    expect(main(phone)).not_to_contain_text("Amara has said yes")
    press(phone, hand, "button", "Yes, I would")
    story.match.refresh_from_db()
    assert story.match.state == MatchState.ACCEPTED
    sees("a05-matched", phone)


def agree(story: Story, phone: Page, laptop: Page) -> None:
    """The mentor writes five lines, the mentee signs, and both get the same paper."""
    hand, world = story.hand, story.world
    to_pair(laptop, story.match)
    sees("b01-pair", laptop)
    press(laptop, hand, "link", "Agreement")
    press(laptop, hand, "link", "Write it down")
    sees("b02-write", laptop)
    hand.fill(laptop.get_by_label("What we work on"), PURPOSE)
    hand.fill(laptop.get_by_label("We meet every … weeks"), "2")
    hand.fill(laptop.get_by_label("Until when"), LAST_DAY.isoformat())
    press(laptop, hand, "button", "Sign and propose it")
    expect(laptop.locator("body")).to_contain_text("You have signed; Jonas will be asked to.")
    sees("b03-written", laptop)
    from_the_mail(story, phone, world.mentee, "wrote down how you could work")
    sees("b04-to-sign", phone)
    press(phone, hand, "button", "Sign these words")
    expect(phone.locator("body")).to_contain_text("Everybody has signed.")
    sees("b05-signed", phone)
    let_work()
    for person in (world.mentor, world.mentee):
        paper = paper_in(last_mail(story.mails, person, "everybody has signed"))
        assert PURPOSE in paper
        assert "Amara Okafor" in paper
        assert "4 June 2027" in paper


def book(story: Story, phone: Page, laptop: Page) -> Any:
    """Take the first time that suits both: four hours apart, not five, in these two weeks."""
    hand, world = story.hand, story.world
    to_pair(phone, story.match)
    press(phone, hand, "link", "Plan a meeting")
    slots = main(phone).locator("button.slot")
    expect(slots.first).to_contain_text("Tuesday 16 March, 13:00")
    expect(slots.first).to_contain_text("09:00 for Amara, New York")
    sees("c01-suggested", phone)
    hand.press(slots.first)
    expect(phone.locator("body")).to_contain_text("everybody gets an invitation by e-mail")
    sees("c02-planned", phone)
    let_work()
    laptop.goto(reverse("matching:meetings"))
    expect(main(laptop)).to_contain_text("09:00 · Jonas")
    sees("c03-in-new-york", laptop)
    events = [
        event_in(last_mail(story.mails, one, "You meet")) for one in (world.mentor, world.mentee)
    ]
    assert [starts_at(event) for event in events] == [TUESDAY_SLOT, TUESDAY_SLOT]
    assert events[0]["UID"] == events[1]["UID"]
    return events[0]


def move(story: Story, phone: Page, laptop: Page, before: Any) -> None:
    """The mentor moves it by a day: each reads their own time, and calendars follow."""
    hand, world = story.hand, story.world
    press(laptop, hand, "link", "Change it")
    hand.fill(laptop.get_by_label("Day"), "2027-03-17")
    hand.fill(laptop.get_by_label("Time", exact=True), "11:00")
    sees("c04-move", laptop)
    press(laptop, hand, "button", "Change it")
    expect(main(laptop)).to_contain_text("11:00 · Jonas")
    let_work()
    phone.goto(reverse("matching:meetings"))
    expect(main(phone)).to_contain_text("15:00 · Amara")
    sees("c05-moved", phone)
    mail = last_mail(
        story.mails, world.mentee, "Moved: you meet Amara on Wednesday 17 March, 15:00"
    )
    assert "15:00 (London time)" in words_of(mail)
    assert "11:00" in str(last_mail(story.mails, world.mentor, "Moved: ")["Subject"])
    event = event_in(mail)
    assert starts_at(event) == MOVED_TO
    assert (event["UID"], event["SEQUENCE"]) == (before["UID"], before["SEQUENCE"] + 1)


def tap_from_the_mail(story: Story) -> None:
    """On a phone where nobody is signed in: it happened, and a face."""
    world, phone = story.world, story.cast.device(None, PHONE)
    from_the_mail(story, phone, world.mentee, "Did you meet Amara")
    assert Meeting.objects.get().state == MeetingState.PLANNED
    sees("d01-did-you-meet", phone)
    press(phone, story.hand, "button", "It happened")
    sees("d02-how-was-it", phone)
    press(phone, story.hand, "button", "Good")
    expect(main(phone)).to_contain_text("Thank you, that is all.")
    sees("d03-that-is-all", phone)
    meeting = Meeting.objects.get()
    assert (meeting.state, meeting.logged_by) == (MeetingState.HELD, world.mentee)
    assert Match.objects.get().state == MatchState.ACTIVE
    phone.goto(reverse("matching:meetings"))
    expect(phone).to_have_url(re.compile("login"))


def say_whether_it_fits(story: Story, phone: Page, laptop: Page) -> None:
    """Each answers for themselves; neither reads what the other said."""
    hand, world = story.hand, story.world
    from_the_mail(story, phone, world.mentee, "How is it going with Amara")
    sees("e01-does-it-fit", phone)
    press(phone, hand, "button", "Still deciding")
    expect(main(phone)).to_contain_text("Take your time")
    from_the_mail(story, laptop, world.mentor, "How is it going with Jonas")
    expect(main(laptop)).not_to_contain_text("Take your time")
    press(laptop, hand, "button", "Good")
    expect(main(laptop)).to_contain_text("Good to hear")
    sees("e02-fits", laptop)
    to_pair(laptop, story.match)
    expect(main(laptop)).not_to_contain_text("deciding")
    assert FitCheck.objects.exclude(answer="").count() == 2


def set_a_goal(story: Story, phone: Page) -> None:
    hand = story.hand
    to_pair(phone, story.match)
    sees("f01-pair-under-way", phone)
    press(phone, hand, "link", "Set a goal")
    press(phone, hand, "link", "Set a goal")
    hand.fill(phone.get_by_label("What I want to reach"), GOAL)
    hand.choose(phone.get_by_label("What it is about"), "Leading people")
    hand.press(rating(phone, "Where I am now", START))
    sees("f02-goal", phone)
    press(phone, hand, "button", "Set this goal")
    expect(main(phone)).to_contain_text(GOAL)


def rating(page: Page, legend: str, value: int) -> Locator:
    """Return one number of a scale from 1 to 7."""
    group = page.get_by_role("group", name=re.compile(re.escape(legend)))
    return group.locator("label").filter(has_text=str(value))


def write_in_private(story: Story, phone: Page, laptop: Page, desk: Page) -> None:
    """A line is written and read; the mail has none of it, and the desk no way to it."""
    hand, world = story.hand, story.world
    private = [reverse(f"matching:{name}", args=(story.match.pk,)) for name in PRIVATE]
    to_pair(phone, story.match)
    press(phone, hand, "link", "Messages")
    hand.fill(phone.get_by_label("Write to Amara"), SECRET)
    press(phone, hand, "button", "Send")
    expect(main(phone)).to_contain_text(SECRET)
    before = len(mails_to(story.mails, str(world.mentor.email)))
    story.travel(LATER_THAT_DAY)
    assert len(mails_to(story.mails, str(world.mentor.email))) == before + 1
    from_the_mail(story, laptop, world.mentor, "wrote to you")
    expect(main(laptop)).to_contain_text(SECRET)
    sees("f03-read", laptop)
    for nosy in (desk, story.cast.device(world.stranger, LAPTOP)):
        answers = [nosy.request.get(address) for address in private]
        assert {answer.status for answer in answers} <= {403, 404}
        assert not any(SECRET in answer.text() for answer in answers)
    assert not any(SECRET in words_of(mail) for mail in story.mails.messages)


def is_cared_for(story: Story, desk: Page) -> None:
    """Six weeks of silence stand on Today with their reason; one coordinator writes, once."""
    hand, world = story.hand, story.world
    desk.goto(reverse("programmes:today", args=("leaders",)))
    expect(main(desk)).to_contain_text("quiet for 41 days, agreed every 2 weeks")
    sees("g01-today", desk)
    desk.goto(reverse("matching:match-list", args=("leaders",)))
    row = main(desk).get_by_role("row").filter(has_text="Jonas Weber")
    expect(row).to_contain_text("Quiet for 41 days, agreed every 2 weeks")
    sees("g02-relationships", desk)
    hand.press(row.get_by_role("link", name=re.compile("^Write to them")))
    sees("g03-draft", desk)
    press(desk, hand, "button", "Show me first")
    expect(main(desk)).to_contain_text("What Amara Okafor reads")
    sees("g04-preview", desk)
    before = len(story.mails.messages)
    press(desk, hand, "button", "Send 2 mails")
    sees("g05-pair-at-the-desk", desk)
    main(desk).get_by_text("What came before").click()
    sees("g06-what-came-before", desk)
    said = re.compile("Everybody said yes.*Jonas Weber said yes", re.DOTALL)
    expect(main(desk)).to_contain_text(said)
    expect(main(desk)).to_contain_text("2 of 2 answered")
    expect(main(desk)).not_to_contain_text("deciding")
    let_work()
    assert len(story.mails.messages) == before + 2
    last_mail(story.mails, world.mentor, "Time for your next conversation?")
    last_mail(story.mails, world.mentee, "Time for your next conversation?")
    second = story.cast.device(story.ben, LAPTOP)
    second.goto(reverse("programmes:today", args=("leaders",)))
    expect(main(second)).to_contain_text("Catherine wrote today")
    sees("g06-ben-today", second)
    second.goto(reverse("matching:care-nudge", args=("leaders", story.match.pk)))
    expect(main(second)).to_contain_text("Perhaps another word now would be one too many.")
    sees("g07-ben-draft", second)


def look_back(story: Story, phone: Page, laptop: Page) -> None:
    """Both look back, each by themselves; then the match closes."""
    hand, world = story.hand, story.world
    phone.goto(reverse("programmes:home"))
    sees("h01-home", phone)
    press(phone, hand, "link", "Look back")
    hand.press(rating(phone, GOAL, END))
    hand.fill(phone.get_by_label("Thank you"), THANKS)
    hand.press(phone.get_by_text("I would like to become a mentor myself"))
    sees("h02-look-back", phone)
    press(phone, hand, "button", "Finish")
    expect(main(phone)).to_contain_text("You have looked back")
    sees("h03-looked-back", phone)
    from_the_mail(story, laptop, world.mentor, "thank")
    expect(main(laptop)).to_contain_text(THANKS)
    sees("h04-thanks", laptop)
    press(laptop, hand, "button", "Finish")
    expect(main(laptop)).to_contain_text("Your time with Jonas is over")
    sees("h05-over", laptop)
    story.match.refresh_from_db()
    assert story.match.state == MatchState.CLOSED
    assert Goal.objects.get().end_rating == END
    interest = Pathway.objects.get(person=world.mentee)
    assert (interest.state, interest.source) == (PathwayState.INTERESTED, InterestSource.CLOSE)


def keep_a_paper(story: Story, phone: Page) -> None:
    """The mentee's paper waits where the last mail leads; its code says that it is genuine."""
    from_the_mail(story, phone, story.world.mentee, "have come to the end")
    sees("h06-over", phone)
    with phone.expect_download() as download:
        press(phone, story.hand, "link", "Download it")
    words = words_of_paper(download.value.path().read_bytes())
    assert "Jonas Weber" in words
    found = re.search(r"/participation/([A-Z0-9-]+)", words)
    assert found, words
    anybody = story.cast.device(None, PHONE)
    anybody.goto(reverse("matching:participation-verify", args=(found.group(1),)))
    expect(main(anybody)).to_contain_text("This certificate is genuine")
    expect(main(anybody)).to_contain_text("Jonas Weber")
    sees("i01-genuine", anybody)


def see_what_stays(story: Story, phone: Page, desk: Page) -> None:
    phone.goto(reverse("matching:meetings"))
    sees("h07-meetings-after", phone)
    press(phone, story.hand, "link", "You and Amara")
    sees("i02-what-stays", phone)
    press(phone, story.hand, "link", "Messages")
    expect(main(phone)).to_contain_text(SECRET)
    sees("i03-messages-stay", phone)
    phone.goto(reverse("programmes:home"))
    sees("i05-home-after", phone)
    desk.goto(reverse("matching:match", args=("leaders", story.match.pk)))
    for hidden in (SECRET, THANKS, GOAL, PURPOSE):
        expect(desk.locator("body")).not_to_contain_text(hidden)
    sees("i04-desk", desk)
    told = told_by_day(story.mails)
    assert [mail for mail in told if told.count(mail) > 1] == []


def devices(story: Story) -> tuple[Page, Page, Page]:
    """Sign the three in: whoever comes back after weeks has to."""
    world, cast = story.world, story.cast
    return (
        cast.device(world.mentee, PHONE),
        cast.device(world.mentor, LAPTOP),
        cast.device(world.coordinator, LAPTOP),
    )


def test_from_hello_to_a_good_ending(story: Story):
    phone, laptop, desk = devices(story)
    talk_first_then_yes(story, phone, laptop)
    agree(story, phone, laptop)
    move(story, phone, laptop, book(story, phone, laptop))
    story.travel(THURSDAY)
    tap_from_the_mail(story)
    story.travel(FRIDAY_AFTER)
    say_whether_it_fits(story, phone, laptop)
    set_a_goal(story, phone)
    write_in_private(story, phone, laptop, desk)
    story.travel(WEEKS_LATER)
    is_cared_for(story, story.cast.device(story.world.coordinator, LAPTOP))
    story.travel(NEAR_THE_END)
    phone, laptop, desk = devices(story)
    look_back(story, phone, laptop)
    keep_a_paper(story, phone)
    see_what_stays(story, phone, desk)
    assert len(story.hand.steps) <= MOST_STEPS
