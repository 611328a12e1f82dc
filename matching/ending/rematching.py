"""A match that ends for another: every mail of it, word for word before it leaves."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import translation

from matching.actions.proposals import answer_until
from matching.emails import MATCH_ENDED_EARLY, MATCH_PROPOSED, ended_facts, told_about
from matching.ending.alternatives import Alternatives
from matching.models import Match
from matching.publishing.next_wish import Choice
from mentorship.accounts.models import Person
from mentorship.notifications.actions import post
from mentorship.notifications.kinds import MessageKind
from mentorship.notifications.links import absolute
from mentorship.notifications.rendering import Rendered, render
from programmes.enums import ParticipantRole
from programmes.models import Participant


@dataclass(frozen=True, slots=True)
class Rematch:
    """Which match ends, whom its mentee meets next, and what a coordinator adds to the mails.

    `match_id` is the id that the new match will have, so that its mails can point at it before.
    """

    match: Match
    mentee: Participant
    choice: Choice
    found: Alternatives
    match_id: UUID
    own_words: str = ""

    @property
    def answer_by(self) -> datetime:
        """Return until when the two may answer."""
        return answer_until(self.match.cohort, days=self.found.answer_days)


@dataclass(frozen=True, slots=True)
class RematchMail:
    """One mail of it: to whom, of which kind, and what stands in it."""

    recipient: Person
    kind: MessageKind
    context: Mapping[str, Any]
    words: Rendered


def mails_of(rematch: Rematch) -> list[RematchMail]:
    """Return all mails: to the mentee, to the new mentor, and to whom the match ends for.

    The mentee gets one: what ends, and who could be next. Nothing is sent.
    """
    match, mentee, mentor = rematch.match, rematch.mentee.person, rematch.choice.mentor.person
    former = [other.short_name for other in match.others_than(mentee)]
    mails = [
        _proposal(rematch, mentee, mentor, ParticipantRole.MENTEE, former=former),
        _proposal(rematch, mentor, mentee, ParticipantRole.MENTOR),
    ]
    for person in told_about(match):
        if person != mentee:
            facts = ended_facts(match, person) | {"own_words": rematch.own_words}
            mails.append(_written(rematch, MATCH_ENDED_EARLY, person, facts))
    return mails


def digest_of(mails: list[RematchMail]) -> str:
    """Return a seal of all mails: it changes with any word or reader."""
    lines = [f"{mail.recipient.pk}\n{mail.words.subject}\n{mail.words.text}" for mail in mails]
    return hashlib.sha256("\0".join(lines).encode()).hexdigest()


def post_rematch(rematch: Rematch, new: Match) -> None:
    """Write every mail into the outbox, once."""
    programme = rematch.match.cohort.programme
    for mail in mails_of(rematch):
        post(
            mail.kind,
            recipient=mail.recipient,
            organisation=programme.organisation,
            programme_id=programme.pk,
            about=new if mail.kind == MATCH_PROPOSED else rematch.match,
            occurrence="1",
            context=mail.context,
        )


def _proposal(
    rematch: Rematch,
    reader: Person,
    other: Person,
    side: ParticipantRole,
    *,
    former: list[str] | None = None,
) -> RematchMail:
    """Return the mail that asks one of the two."""
    programme = rematch.match.cohort.programme
    with translation.override(reader.language):
        reason = rematch.found.reason(rematch.choice, other=other.short_name)
    is_mentee = side == ParticipantRole.MENTEE
    facts = {
        "former": former or [],
        "others": [other.short_name],
        "title": "",
        "programme_name": programme.name,
        "organisation_name": programme.organisation.name,
        "action_url": absolute(reverse("matching:my-match", args=(rematch.match_id,))),
        "side": side,
        "other_side": ParticipantRole.MENTOR if is_mentee else ParticipantRole.MENTEE,
        "facing": [other.name],
        "beside": [],
        "reasons": [reason] if reason else [],
        # What a coordinator adds is about the ending: the new mentor has no part in it.
        "own_words": rematch.own_words if is_mentee else "",
        "answer_by": rematch.answer_by,
    }
    return _written(rematch, MATCH_PROPOSED, reader, facts)


def _written(
    rematch: Rematch, kind: MessageKind, reader: Person, facts: Mapping[str, Any]
) -> RematchMail:
    """Return a mail with its words."""
    organisation = rematch.match.cohort.programme.organisation
    words = render(kind, recipient=reader, organisation=organisation, context=facts)
    return RematchMail(reader, kind, facts, words)
