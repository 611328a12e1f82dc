"""What a device remembers of anonymous surveys: that one was answered on it, and no more."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from evaluation.models import Wave

REMEMBERED = 60 * 60 * 24 * 180


def remember(response: HttpResponse, wave: Wave) -> HttpResponse:
    """Let the device remember that an anonymous wave was answered on it, by whomever."""
    response.set_cookie(
        _cookie(wave),
        "1",
        max_age=REMEMBERED,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def is_remembered(request: HttpRequest, wave: Wave) -> bool:
    """Tell whether an anonymous wave was answered on this device."""
    return _cookie(wave) in request.COOKIES


def _cookie(wave: Wave) -> str:
    """Return what the cookie is called with which a device remembers a wave."""
    return f"room-{wave.pk.hex}"
