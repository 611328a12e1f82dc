"""Lengths of sessions in templates."""

from django import template

from training import wording

register = template.Library()


@register.filter
def lasting(minutes: int) -> str:
    """Return a length as people say it: “45 minutes”, “3 hours”."""
    return wording.lasting(minutes)
