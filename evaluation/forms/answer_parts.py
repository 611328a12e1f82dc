"""The questions of a form under their headings, as a page draws them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.forms import BoundField
from django.utils.translation import gettext as _

from evaluation.enums import ItemKind, Layout
from evaluation.instruments.worded import WordedItem, WordedSection

if TYPE_CHECKING:
    from evaluation.forms.answers import AnswerForm

FEWEST_ROWS = 2


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its field, and on what it waits, in words and for the browser.

    `if_key` is empty where it is always asked; `if_values` is a list of what the earlier field must
    say, as JSON.
    """

    field: BoundField
    item: WordedItem
    if_key: str = ""
    if_values: str = "[]"
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with its questions, which may stand as a table with one head."""

    title: str
    introduction: str
    questions: tuple[Question, ...]
    is_table: bool = False

    @property
    def first(self) -> WordedItem:
        """Return the item whose words head the table."""
        return self.questions[0].item


def choice_of(value: Any) -> Any:
    """Return a kept value as a field of the form says it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value


def parts_of(form: "AnswerForm") -> list[Part]:
    """Return the parts of which something is asked."""
    parts = []
    for section in form.told.sections:
        shown = [told for told in section.items if told.item.key in form.shown]
        if shown:
            questions = tuple(_question(form, told) for told in shown)
            table = is_table(section, form.shown)
            parts.append(Part(section.title, section.introduction, questions, table))
    return parts


def is_table(section: WordedSection, shown: Mapping[str, WordedItem]) -> bool:
    """Tell whether the questions of a section stand as a table where it is wide.

    Only scales with the same ends and the same words at them can share a head.
    """
    items = [told for told in section.items if told.item.key in shown]
    if section.section is None or section.section.layout != Layout.MATRIX:
        return False
    scales = {_scale(told) for told in items}
    is_alike = len(items) >= FEWEST_ROWS and len(scales) == 1
    return is_alike and items[0].item.kind == ItemKind.SCALE


def _scale(told: WordedItem) -> tuple[Any, ...]:
    """Return all that two rows of a table have to share."""
    item = told.item
    return item.kind, item.low, item.high, told.low_anchor, told.high_anchor


def _question(form: "AnswerForm", told: WordedItem) -> Question:
    """Return a question with its condition."""
    item = told.item
    field = form[item.key]
    before = form.shown.get(item.asked_if_key)
    if not item.asked_if_key or before is None:
        return Question(field, told, item.asked_if_key)
    wanted = [str(choice_of(value)) for value in item.asked_if_values]
    labels = dict(form.fields[before.item.key].choices)  # type: ignore[attr-defined]  # only fields with choices are waited for
    return Question(
        field,
        told,
        item.asked_if_key,
        json.dumps(wanted),
        _condition(before.text, [str(labels.get(value, value)) for value in wanted]),
    )


def _condition(text: str, labels: Sequence[str]) -> str:
    """Say when a question is for somebody, for pages that do not do it by themselves."""
    words = _(" or ").join(_("“%(answer)s”") % {"answer": label} for label in labels)
    return _("Only if you answered %(answers)s to “%(question)s”") % {
        "answers": words,
        "question": text,
    }
