"""How forms look: Django's own rendering with our templates, and two widgets of our own."""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

_SELECTED = mark_safe(" selected")


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


class PlainSelect(forms.Select):
    """A choice among what filters offer, written without templates: an option is one line.

    It has no groups. Lists of filters have hundreds of options, and every page writes them anew.
    """

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """Write it."""
        chosen = set(self.format_value(value))
        options = format_html_join(
            "\n",
            '<option value="{}"{}>{}</option>',
            (
                ("" if key is None else key, _SELECTED if str(key or "") in chosen else "", label)
                for key, label in self.choices
            ),
        )
        own = flatatt(self.build_attrs(self.attrs, attrs))
        return format_html('<select name="{}"{}>\n{}\n</select>', name, own, options)


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
