"""Which rows belong to programmes whose reports somebody manages."""

from django.db.models import Q

from mentorship.accounts.access import places_allowing
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission


def reported_by(person: Person, programme: str = "programme") -> Q:
    """Return the condition that the person manages the reports of a row's programme.

    `programme` is the way from the row to its programme, such as "report__programme".
    """
    organisations, programmes = places_allowing(person, Permission.MANAGE_REPORTS)
    return Q(**{f"{programme}_id__in": programmes}) | Q(
        **{f"{programme}__organisation_id__in": organisations}
    )
