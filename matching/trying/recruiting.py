"""A request for a mentor on its pages: where its words begin, and how it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.drafts.enums import DraftState
from matching.models import Draft, RecruitRequest, Round
from matching.trying.emails import application_url
from matching.trying.missing import Profile
from matching.trying.nobody import nobody_in
from matching.trying.nobody_page import profiles_in
from programmes.models import Programme

TITLE_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Start:
    """What a new request begins with."""

    title: str = ""
    words: str = ""
    mentees: int = 1
    profile: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A request in the list."""

    asked: RecruitRequest
    url: str
    state: str
    tone: str


def start_of(chosen: Round, query: Mapping[str, str]) -> Start:
    """Return what a request begins with: a missing mentor of a draft, an earlier one, or nothing.

    The address names a `draft` and a `place` in its list of missing mentors, or asks `again`.
    """
    if draft := _found(Draft.objects.filter(round=chosen, state=DraftState.READY), query, "draft"):
        profiles = profiles_in(draft, nobody_in(draft))
        place = query.get("place", "")
        if place.isdecimal() and len(place) < len(str(TITLE_LENGTH)) and int(place) < len(profiles):
            return _from_profile(profiles[int(place)], draft)
    if earlier := _found(RecruitRequest.objects.filter(round=chosen), query, "again"):
        return Start(earlier.title, earlier.words, earlier.mentees, earlier.profile)
    return Start()


def _found(rows: Any, query: Mapping[str, str], name: str) -> Any:
    """Return the row that an address names, or None."""
    try:
        return rows.filter(pk=UUID(query.get(name, ""))).first()
    except ValueError:
        return None


def _from_profile(profile: Profile, draft: Draft) -> Start:
    """Return the words of a request for a missing mentor; no mentee is named in them."""
    first = ngettext(
        "We look for a mentor who could take %(count)d mentee.",
        "We look for a mentor who could take %(count)d mentees.",
        profile.mentees,
    )
    lines = [first % {"count": profile.mentees}]
    if profile.needs:
        lines += ["", _("What the mentor needs:"), *(f"• {need}" for need in profile.needs)]
    if profile.helps:
        lines += ["", _("What would help:"), *(f"• {each}" for each in profile.helps)]
    return Start(
        title=profile.title[:TITLE_LENGTH],
        words="\n".join(lines),
        mentees=profile.mentees,
        profile={"needs": profile.needs, "helps": profile.helps, "draft": draft.number},
    )


def outside_text(asked: RecruitRequest) -> str:
    """Return the request as plain text for a newsletter or a chat."""
    programme = asked.round.cohort.programme
    parts = [asked.title, asked.words, _("Programme: %(name)s") % {"name": programme.name}]
    if url := application_url(asked):
        parts.append(_("Apply here: %(url)s") % {"url": url})
    return "\n\n".join(parts)


def lines_of(programme: Programme, rows: Any) -> list[Line]:
    """Return requests as they are listed."""
    return [
        Line(
            asked,
            reverse("matching:recruit", args=(programme.slug, asked.pk)),
            _("Sent to %(name)s") % {"name": asked.sent_to.name}
            if asked.sent_at and asked.sent_to
            else _("Not sent yet"),
            "good" if asked.sent_at else "idle",
        )
        for asked in rows
    ]
