"""What the console's page of a report shows of its sending: who gets it, and what was said."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from evaluation.enums import ReportState
from evaluation.models import Report, ReportLetter
from evaluation.queries import sent_version
from evaluation.reports.outlook import Around, around, arrivals_of
from evaluation.sponsor_asks.queries import asks_of, is_open, letters_of
from mentorship.notifications.enums import MessageState

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# How far a mail has come: with which shape, and in which words.
DELIVERY: dict[str, tuple[str, "_StrPromise"]] = {
    MessageState.AWAITING_APPROVAL: ("warn", _("Held back in the outbox")),
    MessageState.QUEUED: ("idle", _("Waits in the outbox")),
    MessageState.CLAIMED: ("idle", _("Is leaving")),
    MessageState.TRANSMITTING: ("idle", _("Is leaving")),
    MessageState.SENT: ("good", _("Accepted by the mail server")),
    MessageState.FAILED: ("bad", _("Refused by the mail server")),
    MessageState.UNKNOWN: ("warn", _("May have arrived")),
    MessageState.CANCELLED: ("off", _("Did not leave")),
}
GONE = ("off", _("No longer in the outbox"))


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter, and how far its mail has come."""

    letter: ReportLetter
    tone: str
    word: str
    reason: str
    is_older: bool


def sending_of(report: Report) -> dict[str, Any]:
    """Return who gets or got a report and when, what it asked and what sponsors said."""
    known = around(report.programme)
    context: dict[str, Any] = {
        "sponsors": report.programme.sponsorships.current().select_related("person"),
        "letters": [],
        "asks": [],
        "arrivals": _arrivals(report, known),
    }
    if report.sent_at is None:
        return context
    version = sent_version(report)
    context["letters"] = [_row(letter, version) for letter in letters_of(report)]
    context["asks"] = asks_of(report, version)
    context["asks_are_open"] = is_open(report)
    return context


def _arrivals(report: Report, known: Around) -> tuple[Any, ...]:
    """Return when it reaches each sponsor; nothing once it was handed to the outbox."""
    if report.state == ReportState.SENT:
        return ()
    return arrivals_of(report.schedule, report.leaves_on, known)


def _row(letter: ReportLetter, version: int) -> LetterRow:
    """Return how far a letter has come."""
    message = letter.message
    tone, word = DELIVERY.get(message.state, GONE) if message else GONE
    reason = ""
    if message and message.state == MessageState.CANCELLED:
        reason = message.get_cancel_reason_display()
    return LetterRow(letter, tone, str(word), reason, letter.version != version)
