"""Whose figures somebody may see side by side, and which measures these have in common."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from evaluation.models import PortfolioSheet
from evaluation.portfolio.sheet import Sheet, Told, from_plain
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.measures import Measure, all_measures
from programmes.models import Programme
from programmes.models.programme import ProgrammeQuerySet

# Side by side takes two.
PAIR = 2
UNREAD = Sheet(date.min, {})


@dataclass(frozen=True, slots=True)
class Entry:
    """A programme with its sheet, or without one where it was never read."""

    programme: Programme
    sheet: Sheet | None

    @property
    def key(self) -> str:
        """Return what tells the programme from others."""
        return self.programme.slug

    @property
    def name(self) -> str:
        """Return the programme's name."""
        return self.programme.name

    def told(self, key: str) -> Told | None:
        """Return one figure; None where the programme cannot tell."""
        return self.sheet.told.get(key) if self.sheet else None


def programmes_of(person: Person) -> ProgrammeQuerySet:
    """Return the programmes whose figures the person may see side by side, by name.

    Whoever manages reports sees those they manage them in; whoever administers an organisation
    sees all of its programmes: figures, and no people.
    """
    managed = Programme.objects.where_allowed(person, Permission.MANAGE_REPORTS)
    overseen = Programme.objects.where_allowed(person, Permission.MANAGE_ORGANISATION)
    return (managed | overseen).select_related("organisation").order_by("name", "pk")


def entries_of(person: Person) -> list[Entry]:
    """Return all programmes the person may see here with their sheets; two queries."""
    sheets = {
        row.programme_id: from_plain(row.figures)
        for row in PortfolioSheet.objects.visible_to(person)
    }
    return [Entry(each, sheets.get(each.pk)) for each in programmes_of(person)]


def shared_measures(entries: Collection[Entry]) -> list[Measure]:
    """Return the measures that at least two of the programmes can tell, each app's together."""
    tellers: Counter[str] = Counter()
    for entry in entries:
        told = (entry.sheet or UNREAD).told
        tellers.update(key for key, each in told.items() if each.is_shown)
    return [measure for measure in all_measures() if tellers[measure.key] >= PAIR]
