"""The messages of the pathway: who gets them, when, and which template."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.notifications.actions import post
from mentorship.notifications.enums import Category, SendPolicy
from mentorship.notifications.kinds import MessageKind, register
from mentorship.notifications.links import absolute
from mentorship.notifications.rendering import Rendered, render
from training.models import Pathway, Shadowing
from training.pathway.pairs import Pair

WORD_ASKED = register(
    MessageKind(
        name="training.pathway_word",
        title=_("Request for a word about somebody who would like to mentor"),
        why=_("you were the mentor of somebody who would like to become one"),
        policy=SendPolicy.RESEND,
        is_open_to_coordinators=True,
    )
)
INVITED = register(
    MessageKind(
        name="training.pathway_ready",
        title=_("Invitation to learn to mentor"),
        why=_("you said that you would like to be a mentor"),
        policy=SendPolicy.RESEND,
        is_open_to_coordinators=True,
    )
)
SHADOWING_ASKED = register(
    MessageKind(
        name="training.shadowing_asked",
        title=_("Request to let somebody observe"),
        why=_("somebody in this programme is learning to mentor"),
        policy=SendPolicy.RESEND,
        is_open_to_coordinators=True,
    )
)
SHADOWING_AGREED = register(
    MessageKind(
        name="training.shadowing_agreed",
        title=_("News that a pair may be observed"),
        why=_("you are learning to mentor"),
        policy=SendPolicy.RESEND,
        is_open_to_coordinators=True,
    )
)
SUPPORTER = register(
    MessageKind(
        name="training.pathway_supporter",
        title=_("Introduction of a supporting mentor"),
        why=_("you are, or support, a mentor in their first year"),
        policy=SendPolicy.RESEND,
        is_open_to_coordinators=True,
    )
)
SUPPORT_HALF_WAY = register(
    MessageKind(
        name="training.pathway_half_way",
        title=_("Reminder half-way through a mentor’s first year"),
        why=_("you support a mentor in their first year"),
        category=Category.TRAINING,
        is_reminder=True,
        is_open_to_coordinators=True,
    )
)
ESTABLISHED = register(
    MessageKind(
        name="training.pathway_established",
        title=_("Thanks after a mentor’s first year"),
        why=_("you were, or supported, a mentor in their first year"),
        is_open_to_coordinators=True,
    )
)


def post_word_asked(pathway: Pathway) -> None:
    """Ask who was their mentor for a word."""
    if pathway.referee is not None:
        asked = pathway.referee_asked_at
        _post(WORD_ASKED, pathway, pathway.referee, f"asked {asked}", word_facts(pathway))


def post_invited(pathway: Pathway) -> None:
    """Tell somebody that they are ready, and where they book transition training; once."""
    _post(INVITED, pathway, pathway.person, "invited", invited_facts(pathway))


def post_shadowing_asked(shadowing: Shadowing) -> None:
    """Ask both of a pair whether somebody may observe them."""
    pair = (shadowing.mentor, shadowing.mentee)
    for person, other in (pair, pair[::-1]):
        facts = {
            **shadowing_facts(shadowing.pathway, other),
            "action_url": absolute(reverse("training:shadowing-answer", args=(shadowing.pk,))),
        }
        _post(SHADOWING_ASKED, shadowing.pathway, person, f"shadowing {shadowing.pk}", facts)


def post_shadowing_agreed(shadowing: Shadowing) -> None:
    """Tell the observer that both agree."""
    pathway = shadowing.pathway
    facts = {
        **_facts(pathway),
        "mentor": shadowing.mentor.name,
        "mentee": shadowing.mentee.name,
        "action_url": _own_url(pathway),
    }
    _post(SHADOWING_AGREED, pathway, pathway.person, f"shadowing {shadowing.pk}", facts)


def post_supporter(pathway: Pathway) -> None:
    """Introduce the mentor in their first year and their supporter to each other."""
    if pathway.supporter is not None:
        for person in (pathway.person, pathway.supporter):
            facts = supporter_facts(pathway, person, pathway.supporter)
            _post(SUPPORTER, pathway, person, f"supporter {pathway.supporter_id}", facts)


def post_established(pathway: Pathway) -> None:
    """Thank both after the first year; without a supporter, the mentor alone."""
    for person in (pathway.person, pathway.supporter):
        if person is not None:
            facts = {
                **_facts(pathway),
                "is_own": person == pathway.person,
                "supporter": pathway.supporter.name if pathway.supporter else "",
                "action_url": _own_url(pathway) if person == pathway.person else _home_url(),
            }
            _post(ESTABLISHED, pathway, person, "established", facts)


def preview(
    kind: MessageKind, pathway: Pathway, person: Person, context: dict[str, Any]
) -> Rendered:
    """Return what a person would read, without sending it."""
    organisation = pathway.programme.organisation
    return render(kind, recipient=person, organisation=organisation, context=context)


def word_facts(pathway: Pathway) -> dict[str, Any]:
    """Return what the request for a word says."""
    url = reverse("training:my-pathway-word", args=(pathway.pk,))
    return {**_facts(pathway), "action_url": absolute(url)}


def invited_facts(pathway: Pathway) -> dict[str, Any]:
    """Return what the invitation to transition training says."""
    return {**_facts(pathway), "action_url": _own_url(pathway)}


def shadowing_facts(pathway: Pathway, other: Person) -> dict[str, Any]:
    """Return what the request to observe says to one of a pair."""
    return {**_facts(pathway), "other": other.name, "action_url": _home_url()}


def supporter_facts(pathway: Pathway, reader: Person, supporter: Person) -> dict[str, Any]:
    """Return what the introduction says to one of the two."""
    is_own = reader == pathway.person
    other = supporter if is_own else pathway.person
    return {
        **_facts(pathway),
        "is_own": is_own,
        "other": other.name,
        "address": other.email or "",
        "until": pathway.supported_until,
        "action_url": _own_url(pathway) if is_own else _home_url(),
    }


def half_way_facts(pathway: Pathway) -> dict[str, Any]:
    """Return what the reminder half-way says."""
    return {**_facts(pathway), "until": pathway.supported_until, "action_url": _home_url()}


def preview_shadowing(pathway: Pathway, pair: Pair) -> Rendered:
    """Return what the mentor of a pair would read; the mentee reads the same of the mentor."""
    return preview(SHADOWING_ASKED, pathway, pair.mentor, shadowing_facts(pathway, pair.mentee))


def _facts(pathway: Pathway) -> dict[str, Any]:
    """Return what every mail about a pathway says."""
    return {
        "programme_name": pathway.programme.name,
        "name": pathway.person.name,
        "first_name": pathway.person.short_name,
    }


def _own_url(pathway: Pathway) -> str:
    """Return the address of somebody's own pathway."""
    return absolute(reverse("training:my-pathway-one", args=(pathway.pk,)))


def _home_url() -> str:
    """Return the address of the page that leads to all of it."""
    return absolute(reverse("training:my-pathway"))


def _post(
    kind: MessageKind, pathway: Pathway, person: Person, occurrence: str, facts: dict[str, Any]
) -> None:
    """Write a message about a pathway into the outbox, once for each occurrence."""
    post(
        kind,
        recipient=person,
        organisation=pathway.programme.organisation,
        programme_id=pathway.programme_id,
        about=pathway,
        occurrence=occurrence,
        context=facts,
    )
