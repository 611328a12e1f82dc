"""How forms look: Django's own rendering with our templates, and two widgets of our own."""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _


class FormRenderer(TemplatesSetting):
    """Renders every form with label above, hint before the input and error above the input."""

    form_template_name = "components/forms/form.html"
    field_template_name = "components/forms/field.html"


class FacesWidget(forms.RadioSelect):
    """A scale of five faces, each with its word."""

    template_name = "components/forms/faces.html"


FACES = (
    (1, _("Not at all")),
    (2, _("A little")),
    (3, _("Partly")),
    (4, _("Mostly")),
    (5, _("Very much")),
)


class LongSelect(forms.Select):
    """A list of hundreds of choices, drawn in one template: Django takes one for each choice."""

    template_name = "components/forms/long_select.html"


class CodeWidget(forms.TextInput):
    """One wide field for a code somebody was sent: pasting works, letters keep apart."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Set what phones need to offer the code from a message."""
        own = {
            "class": "code-input",
            "autocomplete": "one-time-code",
            "autocapitalize": "characters",
            "spellcheck": "false",
        }
        super().__init__(own | (attrs or {}))
