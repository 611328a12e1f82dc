"""An instrument as a form, in the reader's language."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluation.answering import TEXT_LENGTH, InvalidAnswerError, clean_answers
from evaluation.burden.forms import in_form
from evaluation.enums import ItemKind
from evaluation.forms.answer_parts import Part, choice_of, is_table, parts_of
from evaluation.instruments.branching import asked_of
from evaluation.instruments.worded import WordedInstrument, WordedItem, worded
from evaluation.models import Instrument, Item
from mentorship.common.forms import FacesWidget

FACES = 5
Coerce = Callable[[str], Any]


class MarksWidget(forms.RadioSelect):
    """A row of marks, with words at its two ends."""

    template_name = "evaluation/answer_marks.html"

    def __init__(self, told: WordedItem) -> None:
        """Take the words at the ends, if there are any."""
        super().__init__()
        self.told = told

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Hand the words to the template."""
        return {**super().get_context(name, value, attrs), "told": self.told}


class AnswerForm(forms.Form):
    """The questions of an instrument, one field each, named by the item's key.

    `sampling` is (number of forms, form shown); `draft` what was typed before. What is asked of
    somebody follows from what they answer, here as in the browser.
    """

    def __init__(
        self,
        instrument: Instrument,
        data: Mapping[str, Any] | None = None,
        *,
        language: str = "",
        sampling: tuple[int, int | None] = (1, None),
        draft: Mapping[str, Any] | None = None,
    ) -> None:
        """Make a field for each item; on a second try what was typed is still there."""
        super().__init__(data)
        self.sampling = sampling
        self.told: WordedInstrument = worded(instrument, language)
        self.items: list[Item] = in_form([told.item for told in self.told.items], *sampling)
        keys = {item.key for item in self.items}
        self.shown = {told.item.key: told for told in self.told.items if told.item.key in keys}
        for section in self.told.sections:
            stands_as_table = is_table(section, self.shown)
            for told in section.items:
                if told.item.key in keys:
                    field = field_for(told, self.told.language, is_in_table=stands_as_table)
                    self.fields[told.item.key] = field
        typed = (draft or {}).items()
        self.initial = {key: choice_of(value) for key, value in typed if key in keys}

    @property
    def parts(self) -> list[Part]:
        """Return the questions under their headings."""
        return parts_of(self)

    def typed(self) -> dict[str, Any]:
        """Return what was typed and can be kept, whatever is still missing."""
        self.full_clean()
        given = {key: self.cleaned_data.get(key) for key in self.shown if key not in self.errors}
        return {key: value for key, value in given.items() if value not in (None, "", [])}

    def clean(self) -> dict[str, Any]:
        """Check the answers as they will be kept, and only those that are asked."""
        given = {name: value for name, value in self.cleaned_data.items() if value != ""}
        asked = asked_of(self.items, given)
        for key in set(self.errors) - {item.key for item in asked}:
            del self.errors[key]
        try:
            return clean_answers([item for item in asked if item.key not in self.errors], given)
        except InvalidAnswerError as error:
            for key, why in error.errors.items():
                self.add_error(key, why)
            return given


def field_for(told: WordedItem, language: str, *, is_in_table: bool = False) -> forms.Field:
    """Return the field that asks an item; whether it must be answered is for the form to say."""
    field = _text() if told.item.kind == ItemKind.TEXT else _choice(told, language, is_in_table)
    field.label = told.text
    field.must_be_answered = told.item.is_required  # type: ignore[attr-defined]  # for its template
    name = "row" if is_in_table else "field"
    field.template_name = f"evaluation/answer_{name}.html"  # type: ignore[attr-defined]  # no stub
    return field


def _text() -> forms.Field:
    """Return a field for somebody's own words."""
    area = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(required=False, max_length=TEXT_LENGTH, widget=area)


def _choice(told: WordedItem, language: str, is_in_table: bool) -> forms.Field:  # noqa: FBT001  (passed on)
    """Return a field in which something is chosen."""
    item = told.item
    is_of_faces = not is_in_table and _has_faces(item)
    words = {"invalid_choice": gettext_lazy("Please choose one of the answers.")}
    if item.kind == ItemKind.SEVERAL:
        return forms.TypedMultipleChoiceField(
            required=False,
            choices=list(told.options),
            widget=forms.CheckboxSelectMultiple,
            help_text=gettext_lazy("Choose all that apply."),
            error_messages=words,
        )
    widget = FacesWidget() if is_of_faces else forms.RadioSelect()
    if item.kind == ItemKind.SCALE and not is_of_faces:
        widget = MarksWidget(told)
    choices, coerce = _choices(told, language, is_of_faces=is_of_faces)
    return forms.TypedChoiceField(
        required=False,
        choices=choices,
        coerce=coerce,
        empty_value=None,
        widget=widget,
        error_messages=words,
    )


def _has_faces(item: Item) -> bool:
    """Tell whether an item has five marks of which the highest smiles."""
    is_of_five = item.kind == ItemKind.SCALE and (item.low, item.high) == (1, FACES)
    return is_of_five and not item.is_reversed


def _choices(
    told: WordedItem, language: str, *, is_of_faces: bool
) -> tuple[list[tuple[str, str]], Coerce]:
    """Return what can be chosen, and what makes a value of it."""
    item = told.item
    if item.kind == ItemKind.YES_NO:
        # Django itself knows these two words in very many languages.
        with translation.override(language):
            return [("yes", _("Yes")), ("no", _("No"))], _is_yes
    if item.kind == ItemKind.SCALE:
        ends = {item.low: told.low_anchor, item.high: told.high_anchor} if is_of_faces else {}
        marks = range(item.low or 0, (item.high or 0) + 1)
        return [(str(mark), _mark(mark, ends.get(mark, ""))) for mark in marks], int
    return [(str(value), label) for value, label in told.options], str


def _mark(mark: int, word: str) -> str:
    """Return a mark with its word, where it has one."""
    return f"{mark} – {word}" if word else str(mark)


def _is_yes(value: str) -> bool:
    """Return yes as true."""
    return value == "yes"
