"""Turning a kind of message and its facts into words, in the reader's language and time zone."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import css_inline
from django.conf import settings
from django.db import models
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone, translation

from mentorship.accounts.models import Organisation, Person
from mentorship.notifications.kinds import MessageKind
from mentorship.notifications.links import absolute
from mentorship.notifications.models.message import SUBJECT_LENGTH

# Rules for dark mode and narrow screens cannot be inlined, so they stay in the style element.
_inliner = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)


# Mail programs fold away what follows this line, whose last blank belongs to it.
SIGNATURE = "-- "


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message in words."""

    subject: str
    text: str
    html: str


def render(
    kind: MessageKind,
    *,
    recipient: Person | None,
    organisation: Organisation | None,
    context: Mapping[str, Any],
    unsubscribe_url: str = "",
) -> Rendered:
    """Write the message for its reader; raises TemplateDoesNotExist when a template is missing."""
    place = recipient or organisation
    facts = {
        "kind": kind,
        "why": kind.why,
        "recipient": recipient,
        "organisation": organisation,
        "organisation_name": organisation.name if organisation else "",
        "house": organisation,
        "light": organisation.light_shades if organisation else None,
        "dark": organisation.dark_shades if organisation else None,
        "base_url": settings.BASE_URL,
        "preferences_url": absolute(reverse("notifications:preferences")) if kind.category else "",
        "unsubscribe_url": unsubscribe_url,
        "time_zone": place.time_zone if place else timezone.get_default_timezone(),
        **context,
    }
    language = place.language if place else settings.LANGUAGE_CODE
    with translation.override(language), timezone.override(facts["time_zone"]):
        subject = " ".join(_fill(f"{kind.template}.subject.txt", facts, is_html=False).split())
        facts["subject"] = subject
        text = _fill(f"{kind.template}.txt", facts, is_html=False)
        html = _fill(f"{kind.template}.html", facts, is_html=True)
    return Rendered(subject[:SUBJECT_LENGTH], _without_gaps(text), _inliner.inline(html))


def fingerprint(context: Mapping[str, Any]) -> str:
    """Return a digest of the facts that changes when what the message says would change."""
    return hashlib.sha256(json.dumps(context, sort_keys=True, default=_plain).encode()).hexdigest()


def _fill(name: str, facts: Mapping[str, Any], *, is_html: bool) -> str:
    """Render one template; PostgreSQL keeps no NUL, and no mail needs one."""
    template = get_template(name).template  # type: ignore[attr-defined]  # of Django's own engine
    filled: str = template.render(Context(dict(facts), autoescape=is_html))
    return filled.replace("\x00", "")


def _without_gaps(text: str) -> str:
    """Take out the empty lines that template tags leave behind: at most one in a row stays."""
    lines: list[str] = []
    for raw in text.strip().splitlines():
        line = raw if raw == SIGNATURE else raw.rstrip()
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines) + "\n"


def _plain(value: object) -> str:
    """Return how a value of a context shows in words; rows count by what they are called."""
    if isinstance(value, models.Model):
        return f"{value._meta.label_lower}:{value.pk}:{value}"
    return str(value)
