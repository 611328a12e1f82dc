"""What a programme asks of its mentors and mentees before they are matched."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import hold
from programmes.models import CheckRequirement, Programme


class RequirementTakenError(Exception):
    """Something of this name is asked of them already; nothing was changed."""


@transaction.atomic
def add_requirement(programme: Programme, *, by: Person, **facts: Any) -> CheckRequirement:
    """Ask for something from now on; recorded. Nobody is written to by this.

    What was asked for under this name before is asked for again. Raises RequirementTakenError.
    """
    same = CheckRequirement.objects.select_for_update().filter(
        programme=programme, role=facts["role"], name=facts["name"]
    )
    earlier = same.first()
    if earlier is not None and earlier.retired_at is None:
        raise RequirementTakenError
    requirement = earlier or CheckRequirement(programme=programme)
    _store(requirement, facts | {"retired_at": None})
    _record("check_requirement.added", requirement, by=by)
    return requirement


@transaction.atomic
def change_requirement(requirement: CheckRequirement, *, by: Person, **facts: Any) -> None:
    """Change what is asked for; recorded. What is confirmed stays. Raises RequirementTakenError."""
    hold(requirement)
    _store(requirement, facts)
    _record("check_requirement.changed", requirement, by=by)


@transaction.atomic
def retire_requirement(requirement: CheckRequirement, *, by: Person) -> None:
    """Ask for it no more; recorded. It keeps nobody from being matched any more."""
    in_force = CheckRequirement.objects.in_force().filter(pk=requirement.pk)
    if in_force.update(retired_at=timezone.now()):
        _record("check_requirement.retired", requirement, by=by)


def _store(requirement: CheckRequirement, facts: dict[str, Any]) -> None:
    """Write facts, unless the name is taken."""
    for name, value in facts.items():
        setattr(requirement, name, value)
    try:
        with transaction.atomic():
            requirement.save()
    except IntegrityError as error:
        raise RequirementTakenError from error


def _record(kind: str, requirement: CheckRequirement, *, by: Person) -> None:
    """Record under the organisation of the programme."""
    record(
        kind,
        requirement,
        by=by,
        organisation_id=requirement.programme.organisation_id,
        changes={"role": requirement.role, "blocks": requirement.blocks_matching},
    )
