"""The reminder that a report still waits for its sponsor's decisions."""

from django.utils.translation import gettext_lazy as _

from evaluation.letters import LetterLink
from evaluation.models import ReportLetter
from mentorship.notifications.enums import Category
from mentorship.notifications.kinds import MessageKind, register

ASKS_REMINDER = register(
    MessageKind(
        name="evaluation.asks_reminder",
        title=_("Reminder of what a report asks"),
        why=_("you are the sponsor of this programme"),
        category=Category.REPORTS,
        is_reminder=True,
        is_open_to_coordinators=True,
    )
)


def reminder_facts(letter: ReportLetter, asks: list[str]) -> dict[str, object]:
    """Return what a reminder says; the same each time it is reckoned."""
    report = letter.report
    return {
        "title": report.title,
        "programme": report.programme.name,
        "sent_at": letter.posted_at,
        "asks": asks,
        "action_url": LetterLink(report.pk, letter.person_id).url_as_of(letter.posted_at),
        # A sponsor has no account to choose in; the link that stops these mails needs none.
        "preferences_url": "",
    }
