"""The product as an app on a phone: manifest, worker, and the page that shows without a network."""

import hashlib
import json
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mentorship.accounts.access import open_to_all
from mentorship.accounts.looks.icons import SIZES, icon_png
from mentorship.accounts.looks.palette import USUAL, Scheme
from mentorship.accounts.looks.shown import organisation_by_id
from mentorship.common.shell import Shell

_NAME = "Mentorship"
_GROUND = "#faf9f6"
_SHORT = 12
_HOUR = "public, max-age=3600"
# What the page without a network is made of; everything else stays where it is.
_KEPT = (
    "css/tokens.css",
    "css/fonts.css",
    "css/base.css",
    "css/layout.css",
    "css/parts.css",
    "css/trust.css",
    "vendor/inter/inter-latin.woff2",
    "icons/favicon.svg",
)
_WORKER = "js/worker.js"


@open_to_all("browsers read what an app is before anybody signs in")
@require_GET
def app_manifest(_request: HttpRequest) -> HttpResponse:
    """Say what the product is as an app, where no one organisation is in view."""
    return _manifest(_NAME, USUAL[Scheme.LIGHT], _icons(lambda *of: reverse("app-icon", args=of)))


@open_to_all("browsers read what an app is before anybody signs in")
@require_GET
def look_manifest(_request: HttpRequest, pk: UUID, mark: str) -> HttpResponse:
    """Say what the product is as an app of an organisation."""
    house = organisation_by_id(pk)
    if house is None:
        raise Http404
    icons = _icons(lambda *of: reverse("look-icon", args=(pk, house.look_version, *of)))
    response = _manifest(house.name, house.shades(Scheme.LIGHT).accent, icons)
    response.headers["ETag"] = f'"{house.look_version}"'
    if mark != house.look_version:
        response.headers["Cache-Control"] = "no-cache"
    return response


@open_to_all("phones fetch the picture of an app without signing in")
@require_GET
def app_icon(_request: HttpRequest, size: int, cut: str) -> HttpResponse:
    """Return the picture of the app in the product's own colour."""
    if size not in SIZES:
        raise Http404
    png = icon_png(USUAL[Scheme.LIGHT], size, is_maskable=cut == "maskable")
    return HttpResponse(png, content_type="image/png", headers={"Cache-Control": _HOUR})


@open_to_all("a worker is no page and holds nothing of anybody")
@require_GET
def app_worker(_request: HttpRequest) -> HttpResponse:
    """Return the worker that shows the page without a network; browsers ask anew each day."""
    return HttpResponse(
        _worker(get_language()),
        content_type="text/javascript; charset=utf-8",
        headers={"Cache-Control": "no-cache"},
    )


@open_to_all("it is kept on the phone for when there is no network, and says nothing of anybody")
@require_GET
def app_offline(request: HttpRequest) -> HttpResponse:
    """Show what is kept for when there is no network."""
    # The frame of nobody: whoever is signed in, this page is the same for all.
    page = render(request, "app/offline.html", {"shell": Shell()})
    page.headers["Cache-Control"] = "no-cache"
    return page


def _manifest(name: str, colour: str, icons: list[dict[str, str]]) -> HttpResponse:
    """Return the manifest; the same `id` whatever the look, so that a new one updates the app."""
    facts: dict[str, Any] = {
        "id": "/",
        "name": name if name == _NAME else f"{name} · {_NAME}",
        "short_name": name if len(name) <= _SHORT else name.split(maxsplit=1)[0][:_SHORT],
        "description": _("Your mentoring: who you meet, when, and what you learn."),
        "lang": get_language(),
        "dir": "rtl" if get_language_bidi() else "ltr",
        "start_url": reverse("home"),
        "scope": "/",
        "display": "standalone",
        "theme_color": colour,
        "background_color": _GROUND,
        "icons": icons,
        "shortcuts": [
            {"name": _("Meetings"), "url": reverse("matching:meetings")},
            {"name": _("Learn"), "url": reverse("training:learn")},
            {"name": _("Search"), "url": reverse("search")},
        ],
    }
    response = JsonResponse(facts, content_type="application/manifest+json")
    response.headers["Cache-Control"] = _HOUR
    return response


def _icons(address: Any) -> list[dict[str, str]]:
    """Return the pictures of the app: plain, and such as phones may cut to a shape."""
    kinds = ((192, "any"), (512, "any"), (192, "maskable"), (512, "maskable"))
    return [
        {
            "src": address(size, cut),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": cut,
        }
        for size, cut in kinds
    ]


@lru_cache(maxsize=8)
def _worker(language: str | None) -> str:
    """Return the worker with what it keeps; its version changes when anything of that does."""
    path = finders.find(_WORKER)
    if not path:
        raise Http404
    with open(path, encoding="utf-8") as file:  # noqa: PTH123  (finders give a plain path)
        script = file.read()
    kept = {"offline": reverse("app-offline"), "files": [static(name) for name in _KEPT]}
    page = render_to_string("app/offline.html", {"shell": Shell()})
    told = json.dumps(kept)
    mark = hashlib.sha256(f"{script}{told}{page}{language}{settings.STATIC_URL}".encode())
    return f"const KEPT = {told};\nconst VERSION = {json.dumps(mark.hexdigest()[:12])};\n{script}"
