"""Whom an organisation knows: its members, and those whom an app says that it deals with."""

from django.db.models import Q

from mentorship.accounts.models import Organisation, Person

# Look-ups from a person to an organisation; members are always known.
_paths: list[str] = ["memberships__organisation"]


def register_known(path: str) -> None:
    """Let an app say by which look-up somebody is known; called from its `AppConfig.ready`."""
    if path not in _paths:
        _paths.append(path)


def find_known(organisation: Organisation, words: str) -> list[Person]:
    """Return whom an address or a whole name means, two at most: an address wins."""
    wanted = Q()
    for path in _paths:
        wanted |= Q(**{path: organisation})
    known = Person.objects.filter(pk__in=Person.objects.filter(wanted).values("pk"))
    by_address = list(known.filter(email=words.strip().lower()))
    return by_address or list(known.filter(name__iexact=words.strip()).order_by("pk")[:2])
