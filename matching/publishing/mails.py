"""Who gets which mail of a sending, and what stands in it: the same before it leaves and after.

A mentee gets one mail about each of their mentors, a mentor one about all of their mentees.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from typing import Any

from django.urls import reverse
from django.utils import timezone, translation

from matching.emails import MATCH_PROPOSED
from matching.models import Sending, SendingPair
from matching.publishing.reasons import reason_for
from mentorship.accounts.models import Person
from mentorship.notifications.actions import post
from mentorship.notifications.links import absolute
from mentorship.notifications.rendering import Rendered, render
from programmes.enums import ParticipantRole

LAST_MINUTE = time(23, 59)


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail: to whom, in which role, about which pairs."""

    recipient: Person
    role: ParticipantRole
    lines: tuple[SendingPair, ...]

    @property
    def other_role(self) -> ParticipantRole:
        """Return the side it tells of."""
        is_mentor = self.role == ParticipantRole.MENTOR
        return ParticipantRole.MENTEE if is_mentor else ParticipantRole.MENTOR

    @property
    def facing(self) -> list[Person]:
        """Return whom it tells of."""
        return [self.other_of(line) for line in self.lines]

    def other_of(self, line: SendingPair) -> Person:
        """Return whom it tells of, of one pair."""
        is_mentor = self.role == ParticipantRole.MENTOR
        return (line.mentee if is_mentor else line.mentor).person


def mails_of(lines: Sequence[SendingPair]) -> list[Mail]:
    """Return every mail that asks the people of these pairs, mentees first, each side by name."""
    mentees = [
        Mail(line.mentee.person, ParticipantRole.MENTEE, (line,))
        for line in sorted(lines, key=lambda line: _order(line.mentee.person))
    ]
    by_mentor: dict[Person, list[SendingPair]] = {}
    for line in sorted(lines, key=lambda line: _order(line.mentee.person)):
        by_mentor.setdefault(line.mentor.person, []).append(line)
    mentors = [
        Mail(mentor, ParticipantRole.MENTOR, tuple(theirs))
        for mentor, theirs in sorted(by_mentor.items(), key=lambda item: _order(item[0]))
    ]
    return [*mentees, *mentors]


def answer_by(sending: Sending, *, asked_at: datetime) -> datetime:
    """Return until when people may answer: the last minute of a day where the organisation is."""
    zone = sending.round.cohort.programme.organisation.time_zone
    return last_minute(asked_at, days=sending.answer_days, zone=zone)


def last_minute(asked_at: datetime, *, days: int, zone: tzinfo) -> datetime:
    """Return the last minute of the day so many days after people were asked."""
    day = timezone.localdate(asked_at, zone) + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, LAST_MINUTE), zone)


def preview_mail(mail: Mail, sending: Sending, *, until: datetime) -> Rendered:
    """Return a mail word for word as it would leave; nothing is sent."""
    return render(
        MATCH_PROPOSED,
        recipient=mail.recipient,
        organisation=sending.round.cohort.programme.organisation,
        context=_facts(mail, sending, until),
    )


def post_mail(mail: Mail, sending: Sending, *, until: datetime) -> None:
    """Write a mail into the outbox, once for this sending; to whoever can sign in to answer."""
    programme = sending.round.cohort.programme
    is_mentor = mail.role == ParticipantRole.MENTOR
    post(
        MATCH_PROPOSED,
        recipient=mail.recipient,
        organisation=programme.organisation,
        programme_id=programme.pk,
        about=sending if is_mentor else mail.lines[0],
        occurrence="1",
        context=_facts(mail, sending, until),
    )


def _facts(mail: Mail, sending: Sending, until: datetime) -> dict[str, Any]:
    """Return what a mail tells, in the reader's language where it is not written yet."""
    programme = sending.round.cohort.programme
    only = mail.lines[0] if len(mail.lines) == 1 else None
    url = reverse("matching:my-match", args=(only.pk,)) if only else reverse("home")
    with translation.override(mail.recipient.language):
        reasons = [
            reason_for(line, sending.draft.settings, other=mail.other_of(line).short_name)
            for line in mail.lines
        ]
    return {
        "others": [person.short_name for person in mail.facing],
        "title": "",
        "programme_name": programme.name,
        "organisation_name": programme.organisation.name,
        "action_url": absolute(url),
        "side": mail.role,
        "other_side": mail.other_role,
        "facing": [person.name for person in mail.facing],
        "beside": [],
        "reasons": [reason for reason in reasons if reason],
        "own_words": sending.words,
        "answer_by": until,
    }


def _order(person: Person) -> tuple[str, str]:
    """Return what people are sorted by."""
    return person.name.casefold(), str(person.pk)
