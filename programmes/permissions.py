"""Who may do what in a programme, and who may start one."""

from mentorship.accounts.access import allows
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.models import Programme
from programmes.models.programme import ProgrammeQuerySet


def allowed_in(person: Person, permission: Permission, programme: Programme) -> bool:
    """Tell whether the person has the permission in a programme, or in its whole organisation."""
    return allows(
        person,
        permission,
        organisation_id=programme.organisation_id,
        programme_id=programme.pk,
    )


def clonable_by(person: Person) -> ProgrammeQuerySet:
    """Return the programmes that a person may start another from.

    An administrator may clone each of their organisation's, a lead coordinator those they lead.
    """
    managed = Programme.objects.where_allowed(person, Permission.MANAGE_PROGRAMME)
    return managed | Programme.objects.where_allowed(person, Permission.MANAGE_ORGANISATION)


def may_start_from_template(person: Person) -> bool:
    """Tell whether the person may start a programme from nothing, anywhere."""
    return allows(person, Permission.MANAGE_ORGANISATION)


def may_clone(person: Person, programme: Programme) -> bool:
    """Tell whether the person may start another programme from this one."""
    return any(
        allowed_in(person, permission, programme)
        for permission in (Permission.MANAGE_PROGRAMME, Permission.MANAGE_ORGANISATION)
    )
