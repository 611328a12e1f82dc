"""The messages about wishes and requests: who gets them, and what they say."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from matching.emails import Preview
from matching.models import MatchRequest, Round
from matching.rounds.enums import RoundState
from matching.wishing.lists import nudge_key
from mentorship.accounts.models import Person
from mentorship.notifications.actions import post
from mentorship.notifications.enums import Category, Turn
from mentorship.notifications.kinds import MessageKind, register
from mentorship.notifications.links import absolute
from mentorship.notifications.rendering import render
from programmes.models import Participant

REQUEST_ASKED = register(
    MessageKind(
        name="matching.request_asked",
        title=_("A mentee asks for a mentor"),
        why=_("a mentee of this programme asks you to be their mentor"),
        is_open_to_coordinators=True,
    )
)
REQUEST_REMINDER = register(
    MessageKind(
        name="matching.request_reminder",
        title=_("Reminder: a mentee waits for an answer"),
        why=_("a mentee of this programme has asked you to be their mentor"),
        category=Category.PROGRAMME,
        is_reminder=True,
        is_open_to_coordinators=True,
    )
)
REQUEST_DECLINED = register(
    MessageKind(
        name="matching.request_declined",
        title=_("A mentor has no time for a request"),
        why=_("you asked this mentor"),
        is_open_to_coordinators=True,
    )
)
REQUEST_EXPIRED = register(
    MessageKind(
        name="matching.request_expired",
        title=_("A request was not answered in time"),
        why=_("you asked this mentor"),
        is_open_to_coordinators=True,
    )
)
REQUEST_WITHDRAWN = register(
    MessageKind(
        name="matching.request_withdrawn",
        title=_("A mentee took a request back"),
        why=_("this mentee had asked you to be their mentor"),
        is_open_to_coordinators=True,
    )
)
WISHES_REMINDER = register(
    MessageKind(
        name="matching.wishes_reminder",
        title=_("Reminder: say whom you would like"),
        why=_("you take part in this programme, which asks whom you would like"),
        category=Category.PROGRAMME,
        is_reminder=True,
        is_open_to_coordinators=True,
    )
)
WISHES_NUDGE = register(
    MessageKind(
        name="matching.wishes_nudge",
        title=_("By hand: say whom you would like"),
        why=_("you take part in this programme, which asks whom you would like"),
        category=Category.PROGRAMME,
        is_reminder=True,
        turn=Turn.AT_ONCE,
        is_open_to_coordinators=True,
    )
)


def request_facts(request: MatchRequest) -> dict[str, Any]:
    """Return what mails about a request tell: names and days, never its words."""
    return {
        "mentee_name": request.mentee.person.name,
        "mentee_short": request.mentee.person.short_name,
        "mentor_name": request.mentor.person.name,
        "mentor_short": request.mentor.person.short_name,
        "has_words": bool(request.words),
        "answer_by": request.answer_by,
        "programme_name": request.round.cohort.programme.name,
        "organisation_name": request.round.cohort.programme.organisation.name,
    }


def wishes_facts(place: Participant, chosen: Round) -> dict[str, Any]:
    """Return what a reminder of wishes tells."""
    return {
        "role": place.role,
        "until": chosen.wishes_until,
        "most": chosen.most_wishes,
        "programme_name": chosen.cohort.programme.name,
        "organisation_name": chosen.cohort.programme.organisation.name,
        "action_url": absolute(reverse("matching:my-wishes", args=(place.pk,))),
    }


def answer_url(request: MatchRequest) -> str:
    """Return where a mentor answers, and a mentee sees how far it is."""
    return absolute(reverse("matching:my-request", args=(request.pk,)))


def next_url(request: MatchRequest) -> str:
    """Return where a mentee goes on after a no: to the mentors whom they could ask."""
    return absolute(reverse("matching:my-mentors", args=(request.mentee_id,)))


def post_asked(request: MatchRequest) -> None:
    """Tell a mentor that a mentee asks them, and until when they may answer."""
    _post(REQUEST_ASKED, request, request.mentor.person, answer_url(request))


def post_declined(request: MatchRequest) -> None:
    """Tell a mentee, without a reason, that it will not be this mentor, and what comes next."""
    _post(REQUEST_DECLINED, request, request.mentee.person, next_url(request))


def post_expired(request: MatchRequest) -> None:
    """Tell a mentee that their request has ended without an answer, and what comes next."""
    may_go_on = request.round.state == RoundState.OPEN
    url = next_url(request) if may_go_on else absolute(reverse("home"))
    _post(REQUEST_EXPIRED, request, request.mentee.person, url, may_go_on=may_go_on)


def post_withdrawn(request: MatchRequest) -> None:
    """Tell a mentor that a request is taken back, and that nothing is left to do."""
    _post(REQUEST_WITHDRAWN, request, request.mentor.person, absolute(reverse("home")))


def preview(
    kind: MessageKind, request: MatchRequest, recipient: Person, action_url: str
) -> Preview:
    """Return a mail about a request as it would be sent; nothing is."""
    organisation = request.round.cohort.programme.organisation
    context = request_facts(request) | {"action_url": action_url}
    words = render(kind, recipient=recipient, organisation=organisation, context=context)
    return Preview(recipient, words.subject, words.text)


def preview_nudge(place: Participant, chosen: Round) -> Preview:
    """Return the reminder by hand as a participant would get it; nothing is sent."""
    organisation = chosen.cohort.programme.organisation
    context = wishes_facts(place, chosen)
    words = render(WISHES_NUDGE, recipient=place.person, organisation=organisation, context=context)
    return Preview(place.person, words.subject, words.text)


def post_nudge(place: Participant, chosen: Round, *, day: str) -> None:
    """Remind a participant by hand of their wishes; once a day at most."""
    programme = chosen.cohort.programme
    post(
        WISHES_NUDGE,
        recipient=place.person,
        organisation=programme.organisation,
        programme_id=programme.pk,
        about=nudge_key(place),
        occurrence=f"by hand {day}",
        context=wishes_facts(place, chosen),
    )


def _post(
    kind: MessageKind,
    request: MatchRequest,
    recipient: Person,
    action_url: str,
    **more: bool,
) -> None:
    """Post one mail about a request."""
    programme = request.round.cohort.programme
    context: Mapping[str, Any] = request_facts(request) | {"action_url": action_url} | more
    post(
        kind,
        recipient=recipient,
        organisation=programme.organisation,
        programme_id=programme.pk,
        about=request,
        occurrence="1",
        context=context,
    )
