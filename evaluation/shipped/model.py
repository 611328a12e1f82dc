"""What a shipped survey consists of, and the few kinds of question it asks."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Union

from django.utils.translation import gettext_lazy as _

from evaluation.enums import Audience, Candour, ItemKind, Layout, Purpose, Subject

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Words = Union[str, "_StrPromise"]
# Lowest and highest mark, and what they mean.
Scale = tuple[int, int, Words, Words]
Option = tuple[str, Words]

AGREEMENT: Scale = (1, 5, _("Not at all"), _("Very much"))
TRUE_OF_ME: Scale = (1, 7, _("Not true at all"), _("Entirely true"))
HOW_WELL: Scale = (1, 7, _("Not well yet"), _("Very well"))
LIKELY: Scale = (0, 10, _("Not at all likely"), _("Very likely"))

YES_MAYBE_NO: tuple[Option, ...] = (("yes", _("Yes")), ("maybe", _("Perhaps")), ("no", _("No")))


@dataclass(frozen=True, slots=True)
class Question:
    """One question; asked only of those who gave one of `values` to `only_if`, where it is set.

    `subscale` names what it measures together with others. What is not `is_core` may be left out
    for some people when their time is short.
    """

    key: str
    text: Words
    kind: ItemKind
    scale: Scale | None = None
    options: tuple[Option, ...] = ()
    is_required: bool = False
    is_reversed: bool = False
    is_core: bool = True
    subscale: str = ""
    only_if: str = ""
    values: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Questions under one heading; without a title they stand before the first heading."""

    questions: tuple[Question, ...]
    title: Words = ""
    introduction: Words = ""
    layout: Layout = Layout.LIST


@dataclass(frozen=True, slots=True)
class Shipped:
    """A survey as shipped; `minutes` is what its questions take, read without haste."""

    key: str
    title: Words
    introduction: Words
    purpose: Purpose
    audience: Audience
    candour: Candour
    minutes: int
    parts: tuple[Part, ...]
    subject: Subject = Subject.PROGRAMME
    questions: tuple[Question, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Line up the questions of all parts."""
        asked = tuple(question for part in self.parts for question in part.questions)
        object.__setattr__(self, "questions", asked)


def mark(
    key: str,
    text: Words,
    scale: Scale = AGREEMENT,
    *,
    is_required: bool = False,
    is_reversed: bool = False,
) -> Question:
    """Ask for a mark on a scale."""
    return Question(
        key,
        text,
        ItemKind.SCALE,
        scale=scale,
        is_required=is_required,
        is_reversed=is_reversed,
    )


def one_of(key: str, text: Words, options: Sequence[Option] = YES_MAYBE_NO) -> Question:
    """Ask to choose one answer: yes, perhaps or no unless others are given."""
    return Question(key, text, ItemKind.CHOICE, options=tuple(options))


def yes_no(key: str, text: Words) -> Question:
    """Ask for yes or no."""
    return Question(key, text, ItemKind.YES_NO)


def words(key: str, text: Words) -> Question:
    """Ask for a few words, which may be left out for some when time is short."""
    return Question(key, text, ItemKind.TEXT, is_core=False)


def asked_if(question: Question, key: str, *values: Any) -> Question:
    """Ask a question only of those who gave one of these answers to an earlier one."""
    return replace(question, only_if=key, values=values, is_core=False)


def subscale(name: str, *questions: Question) -> tuple[Question, ...]:
    """Let questions measure one thing together.

    The last of three, and the last two of four or more, may be left out for some: whichever one
    form leaves out, two thirds are still asked of everybody.
    """
    spare = 1 if len(questions) < 4 else 2  # noqa: PLR2004  (two thirds of three are two)
    return tuple(
        replace(question, subscale=name, is_core=place < len(questions) - spare)
        for place, question in enumerate(questions)
    )
