"""What sponsors answer on the signed link, and what coordinators see of it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluation.actions.asks import Said, answer_asks, keep_asking
from evaluation.actions.reports import approve_report, build_by_hand, finish_reports
from evaluation.enums import AskAnswer, FileFormat
from evaluation.letters import LetterLink
from evaluation.models import AskReply, Report, ReportAsk, ReportLetter, ReportSchedule
from mentorship.audit.models import Event
from mentorship.notifications.enums import MessageState
from mentorship.notifications.models import Message
from programmes.needs import needs_of
from tests.factories.evaluation import ReportFileFactory
from tests.programmes.races import both_at_once

pytestmark = pytest.mark.django_db
WORDS = ["Go on?", "Release mentors?"]


@pytest.fixture
def sent(world):
    return sent_report(world, world.cohort)


def sent_report(world, cohort):
    report = build_by_hand(world.programme, cohort, by=world.coordinator)
    report.versions.update(words={"asks": WORDS})
    for file_format in FileFormat:
        ReportFileFactory.create(report=report, format=file_format, content=b"<p>It says</p>")
    approve_report(report, by=world.coordinator)
    finish_reports()
    report.refresh_from_db()
    return report


def on_link(name, report, person):
    return reverse(f"evaluation:{name}", args=(LetterLink(report.pk, person.pk).token,))


def keys(world, person=None):
    return [n.key for n in needs_of(world.programme, person or world.coordinator)]


def test_asks_are_kept_as_sent_and_answered_without_an_account(world, client, sent):
    assert [ask.words for ask in sent.asks.all()] == WORDS
    page = client.get(on_link("letter", sent, world.sponsor)).content.decode()
    assert all(words in page for words in WORDS)
    for _press in range(2):
        client.post(
            on_link("letter-answer", sent, world.sponsor),
            {"answer_1": "yes", "answer_2": "talk", "words_2": "When?"},
        )
    assert list(AskReply.objects.order_by("ask__number").values_list("answer", "words")) == [
        ("yes", ""),
        ("talk", "When?"),
    ]
    assert Event.objects.filter(kind="ask.answered").count() == 2


def test_looking_changes_nothing_and_what_a_browser_shows_is_noted_once(world, client, sent):
    client.get(on_link("letter", sent, world.sponsor))
    letter = ReportLetter.objects.get()
    assert letter.opened_at is None
    assert client.get(on_link("letter-opened", sent, world.sponsor)).status_code == 405
    for _again in range(2):
        assert client.post(on_link("letter-opened", sent, world.sponsor)).status_code == 204
    assert ReportLetter.objects.get().opened_at is not None
    assert Event.objects.filter(kind="letter.opened").count() == 1


def test_words_without_an_answer_are_not_lost(world, client, sent):
    page = client.post(on_link("letter-answer", sent, world.sponsor), {"words_1": "Let me think"})
    assert "Let me think" in page.content.decode()
    assert "Please choose an answer" in page.content.decode()
    assert not AskReply.objects.exists()


def test_a_talk_stays_on_today_until_it_is_settled(world, client_of, sent):
    answer_asks(sent, {1: Said(AskAnswer.TALK, "When?")}, by=world.sponsor)
    reply = AskReply.objects.get()
    assert f"evaluation.ask.talk.{reply.pk}" in keys(world)
    assert f"evaluation.ask.talk.{reply.pk}" not in keys(world, world.facilitator)
    page = client_of(world.coordinator).get(
        reverse("evaluation:report", args=(world.programme.slug, sent.pk))
    )
    assert "We have talked" in page.content.decode()
    url = reverse("evaluation:report-ask-note", args=(world.programme.slug, reply.pk))
    coordinator = client_of(world.coordinator)
    coordinator.post(url, {"answer": "yes"})
    reply.refresh_from_db()
    assert reply.settled_at is None
    coordinator.post(url, {"answer": "talk", "came_of_it": "Half a day is granted."})
    reply.refresh_from_db()
    assert (reply.settled_by, reply.came_of_it) == (world.coordinator, "Half a day is granted.")
    assert not [key for key in keys(world) if "ask" in key]
    answer_asks(sent, {1: Said(AskAnswer.NO)}, by=world.sponsor)
    assert f"evaluation.ask.answered.{sent.pk}" in keys(world)


def test_what_nobody_answers_is_told_after_a_week_and_reminded_twice_at_most(world, sent):
    Message.objects.update(state=MessageState.SENT, sent_at=timezone.now())
    assert f"evaluation.ask.silent.{sent.pk}" not in keys(world)
    for days in (8, 9, 15, 16, 23, 40):
        ago = timezone.now() - timedelta(days=days)
        ReportAsk.objects.update(asked_at=ago)
        ReportLetter.objects.update(posted_at=ago)
        keep_asking()
    assert f"evaluation.ask.silent.{sent.pk}" in keys(world)
    assert Message.objects.filter(kind="evaluation.asks_reminder").count() == 2
    answer_asks(sent, {1: Said(AskAnswer.YES), 2: Said(AskAnswer.NO)}, by=world.sponsor)
    keep_asking()
    left = Message.objects.filter(kind="evaluation.asks_reminder", state=MessageState.QUEUED)
    assert not left.exists()


def test_the_next_report_on_the_same_closes_the_asks(world, client, sent):
    Report.objects.filter(pk=sent.pk).update(occurrence="earlier")
    sent_report(world, world.cohort)
    answer = client.post(on_link("letter-answer", sent, world.sponsor), {"answer_1": "yes"})
    assert answer.status_code == 409
    assert not AskReply.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_make_one_answer(world, sent):
    def press():
        answer_asks(sent, {1: Said(AskAnswer.YES)}, by=world.sponsor)

    assert both_at_once(press, press) == []
    assert AskReply.objects.count() == 1
    assert Event.objects.filter(kind="ask.answered").count() == 1


def test_a_schedule_is_kept_only_after_its_preview(world, client_of):
    coordinator = client_of(world.coordinator)
    url = reverse("evaluation:report-schedule-add", args=(world.programme.slug,))
    day = timezone.localdate() + timedelta(days=40)
    given = {
        "cadence": "monthly", "next_due_on": day.isoformat(), "weekday": "0", "hour": "8",
        "needs_approval": "no", "act": "save",
    }  # fmt: skip
    page = coordinator.post(url, given)
    assert not ReportSchedule.objects.exists()
    assert world.sponsor.name in page.content.decode()
    form = page.context["form"]
    assert form["next_due_on"].value() == day.isoformat()
    shown = form.data["shown"]
    assert coordinator.post(url, given | {"shown": shown}).status_code == 302
    kept = ReportSchedule.objects.get()
    assert kept.hour == 8
    change = reverse("evaluation:report-schedule", args=(world.programme.slug, kept.pk))
    assert f'value="{day.isoformat()}"' in coordinator.get(change).content.decode()
    assert coordinator.post(url, {**given, "next_due_on": "2001-01-01"}).status_code == 422
