"""Starting programmes, and giving them cohorts."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify

from mentorship.accounts.models import Organisation, Person
from mentorship.accounts.permissions import Role
from mentorship.audit.actions import record
from mentorship.common.lifecycle import IllegalTransitionError, advance
from programmes.actions.milestones import add_usual_milestones
from programmes.actions.participants import finish_everybody
from programmes.actions.team import join_team
from programmes.enums import CohortState
from programmes.models import Cohort, Phase, Programme
from programmes.signals import cohort_moved
from programmes.timetable import usual_phases

SLUG_LENGTH = 60
# What the addresses of pages put where a programme's slug stands.
RESERVED_SLUGS = {"add"}


class NameTakenError(Exception):
    """The organisation has a programme of that name already; nothing was changed."""


@transaction.atomic
def create_programme(
    *, organisation: Organisation, name: str, purpose: str = "", by: Person | None
) -> Programme:
    """Start a programme, and make whoever does it its lead coordinator; recorded.

    Raises NameTakenError.
    """
    try:
        with transaction.atomic():
            programme = Programme.objects.create(
                organisation=organisation, name=name, slug=_free_slug(name), purpose=purpose
            )
    except IntegrityError as error:
        raise NameTakenError(name) from error
    record("programme.created", programme, by=by)
    if by is not None:
        join_team(programme=programme, person=by, role=Role.LEAD_COORDINATOR, by=by)
    return programme


@transaction.atomic
def add_cohort(
    programme: Programme, *, name: str, starts_on: date, ends_on: date, by: Person | None
) -> Cohort:
    """Plan the next run of a programme, with the usual timetable; recorded."""
    Programme.objects.select_for_update().get(pk=programme.pk)  # numbers are given one at a time
    last = programme.cohorts.aggregate(last=Max("number"))["last"] or 0
    cohort = Cohort.objects.create(
        programme=programme, number=last + 1, name=name, starts_on=starts_on, ends_on=ends_on
    )
    Phase.objects.bulk_create(
        Phase(cohort=cohort, kind=kind, starts_on=first, ends_on=last)
        for kind, first, last in usual_phases(starts_on, ends_on)
    )
    add_usual_milestones(cohort)
    record(
        "cohort.added",
        cohort,
        by=by,
        organisation_id=programme.organisation_id,
        changes={"number": cohort.number},
    )
    return cohort


@transaction.atomic
def move_cohort_on(cohort: Cohort, *, by: Person | None) -> None:
    """Move a cohort to its next state; recorded, with `cohort_moved` sent for the apps above.

    Closing it finishes everybody who still takes part, and ends their pauses. Raises
    IllegalTransitionError when it is closed already, or when somebody else moved it first.
    """
    came_from, to = cohort.state, cohort.next_state
    if to is None:
        raise IllegalTransitionError(cohort, cohort.state)
    closed_at = timezone.now() if to == CohortState.CLOSED else None
    advance(cohort, to, {to: frozenset({came_from})}, closed_at=closed_at)
    changes: dict[str, object] = {"from": came_from, "to": to}
    if to == CohortState.CLOSED:
        changes["finished"] = finish_everybody(cohort)
    record(
        f"cohort.{to}",
        cohort,
        by=by,
        organisation_id=cohort.programme.organisation_id,
        changes=changes,
    )
    cohort_moved.send(sender=Cohort, cohort=cohort, came_from=CohortState(came_from), by=by)


def _free_slug(name: str) -> str:
    """Return the name as it stands in addresses, with a number where that is taken."""
    stem = slugify(name)[:SLUG_LENGTH] or "programme"
    taken = set(Programme.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    number, slug = 1, stem
    while slug in taken | RESERVED_SLUGS:
        number += 1
        slug = f"{stem}-{number}"
    return slug
