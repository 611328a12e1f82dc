"""Words that members typed, as they are shown: links clickable, lines kept, all else text."""

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

LINK = re.compile(r"(https?://[^\s<>\"']+)", re.IGNORECASE)
# What ends a sentence, or closes a bracket around a link, is no part of it.
AFTER = ".,;:!?)]}»”’"
BREAK = mark_safe("<br>")


@register.filter
def typed_words(words: str) -> SafeString:
    """Return typed words as safe markup: nothing in them is markup of their own."""
    parts = LINK.split(words.replace("\r\n", "\n"))
    shown = (_link(part) if place % 2 else _lines(part) for place, part in enumerate(parts))
    return format_html_join("", "{}", ((part,) for part in shown))


def _link(found: str) -> SafeString:
    """Return an address as a link; it opens nothing but http and https."""
    address = found.rstrip(AFTER)
    return format_html(
        '<a href="{}" rel="noopener nofollow">{}</a>{}', address, address, found[len(address) :]
    )


def _lines(text: str) -> SafeString:
    """Return text with its line breaks kept."""
    return format_html_join(BREAK, "{}", ((line,) for line in text.split("\n")))
