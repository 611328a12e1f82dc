"""Phrases of this app in templates, so that mails speak their reader’s language."""

from django import template

from matching import wording
from matching.enums import DeclineReason

register = template.Library()

register.filter(wording.in_words)
register.filter(wording.could_be)
register.filter(wording.you_and)
register.filter(wording.zone_name)


@register.filter
def decline_reason(value: str) -> str:
    """Return the words of a reason for declining."""
    return str(DeclineReason(value).label)


@register.filter
def fit(points: int) -> int:
    """Return how well a pair fits, of 100, from points of 10 000."""
    return round(points / 100)
