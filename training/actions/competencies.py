"""What an organisation asks of mentors and mentees, in levels."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from mentorship.accounts.models import Organisation, Person
from mentorship.audit.actions import record
from training.competencies.queries import may_be_removed
from training.competencies.shipped import LEVEL_NAMES, SHIPPED
from training.enums import Audience
from training.models import Competency, CompetencyLevel

LONGEST_KEY = 34


class CompetencyUsedError(Exception):
    """Something of the past names the competency, so it can only be set aside."""


@transaction.atomic
def ensure_competencies(organisation: Organisation) -> None:
    """Give an organisation the shipped competencies that it never had, with their levels.

    What it changed, or set aside, stays as it is. Two at once give each of them once.
    """
    known = set(organisation.competencies.values_list("key", flat=True))
    news = [
        Competency(
            organisation=organisation,
            key=shipped.key,
            name=str(shipped.name),
            description=str(shipped.description),
            audience=shipped.audience,
            position=position,
        )
        for position, shipped in enumerate(SHIPPED)
        if shipped.key not in known
    ]
    if not news:
        return
    Competency.objects.bulk_create(news, ignore_conflicts=True)
    words = {shipped.key: shipped.levels for shipped in SHIPPED}
    # Only of rows that are ours: who was quicker writes the levels of theirs.
    stored = Competency.objects.filter(pk__in=[row.pk for row in news])
    CompetencyLevel.objects.bulk_create(
        CompetencyLevel(competency=row, level=level, name=str(name), description=str(description))
        for row in stored
        for level, (name, description) in enumerate(
            zip(LEVEL_NAMES, words[row.key], strict=True), start=1
        )
    )


@transaction.atomic
def add_competency(
    organisation: Organisation,
    *,
    name: str,
    description: str,
    audience: Audience | str,
    by: Person | None,
) -> Competency:
    """Add a competency of the organisation's own, after the others; recorded."""
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    rows = organisation.competencies
    last = rows.aggregate(last=Max("position"))["last"]
    competency = Competency.objects.create(
        organisation=organisation,
        key=_free_key(name, set(rows.values_list("key", flat=True))),
        name=name,
        description=description,
        audience=audience,
        position=0 if last is None else last + 1,
    )
    record("competency.added", competency, by=by, changes={"audience": audience})
    return competency


@transaction.atomic
def change_competency(
    competency: Competency,
    *,
    name: str,
    description: str,
    audience: Audience | str,
    by: Person | None,
) -> None:
    """Put a competency otherwise; what names it follows. Recorded."""
    competency.name, competency.description, competency.audience = name, description, audience
    competency.save(update_fields=("name", "description", "audience"))
    record("competency.changed", competency, by=by)


@transaction.atomic
def set_levels(
    competency: Competency, levels: Sequence[tuple[str, str]], *, by: Person | None
) -> None:
    """Describe a competency in these levels, each a name and what one would see; recorded."""
    locked = Competency.objects.select_for_update().get(pk=competency.pk)
    locked.levels.all().delete()
    CompetencyLevel.objects.bulk_create(
        CompetencyLevel(competency=locked, level=level, name=name, description=description)
        for level, (name, description) in enumerate(levels, start=1)
    )
    record("competency.levels_changed", locked, by=by, changes={"levels": len(levels)})


@transaction.atomic
def set_aside(competency: Competency, *, by: Person | None) -> bool:
    """Offer a competency no more; the past keeps it. Return whether it was in use; recorded."""
    changed = Competency.objects.filter(pk=competency.pk, is_active=True).update(is_active=False)
    if changed:
        record("competency.set_aside", competency, by=by)
    return bool(changed)


@transaction.atomic
def bring_back(competency: Competency, *, by: Person | None) -> bool:
    """Offer a competency again. Return whether it had been set aside; recorded."""
    changed = Competency.objects.filter(pk=competency.pk, is_active=False).update(is_active=True)
    if changed:
        record("competency.brought_back", competency, by=by)
    return bool(changed)


@transaction.atomic
def remove_competency(competency: Competency, *, by: Person | None) -> None:
    """Delete a competency that nothing ever named; recorded. Raises CompetencyUsedError."""
    locked = Competency.objects.select_for_update().get(pk=competency.pk)
    if not may_be_removed(locked):
        raise CompetencyUsedError
    record("competency.removed", locked, by=by)
    locked.delete()


def _free_key(name: str, taken: set[str]) -> str:
    """Return a key made of a name that no other competency of the organisation has."""
    stem = slugify(name)[:LONGEST_KEY] or "skill"
    turn, key = 1, stem
    while key in taken:
        turn += 1
        key = f"{stem}-{turn}"
    return key
