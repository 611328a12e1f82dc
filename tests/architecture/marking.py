"""A marked word of its own in every text about somebody that the walked world holds.

Which fields those are is read from the models' `privacy`; what is planted by name in `planted`
stays, so that a text may hold two words. Nothing is marked that has a form of its own (`UNMARKED`
says which and why), nor what the database refuses to change.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from string import ascii_lowercase
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import Error, models, transaction

from mentorship.accounts.models import Organisation, Person
from mentorship.accounts.privacy.erasing.rows import all_declared
from mentorship.common.privacy import FieldClass, Privacy, Withheld
from programmes.models import Programme
from tests.architecture.unmarked import BLANK, LISTS, UNMARKED

PREFIX = "zqxq"
# Where a row stands is looked for along so many of its foreign keys.
DEPTH = 5
TEXTS = (models.CharField, models.TextField, models.JSONField, ArrayField, models.BinaryField)


@dataclass(frozen=True, slots=True)
class Token:
    """A marked word: where it stands, how personal that is, and whose it is.

    `field` is a label such as `programmes.Decision.letter`; `subjects` and `authors` are ids of
    people; `programme` and `organisation` are ids of where the row stands, if it stands anywhere.
    """

    word: str
    field: str
    kind: FieldClass
    withheld: Withheld | None
    subjects: frozenset[Any]
    authors: frozenset[Any]
    programme: Any
    organisation: Any


@dataclass(slots=True)
class Marks:
    """All marked words of a world by the word, and the fields that the database kept from it."""

    tokens: dict[str, Token] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    given: int = 0

    def next_word(self) -> str:
        """Return a word that was not given out: the prefix and four letters."""
        self.given += 1
        number, letters = self.given, ""
        for _place in range(4):
            number, letter = divmod(number, len(ascii_lowercase))
            letters = ascii_lowercase[letter] + letters
        return PREFIX + letters


def markable() -> Iterator[tuple[type[models.Model], Privacy, list[str]]]:
    """Yield each model with its declaration and the names of its fields that take a word."""
    for declared in all_declared():
        model, privacy = declared.model, declared.privacy
        names = [
            name
            for name, kind in privacy.classes().items()
            if kind is not FieldClass.NONE and takes_words(model._meta.get_field(name))
        ]
        names = [name for name in names if f"{model._meta.label}.{name}" not in UNMARKED]
        if names:
            yield model, privacy, names


def takes_words(made: Any) -> bool:
    """Tell whether a field holds words: texts, files, and lists of texts, no choices of a few."""
    return isinstance(made, TEXTS) and not made.choices


def mark(marks: Marks) -> None:
    """Mark every row there is; whose the words are is asked before the first is written."""
    plans = []
    for model, privacy, names in markable():
        people = people_of(model, privacy)
        rows = model._base_manager.values("pk", *names)
        plans += [(model, privacy, people[row["pk"]], row) for row in rows]
    for model, privacy, around, row in plans:
        _mark_row(marks, model, privacy, around, row)


@dataclass(slots=True)
class Around:
    """Whose a row is, by field where several write in it, and where it stands."""

    subjects: set[Any] = field(default_factory=set)
    authors: set[Any] = field(default_factory=set)
    writers: dict[str, set[Any]] = field(default_factory=dict)
    programme: Any = None
    organisation: Any = None


def people_of(model: Any, privacy: Privacy) -> dict[Any, Around]:
    """Return whom each row of a model, by its key, is about, who wrote it and where it stands."""
    rows = model._base_manager
    found = {pk: Around() for pk in rows.values_list("pk", flat=True)}
    for pk, person in _along(rows, privacy.subjects):
        found[pk].subjects.add(person)
    for pk, person in _along(rows, privacy.authors):
        found[pk].authors.add(person)
    for name, path in privacy.writers.items():
        for pk, person in _along(rows, [path]):
            found[pk].writers.setdefault(name, set()).add(person)
    for pk, programme in _along(rows, paths_to(model, Programme)):
        found[pk].programme = found[pk].programme or programme
    for pk, organisation in _along(rows, paths_to(model, Organisation)):
        found[pk].organisation = found[pk].organisation or organisation
    return found


def _along(rows: Any, paths: Iterable[str]) -> Iterator[tuple[Any, Any]]:
    """Yield the key of each row with what each look-up leads to."""
    for path in paths:
        yield from rows.values_list("pk", path)


@cache
def paths_to(model: Any, goal: Any) -> list[str]:
    """Return the look-ups along foreign keys from a model to another, the shortest first."""
    if model is goal:
        return ["pk"]
    found, edge = [], [(model, "")]
    for _step in range(DEPTH):
        further = []
        for here, path in edge:
            for made in here._meta.concrete_fields:
                # Who did something stands in many places.
                if not made.is_relation or made.related_model in (Person, here):
                    continue
                longer = f"{path}__{made.name}".strip("_")
                if made.related_model is goal:
                    found.append(longer)
                else:
                    further.append((made.related_model, longer))
        edge = further
    return found[:3]


def _mark_row(marks: Marks, model: Any, privacy: Privacy, around: Around, row: Any) -> None:
    """Mark all fields of a row at once, or one by one where the database refuses some."""
    names = [name for name in row if name != "pk" and row[name] is not None]
    if not _write(marks, model, privacy, around, row, names) and len(names) > 1:
        for name in names:
            if not _write(marks, model, privacy, around, row, [name]):
                marks.refused.add(f"{model._meta.label}.{name}")


def _write(
    marks: Marks, model: Any, privacy: Privacy, around: Around, row: Any, names: list[str]
) -> bool:
    """Write a word into each of some fields; tell whether the database took them."""
    made, values = {}, {}
    kinds = privacy.classes()
    for name in names:
        word = marks.next_word()
        value = marked(model._meta.get_field(name), row[name], word)
        if value is None:
            continue
        values[name] = value
        made[word] = Token(
            word=word,
            field=f"{model._meta.label}.{name}",
            kind=kinds[name],
            withheld=privacy.withheld.get(name, privacy.withheld.get("*")),
            subjects=frozenset(around.subjects - {None}),
            authors=frozenset(around.writers.get(name, around.authors) - {None}),
            programme=around.programme,
            organisation=around.organisation,
        )
    if not values:
        return True
    try:
        with transaction.atomic():
            model._base_manager.filter(pk=row["pk"]).update(**values)
    except Error:
        return False
    marks.tokens.update(made)
    return True


def marked(made: Any, value: Any, word: str) -> Any:
    """Return a value with a word in it; None if the word has no place there."""
    if isinstance(made, models.BinaryField):
        return bytes(value) + b"\n" + word.encode()
    if isinstance(made, models.EmailField):
        return f"{word}.{value}" if value else None
    if isinstance(made, models.URLField) or str(value).startswith("https://"):
        return f"{value or 'https://example.org/'}?{word}"
    label = f"{made.model._meta.label}.{made.name}"
    if not value and label in BLANK:
        return None
    if isinstance(made, models.JSONField | ArrayField):
        return marked_within(value, word) if label in LISTS else None
    longest = made.max_length or 10**6
    return f"{word} {value}".strip()[: max(longest, len(word))]


def marked_within(value: Any, word: str) -> Any:
    """Return a list or mapping with a word before each text in it; None if there is none."""
    if isinstance(value, str):
        return f"{word} {value}"
    if isinstance(value, list):
        changed = [marked_within(each, word) for each in value]
        return [new if new is not None else old for new, old in zip(changed, value, strict=True)]
    if isinstance(value, dict):
        return {key: marked_within(each, word) or each for key, each in value.items()} or None
    return None
