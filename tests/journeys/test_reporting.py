"""A report from its costs to the sponsor's answers, and what the next one says became of it."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from evaluation.actions.calls import call_people
from evaluation.actions.shipping import add_shipped_instruments
from evaluation.actions.waves import close_wave
from evaluation.models import AskReply, Report
from tests.factories.evaluation import AnswerFactory, WaveFactory
from tests.factories.programmes import (
    CohortFactory,
    MenteeFactory,
    ProgrammeFactory,
    TeamMemberFactory,
)
from tests.journeys.hands import LAPTOP, PHONE, link_in, sees, words_of
from tests.journeys.relationship import NEW_YORK, last_mail, lives_in, main, press, words_of_paper
from tests.journeys.reporting import (
    AN_HOUR_EARLY,
    CHANGE,
    EIGHT_IN_NEW_YORK,
    Desk,
    approve,
    do_it,
    find_and_recommend,
    keep_a_book,
    let_work,
    plan_reports,
    promise_it,
    to,
    try_another_share,
    write_the_words,
)
from tests.people import World

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(300),
]

MARKS = (5, 5, 4, 4, 3, 5)
PDF = "application/pdf"


@pytest.fixture
def story(clock, world: World, cast, hand, smtp_server) -> Desk:
    """The sponsor is in New York; six of eight answered; another programme stands beside."""
    lives_in(world.sponsor, NEW_YORK)
    MenteeFactory.create_batch(7, cohort=world.cohort)
    add_shipped_instruments(world.organisation, by=None)
    beside = ProgrammeFactory.create(organisation=world.organisation, name="Makers", slug="makers")
    TeamMemberFactory.create(programme=beside, person=world.coordinator)
    MenteeFactory.create_batch(8, cohort=CohortFactory.create(programme=beside))
    for cohort in (world.cohort, beside.cohorts.get()):
        instrument = world.organisation.instruments.get(key="check-in-mentee")
        wave = WaveFactory.create(cohort=cohort, instrument=instrument)
        call_people(wave, on=timezone.localdate())
        for mark in MARKS:
            values = {"mentor_met_expectations": mark, "work_with_mentor_again": "yes"}
            AnswerFactory.create(wave=wave, values=values)
        close_wave(wave, by=None)
    return Desk(world, cast, hand, smtp_server, clock)


def mails_of_report(story: Desk) -> list[EmailMessage]:
    """Return what reached the sponsor and brings a PDF along."""
    return [
        mail
        for mail in story.mails.messages
        if story.world.sponsor.email in mail["To"]
        and any(part.get_content_type() == PDF for part in mail.walk())
    ]


def paper_of(story: Desk) -> bytes:
    """Return the PDF as it reached the sponsor."""
    (mail,) = mails_of_report(story)
    (part,) = [each for each in mail.walk() if each.get_content_type() == PDF]
    raw = part.get_payload(decode=True)
    assert isinstance(raw, bytes)
    return raw


def arrives_once_on_monday(story: Desk) -> None:
    """Not on Friday, not an hour early where clocks went forward; at eight, and never again."""
    let_work()
    assert not mails_of_report(story)
    story.clock.move_to(AN_HOUR_EARLY)
    let_work()
    assert not mails_of_report(story)
    story.clock.move_to(EIGHT_IN_NEW_YORK + timedelta(seconds=30))
    let_work()
    let_work()
    assert len(mails_of_report(story)) == 1
    paper = words_of_paper(paper_of(story))
    assert story.report.code in paper
    assert "Release 1 for half a day." in paper


def answer_on_a_phone(story: Desk) -> Page:
    """From the mail without signing in: yes, no, and let us talk; pressed twice, kept once."""
    phone = story.cast.device(None, PHONE)
    mail = last_mail(story.mails, story.world.sponsor, "Leaders")
    link = link_in(words_of(mail), "/letters/")
    with phone.expect_response(lambda answer: answer.url.endswith("/opened/")):
        phone.goto(link)
    sees("e01-letter", phone)
    press(phone, story.hand, "button", "Send my answers")
    expect(phone.get_by_text("Choose an answer to at least one of them.").first).to_be_visible()
    sees("e02-nothing-chosen", phone)
    for number, words in enumerate(("Yes", "No", "Let us talk")):
        phone.get_by_role("radio", name=words, exact=True).nth(number).check()
    phone.get_by_label("A word on it, if you like").nth(2).fill("On Thursday?")
    for _press in range(2):
        press(phone, story.hand, "button", "Send my answers")
        expect(phone.get_by_text("Thank you. Your answers have reached")).to_be_visible()
    sees("e03-answered", phone)
    answers = AskReply.objects.order_by("ask__number").values_list("answer", flat=True)
    assert list(answers) == ["yes", "no", "talk"]
    return phone


def read_the_answers(story: Desk, desk: Page) -> None:
    """Today says who wants to talk; once they have talked it says so no more."""
    talk = f"{story.world.sponsor.name} would like to talk"
    desk.goto(reverse("programmes:today", args=("leaders",)))
    expect(main(desk)).to_contain_text(talk)
    sees("f01-today", desk)
    to(desk, "report", story.report.pk)
    expect(main(desk)).to_contain_text("On Thursday?")
    expect(main(desk)).not_to_contain_text("not noted")
    sees("f02-answers", desk)
    story.hand.fill(desk.get_by_label("What came of the talk (if you like)"), "She will.")
    press(desk, story.hand, "button", "We have talked")
    expect(main(desk)).to_contain_text("She will.")
    desk.goto(reverse("programmes:today", args=("leaders",)))
    expect(main(desk)).not_to_contain_text(talk)


def read_the_next(story: Desk, desk: Page) -> None:
    """The next report says what became of what was recommended."""
    first = story.report
    story.clock.shift(timedelta(days=5))
    to(desk, "report-add")
    press(desk, story.hand, "button", "Build it")
    let_work()
    assert story.report != first
    desk.reload()
    expect(main(desk)).to_contain_text("What became of the last recommendations")
    expect(main(desk)).to_contain_text(CHANGE)
    sees("g01-next-report", desk)


def check_it(story: Desk) -> None:
    """By its code, by its bytes, by its figures; one digit changed, and each says so."""
    page = story.cast.device(None, PHONE)
    report = Report.objects.order_by("built_at")[0]
    page.goto(reverse("evaluation:verify"))
    story.hand.fill(page.get_by_label("Code"), report.code)
    press(page, story.hand, "button", "Check the code")
    expect(page.get_by_text("These are the figures as they were sealed")).to_be_visible()
    sees("h01-code", page)
    paper, figures = paper_of(story), report.snapshot.encode()
    hand_in(story, page, "report.pdf", paper)
    expect(page.get_by_text("byte for byte")).to_be_visible()
    sees("h02-bytes", page)
    hand_in(story, page, "report.pdf", paper[:-100] + other_digit(paper[-100:]))
    expect(page.get_by_text("This file is not one of ours")).to_be_visible()
    sees("h03-changed", page)
    hand_in(story, page, "figures.json", figures)
    expect(page.get_by_text("digit by digit")).to_be_visible()
    hand_in(story, page, "figures.json", figures.replace(b'"mentors":1', b'"mentors":2'))
    expect(page.get_by_text("No report has these figures")).to_be_visible()
    sees("h04-figures-changed", page)


def other_digit(raw: bytes) -> bytes:
    """Return what somebody holds after one digit of it was changed."""
    digit = next(each for each in raw if chr(each).isdigit())
    return raw.replace(bytes([digit]), b"1" if digit != ord("1") else b"2", 1)


def hand_in(story: Desk, page: Page, name: str, raw: bytes) -> None:
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": raw}
    story.hand.bring(page.get_by_label("File"), file)
    press(page, story.hand, "button", "Check the file")


def judge(story: Desk, desk: Page) -> None:
    """Judge what facts cannot tell, and take a pack."""
    hand = story.hand
    to(desk, "readiness")
    sees("i01-readiness", desk)
    hand.press(main(desk).get_by_role("heading", level=2).get_by_role("link").first)
    sees("i02-standard", desk)
    hand.press(main(desk).get_by_role("link", name="Judge it").first)
    press(desk, hand, "button", "Keep this judgement")
    sees("i03-nothing-judged", desk)
    desk.get_by_label("Partly met").check()
    hand.fill(desk.get_by_label("What shows it"), "The steering group read it in March.")
    press(desk, hand, "button", "Keep this judgement")
    expect(desk.locator("body")).to_contain_text("Kept. It counts until the day you chose.")
    press(desk, hand, "button", "Take an evidence pack")
    sees("i04-pack", desk)
    with desk.expect_download() as pack:
        press(desk, hand, "link", "Evidence of")
    paper = words_of_paper(pack.value.path().read_bytes())
    assert "The steering group read it in March." in paper


def look_around(story: Desk, desk: Page) -> None:
    """Programmes side by side, and who may mentor next."""
    desk.goto(reverse("evaluation:portfolio"))
    sees("j01-no-portfolio", desk)
    press(desk, story.hand, "button", "Read the figures now")
    expect(main(desk)).to_contain_text("Makers")
    sees("j02-portfolio", desk)
    to(desk, "forecast")
    sees("j03-forecast", desk)


def test_a_report_is_answered_and_the_next_says_what_became_of_it(story: Desk):
    desk = story.cast.device(story.world.coordinator, LAPTOP)
    keep_a_book(story, desk)
    try_another_share(story, desk)
    find_and_recommend(story, desk)
    plan_reports(story, desk)
    let_work()
    write_the_words(story, desk)
    approve(story, desk)
    arrives_once_on_monday(story)
    answer_on_a_phone(story)
    desk = story.cast.device(story.world.coordinator, LAPTOP)
    read_the_answers(story, desk)
    promise_it(story, desk)
    do_it(story, desk)
    read_the_next(story, desk)
    check_it(story)
    judge(story, desk)
    look_around(story, desk)
