"""Communities and their members as the console lists them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programmes.models import Programme
from training.communities.enums import MemberState
from training.communities.health import Health
from training.communities.queries import gatherings_of
from training.communities.rhythm import Vitality
from training.communities.wording import (
    TONES,
    latest_beats,
    planned_against_needed,
    vitality_word,
)
from training.models import Community, Session
from training.models.community import CommunityMemberQuerySet
from training.wording import number

PER_PAGE = 25
# As many past gatherings as somebody would read through.
MOST_PAST = 8


@dataclass(frozen=True, slots=True)
class CommunityLine:
    """One line of the list of communities."""

    community: Community
    health: Health
    url: str
    tone: str
    word: str
    beats: str
    planned: str


def list_headline(count: int, health: Collection[Health]) -> str:
    """Say in a sentence how the communities fare."""
    if not count:
        return _("No community has begun yet")
    alive = sum(each.pulse.vitality is Vitality.ALIVE for each in health)
    facts = {"count": number(count).lower(), "alive": number(alive)}
    if not alive:
        return ngettext("%(count)s community", "%(count)s communities", count) % {
            "count": number(count)
        }
    if alive == count:
        return ngettext("Your community is alive", "All %(count)s communities are alive", count) % (
            facts
        )
    return (
        ngettext(
            "%(alive)s of %(count)s communities is alive",
            "%(alive)s of %(count)s communities are alive",
            alive,
        )
        % facts
    )


def community_lines(
    programme: Programme, communities: Iterable[Community], health: Mapping[UUID, Health]
) -> list[CommunityLine]:
    """Return one line for each community."""
    return [_line(programme, each, health[each.pk]) for each in communities]


def community_figures(health: Health) -> list[dict[str, Any]]:
    """Return the figures at the top of a community's page."""
    return [
        {"label": _("Members"), "value": health.members},
        {
            "label": _("Came to the last three"),
            "value": health.pulse.came if health.beats else "–",
        },
        {
            "label": _("Gatherings of those needed"),
            "value": planned_against_needed(health),
        },
    ]


def members_shown(community: Community) -> CommunityMemberQuerySet:
    """Return who belongs or is invited, by name."""
    rows = community.members.exclude(state=MemberState.LEFT)
    return rows.select_related("person").by_name()


def past_and_coming(community: Community) -> tuple[list[Session], list[Session]]:
    """Return the gatherings to come, the next one first, and the latest past; two queries."""
    rows = gatherings_of(community).with_seats()
    return list(rows.upcoming()), list(rows.with_ticks().past()[:MOST_PAST])


def _line(programme: Programme, community: Community, health: Health) -> CommunityLine:
    """Return the line of one community."""
    is_alive = community.is_alive
    vitality = health.pulse.vitality
    return CommunityLine(
        community=community,
        health=health,
        url=reverse("training:community-detail", args=(programme.slug, community.pk)),
        tone=TONES[vitality] if is_alive else "off",
        word=vitality_word(vitality) if is_alive else _("Closed"),
        beats=latest_beats(health),
        planned=planned_against_needed(health),
    )
