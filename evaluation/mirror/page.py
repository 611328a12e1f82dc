"""What stands in a mentor's Mirror: area by area, own score beside the mentees'."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from evaluation.mirror.ratings import Ratings, ratings_of
from evaluation.mirror.rules import Group, seen_of
from evaluation.mirror.suggestions import Step, steps_for
from mentorship.accounts.models import Organisation, Person
from mentorship.accounts.permissions import Permission
from programmes.models import Programme
from training.models import Competency

# From this many points on, two views of one thing differ: half a mark.
DIFFERS = 0.5


@dataclass(frozen=True, slots=True)
class Named:
    """A mentee who agreed, and their score."""

    name: str
    score: float


@dataclass(frozen=True, slots=True)
class Area:
    """One competency: own score, the mentees' together, those by name, and one next step."""

    competency: Competency
    own: float | None
    group: Group | None
    named: tuple[Named, ...]
    step: Step | None = None

    @property
    def others(self) -> float | None:
        """Return what the mentees say: the mean of all together, else of those by name."""
        if self.group:
            return self.group.mean
        if self.named:
            return sum(each.score for each in self.named) / len(self.named)
        return None

    @property
    def gap(self) -> float | None:
        """Return own score less the mentees'; positive where the mentor sees more."""
        if self.own is None or self.others is None:
            return None
        return self.own - self.others

    @property
    def is_blind_spot(self) -> bool:
        """Tell whether the mentor sees clearly more than the mentees do."""
        return self.gap is not None and self.gap >= DIFFERS

    @property
    def is_hidden_strength(self) -> bool:
        """Tell whether the mentees see clearly more than the mentor does."""
        return self.gap is not None and self.gap <= -DIFFERS


@dataclass(frozen=True, slots=True)
class Mirror:
    """What one organisation's surveys say of a mentor; `areas` in the order of the competencies.

    `reads_results` says that the mentor reads the totals too, so that no mentee's mark is shown.
    """

    organisation: Organisation
    rated_at: datetime | None
    areas: tuple[Area, ...]
    waits: bool
    reads_results: bool

    @property
    def has_others(self) -> bool:
        """Tell whether anything from mentees is shown."""
        return any(area.others is not None for area in self.areas)

    @property
    def blind_spots(self) -> list[Area]:
        """Return where the mentor sees more than the mentees, the widest gap first."""
        found = [area for area in self.areas if area.is_blind_spot]
        return sorted(found, key=lambda area: -(area.gap or 0))

    @property
    def others(self) -> list[Area]:
        """Return the areas that are no blind spots, in their order."""
        return [area for area in self.areas if not area.is_blind_spot]


def mirrors_of(person: Person) -> list[Mirror]:
    """Return a mentor's mirrors, one for each organisation that has anything to show.

    The queries do not grow with those who rated.
    """
    found = ratings_of(person)
    reads = set(
        Programme.objects.where_allowed(person, Permission.VIEW_RESULTS).values_list(
            "pk", flat=True
        )
    )
    competencies = list(
        Competency.objects.filter(organisation__in=list(found), is_active=True).select_related(
            "organisation"
        )
    )
    drafts = [
        _mirror(ratings, [c for c in competencies if c.organisation_id == key], reads)
        for key, ratings in sorted(found.items())
    ]
    mirrors = [draft for draft in drafts if draft is not None]
    gaps = {area.competency.pk for mirror in mirrors for area in mirror.blind_spots}
    steps = steps_for(person, gaps)
    return [_with_steps(mirror, steps) for mirror in mirrors]


def _mirror(
    ratings: Ratings, competencies: Sequence[Competency], reads: set[UUID]
) -> Mirror | None:
    """Return the mirror of one organisation; None where there is nothing on any competency."""
    reads_results = bool(ratings.programme_ids & reads)
    areas, waits = [], False
    for competency in competencies:
        own = ratings.own.scores.get(competency.key) if ratings.own else None
        rated = [] if reads_results else ratings.by_area.get(competency.key, [])
        seen = seen_of(rated, ratings.agreed)
        waits = waits or seen.waits
        named = sorted((ratings.names[UUID(str(rater))], score) for rater, score in seen.singles)
        if own is not None or seen.group or named:
            areas.append(Area(competency, own, seen.group, tuple(Named(*each) for each in named)))
    if not areas and not reads_results:
        return None
    rated_at = ratings.own.closed_at if ratings.own else None
    return Mirror(competencies[0].organisation, rated_at, tuple(areas), waits, reads_results)


def _with_steps(mirror: Mirror, steps: Mapping[UUID, Step]) -> Mirror:
    """Return a mirror with a next step at each blind spot for which there is one."""
    areas = tuple(
        Area(area.competency, area.own, area.group, area.named, steps.get(area.competency.pk))
        if area.is_blind_spot
        else area
        for area in mirror.areas
    )
    return Mirror(mirror.organisation, mirror.rated_at, areas, mirror.waits, mirror.reads_results)
