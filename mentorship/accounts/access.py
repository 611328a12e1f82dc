"""Deny by default: every view carries a stamp, every permission is asked for here.

A view is stamped `@requires(Permission.X)` or `@open_to_all("why")`. Roles are grants; apps above
this one add theirs with `register_grants`, so that this module never has to know of programmes.
"""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import ROLE_PERMISSIONS, Permission, Role
from mentorship.common.together import Read, rows_of

P = ParamSpec("P")


class SignedInRequest(HttpRequest):
    """A request whose person has signed in."""

    user: Person


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that a person holds now, in a whole organisation or in one programme of it."""

    role: Role
    organisation_id: uuid.UUID
    programme_id: uuid.UUID | None = None

    def allows(self, permission: Permission) -> bool:
        """Tell whether the role has the permission."""
        return permission in ROLE_PERMISSIONS[self.role]


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a view says of itself: the permission it asks for, or why it is open."""

    permission: Permission | None
    why: str = ""


# Given the rows that its read finds about a person.
GrantSource = Callable[[Iterable[Any]], Iterable[Grant]]
_sources: dict[GrantSource, Read] = {}


def register_grants(source: GrantSource, read: Read) -> None:
    """Let an app say which roles a person holds; called from its `AppConfig.ready`."""
    _sources[source] = read


def grants_of(person: Person) -> tuple[Grant, ...]:
    """Return all roles the person holds now; asked for once per request, in one query."""
    if person.held_grants is None:
        found = zip(_sources, rows_of(tuple(_sources.values()), person), strict=True)
        person.held_grants = tuple(grant for source, rows in found for grant in source(rows))
    return cast("tuple[Grant, ...]", person.held_grants)


def allows(
    person: Person,
    permission: Permission,
    *,
    organisation_id: uuid.UUID | None = None,
    programme_id: uuid.UUID | None = None,
) -> bool:
    """Tell whether the person has the permission there; with no place given, anywhere.

    A role held in the organisation counts in each of its programmes.
    """
    if permission == Permission.USE_PORTAL:
        return True
    return any(
        grant.allows(permission)
        and (organisation_id is None or grant.organisation_id == organisation_id)
        and (programme_id is None or grant.programme_id in {None, programme_id})
        for grant in grants_of(person)
    )


def organisations_allowing(person: Person, permission: Permission) -> set[uuid.UUID]:
    """Return the organisations in which a role held by the person has the permission."""
    return {grant.organisation_id for grant in grants_of(person) if grant.allows(permission)}


def places_allowing(
    person: Person, permission: Permission
) -> tuple[set[uuid.UUID], set[uuid.UUID]]:
    """Return (organisations, programmes) in which the person has the permission."""
    held = [grant for grant in grants_of(person) if grant.allows(permission)]
    organisations = {grant.organisation_id for grant in held if grant.programme_id is None}
    programmes = {grant.programme_id for grant in held if grant.programme_id is not None}
    return organisations, programmes


def require(
    person: Person,
    permission: Permission,
    *,
    organisation_id: uuid.UUID | None = None,
    programme_id: uuid.UUID | None = None,
) -> None:
    """Raise `PermissionDenied` (a 403 page) unless the person has the permission there."""
    if not allows(person, permission, organisation_id=organisation_id, programme_id=programme_id):
        raise PermissionDenied


def stamp(view: Callable[..., Any], permission: Permission | None, why: str = "") -> None:
    """Write on a view what it asks for; the walk over all URLs fails on a view without."""
    view.access = Stamp(permission, why)  # type: ignore[attr-defined]  # functions take attributes


def requires(
    permission: Permission,
) -> Callable[
    [Callable[Concatenate[SignedInRequest, P], HttpResponseBase]],
    Callable[Concatenate[HttpRequest, P], HttpResponseBase],
]:
    """Ask for a permission, held anywhere, before the view runs; `visible_to` narrows rows."""

    def decorate(
        view: Callable[Concatenate[SignedInRequest, P], HttpResponseBase],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            signed_in = cast("SignedInRequest", request)
            require(signed_in.user, permission)
            return view(signed_in, *args, **kwargs)

        stamp(guarded, permission)
        return guarded

    return decorate


def open_to_all(
    why: str,
) -> Callable[[Callable[P, HttpResponseBase]], Callable[P, HttpResponseBase]]:
    """Let everybody in without signing in, and say why."""

    def decorate(view: Callable[P, HttpResponseBase]) -> Callable[P, HttpResponseBase]:
        @wraps(view)
        def opened(*args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            return view(*args, **kwargs)

        stamp(opened, None, why)
        return login_not_required(opened)

    return decorate
