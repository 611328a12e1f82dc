"""What erasing somebody would do, in words and counts, before anybody decides."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentorship.accounts.models import Erasure, Person
from mentorship.accounts.privacy.erasing.mentions import Named, readable_mentions
from mentorship.accounts.privacy.erasing.obstacles import all_obstacles
from mentorship.accounts.privacy.erasing.registry import Obstacle
from mentorship.accounts.privacy.erasing.rows import all_declared
from mentorship.accounts.privacy.erasing.taking import count_declared
from mentorship.accounts.privacy.erasing.whom import gone_of

# What is kept, as people speak of it, by the app that keeps it.
ACCOUNT = gettext_lazy("Account and sign-in")
PARTS = {
    "audit": gettext_lazy("The record of what was done"),
    "evaluation": gettext_lazy("Surveys and reports"),
    "matching": gettext_lazy("Matches and meetings"),
    "notifications": gettext_lazy("Mails"),
    "programmes": gettext_lazy("Places, applications and profile"),
    "training": gettext_lazy("Training"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One part of the record: what it is called, how many rows there are, and their fate."""

    title: str
    count: int
    fate: str


@dataclass(frozen=True, slots=True)
class Preview:
    """All that an administrator looks at before erasing somebody."""

    aliases: int
    lines: tuple[Line, ...]
    obstacles: tuple[Obstacle, ...]
    texts: tuple[Named, ...]
    decided: frozenset[tuple[str, str, str]]

    @property
    def undecided(self) -> tuple[Named, ...]:
        """Return the texts nobody has decided about."""
        return tuple(
            text for text in self.texts if (text.label, text.pk, text.field) not in self.decided
        )

    @property
    def is_ready(self) -> bool:
        """Tell whether nothing stands in the way any more."""
        return not self.obstacles and not self.undecided


def preview_of(erasure: Erasure, *, reader: Person) -> Preview:
    """Return what erasing would do and what stands in the way, as things are now."""
    gone = gone_of(erasure.person)
    return Preview(
        aliases=len(gone.people) - 1,
        lines=lines_of(erasure.person),
        obstacles=tuple(
            all_obstacles(gone.people, erasure.organisation, by=reader, asked_by=erasure.asked_by)
        ),
        texts=tuple(readable_mentions(gone, reader=reader, organisation=erasure.organisation)),
        decided=frozenset(erasure.mentions.values_list("about_kind", "about_id", "field")),
    )


def lines_of(person: Person) -> tuple[Line, ...]:
    """Return how much there is of a person in which part, most first, and what becomes of it."""
    goes = {declared.label for declared in all_declared() if declared.goes}
    counts: Counter[tuple[str, bool]] = Counter()
    for label, count in count_declared(gone_of(person)).items():
        if label != "accounts.person":
            counts[label.split(".")[0], label in goes] += count
    lines = [
        Line(
            title=str(PARTS.get(app, ACCOUNT)),
            count=count,
            fate=_("goes") if is_going else _("stays without name and words"),
        )
        for (app, is_going), count in counts.items()
    ]
    return tuple(sorted(lines, key=lambda line: (-line.count, line.title)))
