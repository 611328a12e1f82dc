"""An instrument as a form."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluation.answering import TEXT_LENGTH, InvalidAnswerError, clean_answers
from evaluation.enums import ItemKind
from evaluation.models import Item, Wave
from evaluation.results import values_of
from mentorship.common.forms import FacesWidget

FACES = 5


class AnswerForm(forms.Form):
    """The questions of a wave, one field each, named by the item's key."""

    def __init__(self, wave: Wave, data: Mapping[str, Any] | None = None) -> None:
        """Make a field for each item; on a second try what was typed is still there."""
        super().__init__(data)
        self.items = list(wave.instrument.items.all())
        for item in self.items:
            self.fields[item.key] = field_for(item)

    def clean(self) -> dict[str, Any]:
        """Check the answers as they will be kept."""
        given = {name: value for name, value in self.cleaned_data.items() if value != ""}
        asked = [item for item in self.items if item.key not in self.errors]
        try:
            return clean_answers(asked, given)
        except InvalidAnswerError as error:
            for key, why in error.errors.items():
                self.add_error(key, why)
            return given


def field_for(item: Item) -> forms.Field:
    """Return the field that asks an item."""
    if item.kind == ItemKind.TEXT:
        return forms.CharField(
            label=item.text,
            required=item.is_required,
            max_length=TEXT_LENGTH,
            widget=forms.Textarea(attrs={"rows": 4}),
        )
    choices, coerce = _choices(item)
    is_of_faces = item.kind == ItemKind.SCALE and len(choices) == FACES
    return forms.TypedChoiceField(
        label=item.text,
        required=item.is_required,
        choices=choices,
        coerce=coerce,
        empty_value=None,
        widget=FacesWidget if is_of_faces else forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Please answer this question."),
            "invalid_choice": gettext_lazy("Please choose one of the answers."),
        },
    )


def _choices(item: Item) -> tuple[list[tuple[str, str]], Any]:
    """Return what can be chosen, and what makes a value of it."""
    if item.kind == ItemKind.YES_NO:
        return [("yes", _("Yes")), ("no", _("No"))], _is_yes
    choices = [(str(value), label) for value, label in values_of(item).items()]
    return choices, int if item.kind == ItemKind.SCALE else str


def _is_yes(value: str) -> bool:
    """Return yes as true."""
    return value == "yes"
