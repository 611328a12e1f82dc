"""What of somebody's account goes: sign-ins, sessions, roles, and at last the name."""

from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.utils import timezone

from mentorship.accounts.models import Membership, OrganisationRole, Person
from mentorship.accounts.privacy.erasing.registry import Gone, Taken
from mentorship.accounts.privacy.erasing.whom import pseudonym_of


def close_sessions(gone: Gone, taken: Taken) -> None:
    """Delete every session in which the person is signed in, on whatever device."""
    pks = {str(pk) for pk in gone.pks}
    known = apps.get_model("usersessions", "UserSession")._base_manager.filter(user__in=gone.pks)
    keys = set(known.values_list("session_key", flat=True))
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") in pks:
            keys.add(session.session_key)
    taken.add("sessions.session", Session.objects.filter(session_key__in=keys).delete()[0])
    # Cached parts of pages may hold the name; they are made again when they are asked for.
    taken.afterwards.append(cache.clear)


def end_memberships(gone: Gone, _taken: Taken) -> None:
    """End what the person still holds; which organisation it was is kept for the figures."""
    today = timezone.localdate()
    Membership.objects.filter(person__in=gone.pks, ended_on=None).update(ended_on=today)
    OrganisationRole.objects.filter(membership__person__in=gone.pks, ended_on=None).update(
        ended_on=today
    )


def take_name(gone: Gone, _taken: Taken) -> None:
    """Leave a pseudonym in the place of the name, and nothing by which to sign in."""
    membership = Membership.objects.filter(person__in=gone.pks).select_related("organisation")
    first = membership.order_by("joined_on", "pk").first()
    name = pseudonym_of(gone.people[0], first.organisation if first else None)
    defaults = Person(name=name)
    Person.objects.filter(pk__in=gone.pks).update(
        name=name,
        email=None,
        password=make_password(None),
        is_active=False,
        last_login=None,
        language=defaults.language,
        time_zone=defaults.time_zone,
    )
