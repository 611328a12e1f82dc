"""The messages of this app: who gets them, when, and which template."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from matching.enums import MatchSide
from matching.models import Match, MatchMember
from matching.queries import coordinators_of
from mentorship.accounts.models import Person
from mentorship.notifications.actions import post
from mentorship.notifications.kinds import MessageKind, register
from mentorship.notifications.links import absolute
from mentorship.notifications.rendering import render

MATCH_PROPOSED = register(
    MessageKind(
        name="matching.match_proposed",
        title=_("Proposal of a match"),
        why=_("you take part in this programme and may say yes or no to this match"),
        is_open_to_coordinators=True,
    )
)
MATCH_ACCEPTED = register(
    MessageKind(
        name="matching.match_accepted",
        title=_("A match was accepted"),
        why=_("you said yes to this match"),
        is_open_to_coordinators=True,
    )
)
MATCH_DECLINED = register(
    MessageKind(
        name="matching.match_declined",
        title=_("A match was declined"),
        why=_("you coordinate this programme"),
        is_open_to_coordinators=True,
    )
)
MATCH_WITHDRAWN = register(
    MessageKind(
        name="matching.match_withdrawn",
        title=_("A proposal was withdrawn"),
        why=_("this match had been proposed to you"),
        is_open_to_coordinators=True,
    )
)
MATCH_PAUSED = register(
    MessageKind(
        name="matching.match_paused",
        title=_("A match pauses"),
        why=_("you are in this match"),
        is_open_to_coordinators=True,
    )
)
MATCH_RESUMED = register(
    MessageKind(
        name="matching.match_resumed",
        title=_("A match goes on"),
        why=_("you are in this match"),
        is_open_to_coordinators=True,
    )
)
MATCH_CLOSED = register(
    MessageKind(
        name="matching.match_closed",
        title=_("A match has reached its end"),
        why=_("you were in this match"),
        is_open_to_coordinators=True,
    )
)
MATCH_ENDED_EARLY = register(
    MessageKind(
        name="matching.match_ended_early",
        title=_("A match ends early"),
        why=_("you were in this match"),
        is_open_to_coordinators=True,
    )
)


_OPPOSITE = {
    MatchSide.MENTOR: MatchSide.MENTEE,
    MatchSide.MENTEE: MatchSide.MENTOR,
    MatchSide.PEER: MatchSide.PEER,
}


@dataclass(frozen=True, slots=True)
class Preview:
    """A mail as one person would get it now."""

    person: Person
    subject: str
    text: str


def told_about(match: Match) -> list[Person]:
    """Return who hears of what happens to the match: its people who can sign in, mentors first."""
    return [person for person in match.people if person.can_sign_in]


def previews_of(kind: MessageKind, match: Match, **more: Any) -> list[Preview]:
    """Return what everybody in the match would read, with what a coordinator adds to it."""
    organisation = match.cohort.programme.organisation
    written = []
    for person in told_about(match):
        facts = _facts(kind, match, person) | more
        words = render(kind, recipient=person, organisation=organisation, context=facts)
        written.append(Preview(person, words.subject, words.text))
    return written


def post_proposal(match: Match) -> None:
    """Ask everybody in the match whether they would like it."""
    _post_to_everybody(MATCH_PROPOSED, match)


def post_accepted(match: Match) -> None:
    """Tell everybody in the match that all have said yes."""
    _post_to_everybody(MATCH_ACCEPTED, match)


def post_declined(match: Match, member: MatchMember) -> None:
    """Tell the coordinators that somebody declined; nobody in the match is told who."""
    programme = match.cohort.programme
    for coordinator in coordinators_of(programme):
        post(
            MATCH_DECLINED,
            recipient=coordinator,
            organisation=programme.organisation,
            programme_id=programme.pk,
            about=match,
            occurrence="1",
            context={
                "name": member.person.name,
                "others": [other.name for other in match.others_than(member.person)],
                "reason": member.declined_reason,
                "has_note": bool(member.declined_note),
                "organisation_name": programme.organisation.name,
                "action_url": absolute(reverse("matching:match", args=(programme.slug, match.pk))),
            },
        )


def post_withdrawn(match: Match) -> None:
    """Tell everybody in the match that it is no longer proposed."""
    _post_to_everybody(MATCH_WITHDRAWN, match)


def post_paused(match: Match, *, until: date | None = None) -> None:
    """Tell everybody in the match that it pauses, and until when; each pause is told once."""
    occurrence = f"pause {match.times_paused}"
    _post_to_everybody(MATCH_PAUSED, match, occurrence=occurrence, until=until)


def post_resumed(match: Match) -> None:
    """Tell everybody in the match that it goes on after a pause."""
    _post_to_everybody(MATCH_RESUMED, match, occurrence=f"pause {match.times_paused}")


def post_closed(match: Match) -> None:
    """Thank everybody in the match at its end."""
    _post_to_everybody(MATCH_CLOSED, match)


def post_ended_early(match: Match, *, own_words: str = "") -> None:
    """Tell everybody in the match, without blame, that it ends before its time."""
    _post_to_everybody(MATCH_ENDED_EARLY, match, own_words=own_words)


def ended_facts(match: Match, person: Person) -> dict[str, Any]:
    """Return what the mail about an early end tells one of its people."""
    return _facts(MATCH_ENDED_EARLY, match, person)


def _facts(kind: MessageKind, match: Match, person: Person) -> dict[str, Any]:
    """Return what a mail about the match tells one of its people."""
    facts: dict[str, Any] = {
        "others": [other.short_name for other in match.others_than(person)],
        "title": match.title,
        "programme_name": match.cohort.programme.name,
        "organisation_name": match.cohort.programme.organisation.name,
        "action_url": absolute(reverse("matching:my-match", args=(match.pk,))),
    }
    if kind == MATCH_PROPOSED:
        facts |= _sides(match, person) | {"answer_by": match.answer_by}
    if kind == MATCH_WITHDRAWN:
        facts["action_url"] = absolute(reverse("home"))
    if kind in {MATCH_CLOSED, MATCH_ENDED_EARLY}:
        facts["action_url"] = absolute(reverse("matching:my-closing", args=(match.pk,)))
    return facts


def _sides(match: Match, person: Person) -> dict[str, Any]:
    """Return on which side a person is, whom they face, and who is beside them."""
    facing, other_side = match.facing(person)
    beside = [other for other in match.others_than(person) if other not in facing]
    return {
        "side": _OPPOSITE[other_side],
        "other_side": other_side,
        "facing": [other.name for other in facing],
        "beside": [other.name for other in beside],
    }


def _post_to_everybody(
    kind: MessageKind, match: Match, *, occurrence: str = "1", **more: Any
) -> None:
    """Post a mail to everybody in the match who can sign in."""
    programme = match.cohort.programme
    for person in told_about(match):
        post(
            kind,
            recipient=person,
            organisation=programme.organisation,
            programme_id=programme.pk,
            about=match,
            occurrence=occurrence,
            context=_facts(kind, match, person) | more,
        )
