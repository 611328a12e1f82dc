"""Whose look a page has: found by id, by the address people came in at, or by a short name."""

import re
import uuid

from django.core.validators import validate_slug
from django.http import HttpRequest

from mentorship.accounts.access import organisations_allowing
from mentorship.accounts.models import Organisation, Person
from mentorship.accounts.permissions import Permission


def show_as(request: HttpRequest, organisation: Organisation) -> None:
    """Let a page that nobody signed in for have the look of the organisation whose page it is."""
    request.house = organisation  # type: ignore[attr-defined]  # ours, for this request


def organisation_by_id(pk: uuid.UUID) -> Organisation | None:
    """Return the organisation whose public look, and nothing else, somebody asks for."""
    return Organisation.objects.filter(pk=pk).first()


def organisation_by_host(host: str) -> Organisation | None:
    """Return the organisation whose own address on the web this is (without a port)."""
    return Organisation.objects.filter(host=host.lower()).first() if host else None


def organisation_by_slug(slug: str) -> Organisation | None:
    """Return the organisation with this short name, as its sign-in page has it; None for no name.

    What a cookie holds may be anything, and PostgreSQL refuses some of it.
    """
    is_name = re.fullmatch(validate_slug.regex, slug) is not None
    return Organisation.objects.filter(slug=slug).first() if is_name else None


def organisations_managed_by(person: Person) -> list[Organisation]:
    """Return the organisations that the person sets up, by name."""
    held = organisations_allowing(person, Permission.MANAGE_ORGANISATION)
    return list(Organisation.objects.visible_to(person).filter(pk__in=held).order_by("name", "pk"))
