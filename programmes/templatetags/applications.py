"""The tabs above every page of the Applications area."""

from typing import Any

from django import template
from django.template.context import Context

from programmes.applications.tabs import pages_beside, tabs_of

register = template.Library()


@register.inclusion_tag("programmes/application_tabs.html", takes_context=True)
def application_tabs(context: Context, current: str) -> dict[str, Any]:
    """Draw the tabs: `{% application_tabs "waiting-list" %}`, by the name of the page's address."""
    programme, person = context["programme"], context["request"].user
    return {
        "tabs": tabs_of(programme, current),
        "beside": pages_beside(programme, person, current),
    }
