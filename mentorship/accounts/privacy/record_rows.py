"""Which rows of the record are about somebody: theirs, and what was done to them."""

from django.db.models import Q

from mentorship.accounts.models import Person
from mentorship.accounts.privacy.walking import Whose, register_finder


def about_somebody(whose: Whose) -> Q:
    """Return what was written down about the person as such; the rest names them as actor."""
    ids = [str(each) for each in whose.ids]
    return Q(about_kind=Person._meta.label_lower, about_id__in=ids)


def register() -> None:
    """Let a copy bring what the record says of somebody; called from `ready`."""
    register_finder("audit.event", about_somebody)
