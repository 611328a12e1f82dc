"""The page for people who write programs against the edge."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from mentorship.accounts.access import open_to_all
from mentorship.api.document import document
from mentorship.api.enums import Scope
from mentorship.api.kinds import SOURCES


@open_to_all("says what can be asked, and nothing of anybody")
@require_GET
def guide(request: HttpRequest) -> HttpResponse:
    """Say in words how other programs read, are told of news, and keep people in line."""
    operations = [
        {
            "address": f"GET {path}",
            "summary": operation["summary"],
            "scope": operation["tags"][0],
            "parameters": ", ".join(each["name"] for each in operation.get("parameters", ())),
        }
        for path, methods in document()["paths"].items()
        for operation in methods.values()
    ]
    context = {
        "base": settings.BASE_URL,
        "document_url": reverse("api:document"),
        "operations": operations,
        "scopes": [(scope.value, scope.label) for scope in Scope],
        "news": [
            (source.label, ", ".join(f"{noun}.{step}" for step in source.steps))
            for noun, source in SOURCES.items()
        ],
        "directory": f"{settings.BASE_URL}/api/scim/v2",
    }
    return render(request, "api/guide.html", context)
