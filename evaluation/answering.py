"""What counts as an answer to an item; every answer passes here before it is kept."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from evaluation.enums import ItemKind
from evaluation.instruments.branching import asked_of
from evaluation.models import Item

TEXT_LENGTH = 2000


class InvalidAnswerError(ValueError):
    """Some answers cannot be kept; `errors` says why, by the key of the item."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        """Keep the reasons."""
        self.errors = dict(errors)
        super().__init__("; ".join(f"{key}: {why}" for key, why in self.errors.items()))


def clean_answers(items: Iterable[Item], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers that were given, in the form in which they are kept.

    A scale keeps a whole number, a choice the value of its option, several of several a list of
    them, yes or no true or false, a text itself. What was left out, answers to items that are none
    of these, and answers to items that are not asked after the others are not kept. Raises
    `InvalidAnswerError`, with all reasons at once.
    """
    known = list(items)
    kept: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for item in known:
        given = values.get(item.key)
        if _is_nothing(given):
            continue
        try:
            kept[item.key] = _CLEANERS[ItemKind(item.kind)](item, given)
        except ValueError as error:
            errors[item.key] = str(error)
    asked = asked_of(known, kept)
    missing = [item for item in asked if item.is_required and item.key not in kept]
    wrong = {item.key: errors[item.key] for item in asked if item.key in errors}
    wrong |= {item.key: _("Please answer this question.") for item in missing} | wrong
    if wrong:
        raise InvalidAnswerError(wrong)
    return {item.key: kept[item.key] for item in asked if item.key in kept}


def _is_nothing(given: object) -> bool:
    """Tell whether an item was left out."""
    return given is None or given == [] or (isinstance(given, str) and not given.strip())


def _clean_scale(item: Item, given: object) -> int:
    """Return the mark."""
    try:
        mark = int(str(given))
    except ValueError:
        mark = None
    if mark is None or item.low is None or item.high is None or not item.low <= mark <= item.high:
        raise ValueError(_("Please choose one of the marks."))
    return mark


def _clean_choice(item: Item, given: object) -> str:
    """Return the value of the option."""
    if given not in [value for value, _label in item.options]:
        raise ValueError(_("Please choose one of the answers."))
    return str(given)


def _clean_several(item: Item, given: object) -> list[str]:
    """Return the values of the options, each once, in their order."""
    values = [value for value, _label in item.options]
    if not isinstance(given, list) or any(value not in values for value in given):
        raise ValueError(_("Please choose among the answers."))
    return [value for value in values if value in given]


def _clean_yes_no(item: Item, given: object) -> bool:
    """Return yes as true and no as false."""
    if not isinstance(given, bool):
        raise ValueError(_("Please choose yes or no."))  # noqa: TRY004  (all reasons are of one kind)
    return given


def _clean_text(item: Item, given: object) -> str:
    """Return the words, without what no database keeps."""
    text = str(given).replace("\x00", "").strip()
    if len(text) > TEXT_LENGTH:
        raise ValueError(
            _("Please keep to %(most)d characters; these are %(length)d.")
            % {"most": TEXT_LENGTH, "length": len(text)}
        )
    return text


_CLEANERS: dict[ItemKind, Callable[[Item, object], Any]] = {
    ItemKind.SCALE: _clean_scale,
    ItemKind.CHOICE: _clean_choice,
    ItemKind.YES_NO: _clean_yes_no,
    ItemKind.SEVERAL: _clean_several,
    ItemKind.TEXT: _clean_text,
}
