"""What a sponsor does on the signed link, and what coordinators note of it."""

from collections.abc import Mapping
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from evaluation.emails.asks import ASKS_REMINDER
from evaluation.enums import AskAnswer
from evaluation.models import AskReply, Report, ReportAsk, ReportLetter
from evaluation.queries import sent_version
from evaluation.sponsor_asks.queries import open_asks
from evaluation.sponsor_asks.reminders import ask_plans
from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import hold
from mentorship.notifications.reminders import Reconciled, reconcile


class Said(NamedTuple):
    """An answer, and a word on it."""

    answer: AskAnswer
    words: str = ""


class AsksClosedError(Exception):
    """What the report asks can be answered no more; nothing was changed."""


class ReplyChangedError(Exception):
    """The answer is another one by now, or somebody took note of it before."""


def open_letter(report: Report, *, by: Person) -> bool:
    """Note that a sponsor's browser shows a report; the first time counts, and is recorded."""
    opened = ReportLetter.objects.filter(
        report=report, person=by, version=sent_version(report), opened_at=None
    ).update(opened_at=timezone.now())
    if opened:
        _record("letter.opened", report, by=by)
    return bool(opened)


@transaction.atomic
def answer_asks(report: Report, said: Mapping[int, Said], *, by: Person) -> int:
    """Keep what a sponsor says to the asks of these numbers; return how many answers are new.

    The same answer once more changes nothing; another one takes the place of the first and waits
    to be noted anew. Raises AsksClosedError once the next report was sent.
    """
    hold(report)
    asks = {ask.number: ask for ask in open_asks().filter(report=report)}
    if not said.keys() <= asks.keys():
        raise AsksClosedError
    return sum(_answer(asks[number], each, by=by) for number, each in said.items())


@transaction.atomic
def settle_reply(reply: AskReply, *, seen: str, by: Person, came_of_it: str = "") -> None:
    """Take note of an answer, or of having talked; `seen` is the answer that was read.

    Raises ReplyChangedError when it is another one by now, or was noted before.
    """
    noted = AskReply.objects.filter(pk=reply.pk, settled_at=None, answer=seen).update(
        settled_at=timezone.now(), settled_by=by, came_of_it=came_of_it
    )
    if not noted:
        raise ReplyChangedError
    _record("ask.noted", reply.ask.report, by=by, ask=reply.ask.number, answer=seen)


def keep_asking() -> Reconciled:
    """Keep the reminders of decisions that wait in line with what is true; safe to run twice."""
    return reconcile(ASKS_REMINDER, ask_plans(timezone.now()))


def _answer(ask: ReportAsk, said: Said, *, by: Person) -> bool:
    """Keep one answer; tell whether it is new."""
    known = AskReply.objects.filter(ask=ask, person=by).first()
    if known is not None and (known.answer, known.words) == said:
        return False
    news = {
        "answer": said.answer,
        "words": said.words,
        "answered_at": timezone.now(),
        "settled_at": None,
        "settled_by": None,
        "came_of_it": "",
    }
    AskReply.objects.update_or_create(ask=ask, person=by, defaults=news)
    _record("ask.answered", ask.report, by=by, ask=ask.number, answer=said.answer)
    return True


def _record(kind: str, report: Report, *, by: Person, **changes: object) -> None:
    """Record under the organisation that the report belongs to."""
    organisation_id = report.programme.organisation_id
    record(kind, report, by=by, organisation_id=organisation_id, changes=changes)
