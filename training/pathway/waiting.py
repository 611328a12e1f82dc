"""What each person on the pathway waits for, and the next step to take, in words."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from training.models import Pathway, Shadowing
from training.pathway.enums import ConsentState, PathwayState, ShadowingState
from training.pathway.queries import Around


@dataclass(frozen=True, slots=True)
class Next:
    """What somebody waits for, and what a coordinator can do about it; both may be empty."""

    waits_for: str
    action: str = ""
    url: str = ""


def next_of(pathway: Pathway, near: Around) -> Next:
    """Return what somebody waits for now."""
    return _NEXT[PathwayState(pathway.state)](pathway, near)


def _interested(pathway: Pathway, _near: Around) -> Next:
    """Say which parts of readiness are missing."""
    if pathway.is_prepared:
        return Next(_("All three parts are there"), _("Say that they are ready"), _page(pathway))
    return Next(
        str(capfirst(", ".join(missing_parts(pathway)))), _("Look at their page"), _page(pathway)
    )


def missing_parts(pathway: Pathway) -> list[str]:
    """Return the parts of readiness that are not there, in words, as a list within a sentence."""
    parts = []
    if not pathway.goals_reached:
        parts.append(_("goals reached"))
    if not pathway.reflection:
        parts.append(_("their own reflection"))
    if pathway.referee_answered_at is None:
        parts.append(_asked(pathway))
    elif not pathway.referee_recommends:
        is_no = pathway.referee_recommends is False
        parts.append(_("their mentor says no") if is_no else _("their mentor says not yet"))
    return parts


def _asked(pathway: Pathway) -> str:
    """Say whose word is missing."""
    if pathway.referee is None or pathway.referee_asked_at is None:
        return _("a mentor to ask for a word")
    day = date_format(timezone.localtime(pathway.referee_asked_at), "j F")
    return _("the word of %(name)s, asked on %(day)s") % {
        "name": pathway.referee.name,
        "day": day,
    }


def _ready(pathway: Pathway, near: Around) -> Next:
    """Say whether they have a seat at transition training."""
    session = near.seats.get(pathway.person_id)
    if session is not None:
        day = date_format(timezone.localtime(session.starts_at), "j F")
        return Next(_("Their training on %(day)s") % {"day": day})
    url = reverse("training:pathway-invite", args=(pathway.programme.slug,))
    return Next(_("A seat at transition training"), _("Invite the ready"), url)


def _trained(pathway: Pathway, near: Around) -> Next:
    """Say how far an observation is."""
    shadowings = near.shadowings.get(pathway.pk, [])
    agreed = [row for row in shadowings if row.state == ShadowingState.AGREED]
    if agreed:
        pair = {"mentor": agreed[0].mentor.short_name, "mentee": agreed[0].mentee.short_name}
        words = _("A meeting of %(mentor)s and %(mentee)s to observe") % pair
        return Next(words, _("Note that they observed"), _page(pathway))
    if shadowings:
        return Next(waits_for_consent(shadowings[0]), _("Look at their page"), _page(pathway))
    return Next(_("A pair to observe"), _("Arrange it"), _page(pathway, "pathway-shadow"))


def waits_for_consent(shadowing: Shadowing) -> str:
    """Say whose answer is missing before somebody may observe."""
    names = [
        person.name
        for person, consent in (
            (shadowing.mentor, shadowing.mentor_consent),
            (shadowing.mentee, shadowing.mentee_consent),
        )
        if consent == ConsentState.ASKED
    ]
    return _("The answer of %(names)s") % {"names": _(" and ").join(names)}


def _shadowing(pathway: Pathway, near: Around) -> Next:
    """Say whether they have a mentor's place already."""
    if pathway.person_id in near.mentors:
        return Next(_("A match together with an experienced mentor"))
    url = _page(pathway, "pathway-place")
    return Next(_("A mentor’s place in a cohort"), _("Give them a place"), url)


def _co_mentoring(pathway: Pathway, near: Around) -> Next:
    """Say that a match of their own comes next."""
    if pathway.person_id in near.mentors:
        return Next(_("A match of their own"))
    url = _page(pathway, "pathway-place")
    return Next(_("A mentor’s place in a cohort"), _("Give them a place"), url)


def _solo(pathway: Pathway, _near: Around) -> Next:
    """Say who is at their side until when."""
    if pathway.supporter is None:
        url = _page(pathway, "pathway-supporter")
        return Next(_("A mentor at their side"), _("Choose a supporter"), url)
    until = date_format(pathway.supported_until, "j F Y") if pathway.supported_until else ""
    return Next(
        _("%(name)s is at their side until %(until)s")
        % {"name": pathway.supporter.name, "until": until}
    )


def _established(_pathway: Pathway, _near: Around) -> Next:
    """Say that nothing is left."""
    return Next(_("Nothing: they have arrived"))


def _left(_pathway: Pathway, _near: Around) -> Next:
    """Say that the way back is open."""
    return Next(_("Nothing: they may come back any time"))


def _page(pathway: Pathway, name: str = "pathway") -> str:
    """Return the address of a page about somebody's pathway."""
    return reverse(f"training:{name}", args=(pathway.programme.slug, pathway.pk))


_NEXT = {
    PathwayState.INTERESTED: _interested,
    PathwayState.READY: _ready,
    PathwayState.TRAINED: _trained,
    PathwayState.SHADOWING: _shadowing,
    PathwayState.CO_MENTORING: _co_mentoring,
    PathwayState.SOLO: _solo,
    PathwayState.ESTABLISHED: _established,
    PathwayState.LEFT: _left,
}
