"""The directory's addresses: SCIM 2.0 for the people of one organisation."""

import json
import uuid
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from mentorship.accounts.models import Membership
from mentorship.api.actions.directory import change_member, create_member, remove_member
from mentorship.api.gate import token_of
from mentorship.api.scim.errors import ScimError
from mentorship.api.scim.filters import parse
from mentorship.api.scim.people import as_now, filtered, members_of, told_of
from mentorship.api.scim.schemas import (
    MOST,
    PATCH,
    listed,
    resource_type,
    service_provider_config,
    user_schema,
)
from mentorship.api.scim.wanted import USER, patched, wanted_in

TYPE = "application/scim+json"
ROOT = "/api/scim/v2"
LARGEST = 256 * 1024


def refuse(request: HttpRequest, status: int, detail: str) -> HttpResponse:
    """Say no as a directory understands it."""
    return answer(ScimError(status, detail).told(), status)


def answer(told: dict[str, Any], status: int = 200) -> HttpResponse:
    """Return a SCIM answer."""
    return HttpResponse(json.dumps(told), status=status, content_type=TYPE)


def base() -> str:
    """Return the address of the directory's root."""
    return f"{settings.BASE_URL}{ROOT}"


def config(request: HttpRequest) -> HttpResponseBase:
    """Say what is supported."""
    return _only_get(request) or answer(service_provider_config(base()))


def resource_types(request: HttpRequest) -> HttpResponseBase:
    """Say which kinds of things there are."""
    return _only_get(request) or answer(listed([resource_type(base())]))


def resource_type_user(request: HttpRequest) -> HttpResponseBase:
    """Describe the only kind of thing."""
    return _only_get(request) or answer(resource_type(base()))


def schemas(request: HttpRequest) -> HttpResponseBase:
    """Say which attributes are kept."""
    return _only_get(request) or answer(listed([user_schema(base())]))


def schema(request: HttpRequest, urn: str) -> HttpResponseBase:
    """Describe the attributes of people."""
    if urn.lower() != USER.lower():
        return refuse(request, 404, "There is no such schema.")
    return _only_get(request) or answer(user_schema(base()))


def nothing(request: HttpRequest, rest: str) -> HttpResponseBase:
    """Say that there is no such address."""
    return refuse(request, 404, "There is no such address.")


def users(request: HttpRequest) -> HttpResponseBase:
    """List or find people, or let one more belong."""
    try:
        if request.method == "GET":
            return answer(_page(request))
        if request.method == "POST":
            member = create_member(wanted_in(_body(request)), by=token_of(request))
            told = told_of(member, base())
            response = answer(told, 201)
            response["Location"] = told["meta"]["location"]
            return response
    except ScimError as error:
        return answer(error.told(), error.status)
    return refuse(request, 405, "Use GET or POST here.")


def user(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Read, change or deactivate somebody."""
    try:
        return _about(request, pk)
    except Membership.DoesNotExist:
        return refuse(request, 404, "There is nobody of this id in your organisation.")
    except ScimError as error:
        return answer(error.told(), error.status)


def _about(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Do what the method says with one person; raises `ScimError`, DoesNotExist."""
    token = token_of(request)
    member = members_of(token.organisation).get(pk=pk)
    if request.method == "GET":
        return answer(told_of(member, base()))
    if request.method == "DELETE":
        remove_member(pk, by=token)
        return HttpResponse(status=204)
    if request.method == "PUT":
        wanted = wanted_in(_body(request))
    elif request.method == "PATCH":
        fields = {key.lower(): value for key, value in _body(request).items()}
        if PATCH not in (fields.get("schemas") or []):
            raise ScimError(400, "schemas must name the PatchOp message.", "invalidSyntax")
        wanted = patched(as_now(member), fields.get("operations"))
    else:
        return refuse(request, 405, "Use GET, PUT, PATCH or DELETE here.")
    return answer(told_of(change_member(pk, wanted, by=token), base()))


def _only_get(request: HttpRequest) -> HttpResponse | None:
    """Return a refusal where something is to be changed that cannot be."""
    return None if request.method == "GET" else refuse(request, 405, "Use GET here.")


def _page(request: HttpRequest) -> dict[str, Any]:
    """Return the people asked for, a page at a time; three queries."""
    start = max(1, _number(request, "startIndex", 1))
    count = min(MOST, max(0, _number(request, "count", MOST)))
    rows = members_of(token_of(request).organisation)
    if text := request.GET.get("filter", ""):
        rows = filtered(rows, parse(text))
    found = rows.order_by("pk")[start - 1 : start - 1 + count] if count else []
    people = [told_of(member, base()) for member in found]
    return listed(people, total=rows.count(), start=start)


def _number(request: HttpRequest, name: str, usual: int) -> int:
    """Return a number of the query; raises `ScimError`."""
    try:
        return min(int(request.GET.get(name, usual)), 2**31)
    except ValueError as error:
        raise ScimError(400, f"{name} must be a number.", "invalidValue") from error


def _body(request: HttpRequest) -> dict[str, Any]:
    """Return the object that was sent; raises `ScimError`."""
    wrong = ScimError(400, "Send one JSON object of at most 256 KB.", "invalidSyntax")
    if int(request.headers.get("Content-Length") or 0) > LARGEST:
        raise wrong
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise wrong from error
    if not isinstance(sent, dict):
        raise wrong
    return sent
