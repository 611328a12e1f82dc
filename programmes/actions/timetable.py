"""Moving dates of a cohort's timetable: all that was previewed, in one step."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.actions.milestones import open_cohort
from programmes.models import Cohort, Milestone, Phase
from programmes.planning import Item
from programmes.timetable.reading import COHORT_KEY, timetable_of


class TimetableChangedError(Exception):
    """Somebody changed the dates since they were looked at; nothing was moved."""


@transaction.atomic
def move_timetable(
    cohort: Cohort, *, items: Iterable[Item], expected: str, by: Person | None
) -> int:
    """Move items to the days they carry, all or none; recorded. Return how many moved.

    `expected` is the fingerprint of the timetable that was previewed. Raises
    TimetableChangedError where the stored one differs, and CohortClosedError.
    """
    stored = open_cohort(cohort)
    timetable = timetable_of(stored)
    if timetable.fingerprint() != expected:
        raise TimetableChangedError(cohort)
    moved = [item for item in items if timetable.item(item.key) != item]
    try:
        with transaction.atomic():
            for item in moved:
                _move(stored, item)
    except IntegrityError as error:  # such as a cohort that would end on its first day
        raise ValueError("These days cannot follow one another.") from error
    if moved:
        record(
            "timetable.moved",
            stored,
            by=by,
            organisation_id=stored.programme.organisation_id,
            changes={item.key: [_days(timetable.item(item.key)), _days(item)] for item in moved},
        )
    return len(moved)


def _move(cohort: Cohort, item: Item) -> None:
    """Store the new days of one item, and that they are new."""
    if item.key == COHORT_KEY:
        Cohort.objects.filter(pk=cohort.pk).update(starts_on=item.starts_on, ends_on=item.ends_on)
        return
    kind, _dash, pk = item.key.partition("-")
    news = {"revision": F("revision") + 1, "changed_at": timezone.now()}
    if kind == "phase":
        Phase.objects.filter(cohort=cohort, pk=pk).update(
            starts_on=item.starts_on, ends_on=item.ends_on, **news
        )
    else:
        Milestone.objects.filter(cohort=cohort, pk=pk).update(on=item.starts_on, **news)


def _days(item: Item) -> list[str]:
    """Return the first and the last day, as the record keeps them."""
    return [str(item.starts_on), str(item.ends_on)]
