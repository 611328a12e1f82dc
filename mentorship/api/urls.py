"""Addresses for other programs."""

from django.urls import URLPattern, path

from mentorship.api.enums import Scope
from mentorship.api.gate import Refusal, View, by_token
from mentorship.api.problems import problem
from mentorship.api.views import directory, pages, reading

app_name = "api"


def guarded(
    route: str, view: View, name: str, scope: Scope | None, refuse: Refusal = problem
) -> URLPattern:
    """Return an address that opens by token alone."""
    return path(route, by_token(name, scope, refuse)(view), name=name)


def of_reading() -> list[URLPattern]:
    """Return the addresses of the read API, each guarded by the scope that it says."""
    return [
        guarded(f"v1/{pattern.pattern}", reading.addressed(pattern), name, reading.SCOPES[name])
        for pattern in reading.edge.urls[0]
        if isinstance(pattern, URLPattern) and (name := pattern.name or "") in reading.SCOPES
    ]


def of_directory() -> list[URLPattern]:
    """Return the addresses of the directory."""
    views = (
        ("ServiceProviderConfig", directory.config, "scim-config"),
        ("ResourceTypes", directory.resource_types, "scim-resource-types"),
        ("ResourceTypes/User", directory.resource_type_user, "scim-resource-type"),
        ("Schemas", directory.schemas, "scim-schemas"),
        ("Schemas/<str:urn>", directory.schema, "scim-schema"),
        ("Users", directory.users, "scim-users"),
        ("Users/<uuid:pk>", directory.user, "scim-user"),
    )
    return [
        guarded(f"scim/v2/{route}", view, name, Scope.DIRECTORY, directory.refuse)
        for route, view, name in views
    ]


urlpatterns: list[URLPattern] = [
    path("", pages.guide, name="guide"),
    path("v1/openapi.json", reading.document, name="document"),
    *of_reading(),
    guarded("v1/<path:rest>", reading.nothing, "read-nothing", None),
    *of_directory(),
    guarded("scim/v2/<path:rest>", directory.nothing, "scim-nothing", None, directory.refuse),
]
