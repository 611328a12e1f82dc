"""Which events of this app settle a need, and which participants belong in one caseload."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.urls import reverse

from matching.enums import CURRENT_STATES
from matching.models import Match, MatchMember
from matching.wording import full_names
from mentorship.accounts.models import Person
from programmes.dealt_with import Named
from programmes.models import Programme

KINDS = (
    "match.proposed",
    "match.accepted",
    "match.expired",
    "match.extended",
    "match.started",
    "match.paused",
    "match.resumed",
    "match.closed",
    "match.ended_early",
    "care.nudged",
    "care.called",
    "care.met",
    "care.snoozed",
)


def matches(programme: Programme, viewer: Person, ids: Collection[str]) -> Mapping[str, Named]:
    """Return matches by the names of their people, with their pages; two queries."""
    found = Match.objects.visible_to(viewer).filter(pk__in=ids, cohort__programme=programme)
    return {
        str(match.pk): Named(
            full_names(match.people),
            reverse("matching:match", args=(programme.slug, match.pk)),
        )
        for match in found.with_people()
    }


def groups_of_matches(programme: Programme) -> Iterable[list[UUID]]:
    """Return who is in a match together, so that one coordinator looks after all; one query."""
    members = MatchMember.objects.filter(
        match__cohort__programme=programme, match__state__in=CURRENT_STATES
    )
    groups: dict[UUID, list[UUID]] = defaultdict(list)
    for match_id, participant_id in members.values_list("match_id", "participant_id"):
        groups[match_id].append(participant_id)
    return groups.values()
