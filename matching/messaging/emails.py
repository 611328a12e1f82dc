"""The mails about messages: that somebody wrote, and what becomes of a report; never the words."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.emails import Preview, told_about
from matching.models import Match, MessageReport, PairMessage
from matching.queries import coordinators_of
from matching.wording import full_names
from mentorship.accounts.models import Person
from mentorship.notifications.actions import post
from mentorship.notifications.enums import Category
from mentorship.notifications.kinds import MessageKind, register
from mentorship.notifications.links import absolute
from mentorship.notifications.rendering import render

MESSAGE_WAITING = register(
    MessageKind(
        name="matching.message_waiting",
        title=_("Somebody in a match wrote to them"),
        why=_("somebody in your match wrote to you and you have not read it yet"),
        category=Category.MESSAGES,
        is_unanswerable=True,
    )
)
MESSAGE_REPORTED = register(
    MessageKind(
        name="matching.message_reported",
        title=_("A message was reported"),
        why=_("you coordinate this programme"),
    )
)
REPORT_SETTLED = register(
    MessageKind(
        name="matching.report_settled",
        title=_("A report about a message was settled"),
        why=_("you reported a message"),
    )
)
OPENING_ASKED = register(
    MessageKind(
        name="matching.opening_asked",
        title=_("A second person is asked for to open a reported conversation"),
        why=_("you coordinate this programme"),
    )
)
THREAD_OPENED = register(
    MessageKind(
        name="matching.thread_opened",
        title=_("A reported conversation was opened"),
        why=_("you are in this match"),
    )
)


def waiting_facts(message: PairMessage) -> dict[str, Any]:
    """Return what the note about unread messages tells: who wrote, and where to read it."""
    programme = message.match.cohort.programme
    return {
        "by_name": message.by.short_name,
        "programme_name": programme.name,
        "organisation_name": programme.organisation.name,
        "action_url": absolute(thread_url(message.match)),
    }


def thread_url(match: Match) -> str:
    """Return where the people of a match read and write, at the newest message."""
    return f"{reverse('matching:my-messages', args=(match.pk,))}#newest"


def helpers_of(match: Match) -> list[Person]:
    """Return who looks after reports of a match: its coordinators who are not in it."""
    people = set(match.people)
    return [each for each in coordinators_of(match.cohort.programme) if each not in people]


def seconds_for(report: MessageReport, by: Person) -> list[Person]:
    """Return who could confirm what one coordinator asks."""
    return [each for each in helpers_of(report.match) if each != by]


def post_reported(report: MessageReport) -> None:
    """Tell the coordinators that a message was reported, by whom and why; never the message."""
    facts = {
        "name": report.by.name,
        "reason": report.get_reason_display(),
        "has_words": bool(report.words),
        "names": full_names(report.match.people),
    }
    _post(MESSAGE_REPORTED, report, helpers_of(report.match), _for_team(report) | facts)


def post_opening_asked(report: MessageReport, by: Person) -> None:
    """Tell the other coordinators that one of them asks for a second person."""
    _post(OPENING_ASKED, report, seconds_for(report, by), asking_facts(report, by))


def post_opened(report: MessageReport) -> None:
    """Tell everybody in the match that the conversation was opened, by whom and why."""
    _post(THREAD_OPENED, report, told_about(report.match), opened_facts(report, report.opened_by))


def post_settled(report: MessageReport) -> None:
    """Tell the reporter that the report is settled, in the coordinator's words."""
    facts = settled_facts(report, report.settled_by, report.settled_words)
    _post(REPORT_SETTLED, report, [report.by] if report.by.can_sign_in else [], facts)


def asking_facts(report: MessageReport, by: Person) -> dict[str, Any]:
    """Return what a request for a second person tells."""
    return _for_team(report) | {"by_name": by.name, "names": full_names(report.match.people)}


def opened_facts(report: MessageReport, second: Person | None) -> dict[str, Any]:
    """Return what the people of a match are told when their conversation is opened."""
    both = [each.name for each in (report.opening_asked_by, second) if each]
    return {
        "both": both,
        "reason": report.opening_reason,
        "organisation_name": report.match.cohort.programme.organisation.name,
        "action_url": absolute(reverse("matching:my-messages", args=(report.match_id,))),
    }


def settled_facts(report: MessageReport, by: Person | None, words: str) -> dict[str, Any]:
    """Return what the reporter is told at the end."""
    return {
        "by_name": by.short_name if by else "",
        "words": words,
        "raised_on": timezone.localdate(report.raised_at, report.by.time_zone),
        "organisation_name": report.match.cohort.programme.organisation.name,
        "action_url": absolute(thread_url(report.match)),
    }


def previews(
    kind: MessageKind, report: MessageReport, people: Iterable[Person], facts: dict[str, Any]
) -> list[Preview]:
    """Return mails about a report as they would be sent; nothing is."""
    organisation = report.match.cohort.programme.organisation
    written = []
    for person in people:
        words = render(kind, recipient=person, organisation=organisation, context=facts)
        written.append(Preview(person, words.subject, words.text))
    return written


def _for_team(report: MessageReport) -> dict[str, Any]:
    """Return what every mail to coordinators about a report tells."""
    programme = report.match.cohort.programme
    return {
        "programme_name": programme.name,
        "organisation_name": programme.organisation.name,
        "action_url": absolute(reverse("matching:reported", args=(programme.slug, report.pk))),
    }


def _post(
    kind: MessageKind, report: MessageReport, people: Iterable[Person], facts: dict[str, Any]
) -> None:
    """Post one mail about a report to each of these people, once."""
    programme = report.match.cohort.programme
    for person in people:
        post(
            kind,
            recipient=person,
            organisation=programme.organisation,
            programme_id=programme.pk,
            about=report,
            occurrence="1",
            context=facts,
        )
