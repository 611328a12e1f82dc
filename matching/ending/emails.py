"""Messages around rests and endings: somebody is away, asks for another, looks back, gives thanks.

None carries what anybody wrote: the words wait in the portal.
"""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from matching.models import Match, MatchMember, RematchWish
from matching.queries import coordinators_of
from mentorship.accounts.models import Person
from mentorship.notifications.actions import post
from mentorship.notifications.enums import Category
from mentorship.notifications.kinds import MessageKind, register
from mentorship.notifications.links import absolute
from mentorship.notifications.rendering import Rendered, render
from programmes.models import Pause

REMATCH_WISHED = register(
    MessageKind(
        name="matching.rematch_wished",
        title=_("Somebody would like to be matched with somebody else"),
        why=_("you coordinate this programme"),
    )
)
PARTNER_AWAY = register(
    MessageKind(
        name="matching.partner_away",
        title=_("Somebody in a match is away for a while, or back"),
        why=_("you are in this match"),
    )
)
CLOSING_INVITED = register(
    MessageKind(
        name="matching.closing_invited",
        title=_("A match comes to its end: look back together"),
        why=_("your match comes to its end, and you have not looked back yet"),
        category=Category.PROGRAMME,
        is_reminder=True,
        is_open_to_coordinators=True,
    )
)
THANKS_LEFT = register(
    MessageKind(
        name="matching.thanks_left",
        title=_("Somebody left a thank-you"),
        why=_("you were in this match"),
    )
)


def post_rematch_wished(wish: RematchWish) -> None:
    """Tell the coordinators that somebody would like somebody else; none who is in the match."""
    match = wish.member.match
    programme = match.cohort.programme
    for coordinator in coordinators_of(programme):
        if coordinator in match.people:
            continue
        post(
            REMATCH_WISHED,
            recipient=coordinator,
            organisation=programme.organisation,
            programme_id=programme.pk,
            about=wish,
            occurrence="1",
            context={
                "name": wish.member.person.name,
                "others": [other.name for other in match.others_than(wish.member.person)],
                "has_words": bool(wish.words),
                "organisation_name": programme.organisation.name,
                "action_url": absolute(
                    reverse("matching:match-rematch", args=(programme.slug, match.pk))
                ),
            },
        )


def preview_away(
    match: Match, person: Person, *, reader: Person, starts_on: date, ends_on: date | None
) -> Rendered:
    """Return what the other in a match would read of somebody who goes away; nothing is sent."""
    return render(
        PARTNER_AWAY,
        recipient=reader,
        organisation=match.cohort.programme.organisation,
        context=_away_facts(match, person, starts_on, ends_on),
    )


def post_away(match: Match, person: Person, pause: Pause) -> None:
    """Tell the others in a match from when until when somebody is away, never why."""
    facts = _away_facts(match, person, pause.starts_on, pause.ends_on)
    _post_to_others(match, person, pause, "away", facts)


def post_back(match: Match, person: Person, pause: Pause) -> None:
    """Tell the others in a match that somebody is back earlier."""
    facts = _away_facts(match, person, pause.starts_on, pause.ends_on)
    _post_to_others(match, person, pause, "back", facts | {"is_back": True})


def closing_facts(match: Match, person: Person, ends_on: date) -> dict[str, Any]:
    """Return what the invitation to look back tells."""
    return _facts(match, person) | {
        "ends_on": ends_on,
        "action_url": absolute(reverse("matching:my-closing", args=(match.pk,))),
    }


def post_thanks(member: MatchMember, match: Match) -> None:
    """Tell the others in a match that somebody left them a thank-you, without a word of it."""
    programme = match.cohort.programme
    for other in match.others_than(member.person):
        if not other.can_sign_in:
            continue
        post(
            THANKS_LEFT,
            recipient=other,
            organisation=programme.organisation,
            programme_id=programme.pk,
            about=member,
            occurrence="1",
            context={
                "name": member.person.short_name,
                "organisation_name": programme.organisation.name,
                "action_url": absolute(reverse("matching:my-closing", args=(match.pk,))),
            },
        )


def _post_to_others(
    match: Match, person: Person, pause: Pause, occurrence: str, facts: dict[str, Any]
) -> None:
    """Write to everybody in a match but one person, once for each pause and match."""
    programme = match.cohort.programme
    for other in match.others_than(person):
        if other.can_sign_in:
            post(
                PARTNER_AWAY,
                recipient=other,
                organisation=programme.organisation,
                programme_id=programme.pk,
                about=match,
                occurrence=f"{occurrence} {pause.pk}",
                context=facts,
            )


def _away_facts(
    match: Match, person: Person, starts_on: date, ends_on: date | None
) -> dict[str, Any]:
    """Return what the others learn of somebody who is away: the dates."""
    return {
        "name": person.short_name,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "is_back": False,
        "organisation_name": match.cohort.programme.organisation.name,
        "action_url": absolute(reverse("matching:my-match", args=(match.pk,))),
    }


def _facts(match: Match, person: Person) -> dict[str, Any]:
    """Return what every mail about a match tells one of its people."""
    return {
        "others": [other.short_name for other in match.others_than(person)],
        "programme_name": match.cohort.programme.name,
        "organisation_name": match.cohort.programme.organisation.name,
    }
