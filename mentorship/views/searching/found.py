"""Finding: one question to the database for all kinds together, and the pages beside them."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any
from uuid import UUID

from django.db.models import FloatField, QuerySet, Value
from django.urls import reverse
from django.utils.http import urlencode

from mentorship.accounts.models import Person
from mentorship.common.shell import NavItem, Shell
from mentorship.views.searching.kinds import KIND_OF, KINDS, PORTAL, Kind, as_columns
from mentorship.views.searching.matching_words import LEAST_FOR_SLIPS, answering

PER_KIND = 6
_LIKE_ENOUGH = 0.8


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was found, and its page."""

    kind: Kind
    row: str
    title: str
    detail: str
    slug: str
    score: float

    @property
    def url(self) -> str:
        """Return the address of its page."""
        if self.kind.permission == PORTAL:
            return reverse(self.kind.address, args=(self.row,))
        page = reverse(self.kind.address, args=(self.slug, *self._id()))
        if self.kind.key == "cohort":
            return f"{page}?{urlencode({'cohort': self.row})}"
        return f"{page}?{urlencode({'q': self.title})}" if self.kind.key == "lesson" else page

    @property
    def open_url(self) -> str:
        """Return the address that leads to its page and remembers it."""
        return reverse("search-open", args=(self.kind.key, self.row))

    def _id(self) -> tuple[str, ...]:
        """Return the id that the address needs beside the programme's short name."""
        return () if self.kind.key in {"programme", "cohort", "lesson"} else (self.row,)


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind, the best first."""

    kind: Kind
    found: list[Found]


def find(person: Person, words: str) -> list[Group]:
    """Return what the person may open that answers the words, by kind; one query."""
    asked = []
    for kind in KINDS:
        rows = kind.rows_for(person)
        if rows is not None:
            named = as_columns(kind, answering(rows, kind.title, words))
            asked.append(named.order_by("-score", "found_title", "found_row")[:PER_KIND])
    found = _together(asked)
    best: dict[str, list[Found]] = {}
    for each in sorted(found, key=lambda each: (-each.score, each.title)):
        same = best.setdefault(each.kind.key, [])
        # Who takes part twice in a match is one relationship still.
        if all(other.row != each.row for other in same):
            same.append(each)
    return [Group(KIND_OF[key], rows) for key, rows in best.items()]


def visited(person: Person, remembered: list[list[str]]) -> list[Found]:
    """Return what was opened from here last and may still be seen, the latest first; one query."""
    asked = []
    for kind in KINDS:
        ids = [row for key, row in remembered if key == kind.key]
        rows = kind.rows_for(person) if ids else None
        if rows is not None:
            asked.append(_named(kind, rows.filter(**{f"{kind.opens}__in": ids})))
    found = {(each.kind.key, each.row): each for each in _together(asked)}
    return [found[key, row] for key, row in remembered if (key, row) in found]


def one(person: Person, key: str, row: UUID) -> Found | None:
    """Return one thing by its kind and id, or None where the person may not open it."""
    kind = KIND_OF.get(key)
    rows = kind.rows_for(person) if kind else None
    if kind is None or rows is None:
        return None
    return next(iter(_together([_named(kind, rows.filter(**{kind.opens: row}))])), None)


def pages_answering(items: Iterable[NavItem], words: str) -> list[NavItem]:
    """Return the pages whose name answers the words, those that begin so first."""
    wanted = _plain(words)
    scored = [(_score(_plain(item.label), wanted), item) for item in items]
    kept = sorted((pair for pair in scored if pair[0]), key=lambda pair: (-pair[0], pair[1].label))
    return [item for _score_of, item in kept[:PER_KIND]]


def pages_of(shell: Shell) -> list[NavItem]:
    """Return every page that the frame leads the person to, each once."""
    items = (
        *shell.nav_items,
        *shell.programme_items,
        *shell.more_items,
        *shell.tab_items,
        *shell.person_items,
    )
    return list({item.url: item for item in items}.values())


def _named(kind: Kind, rows: "QuerySet[Any]") -> "QuerySet[Any, tuple[Any, ...]]":
    """Return rows that nobody looked for by words."""
    unscored = Value(0.0, output_field=FloatField())
    return as_columns(kind, rows.annotate(score=unscored)).order_by("found_row")[: 2 * PER_KIND]


def _together(asked: "list[QuerySet[Any, tuple[Any, ...]]]") -> list[Found]:
    """Ask for all kinds at once."""
    if not asked:
        return []
    first, *rest = asked
    rows = first.union(*rest, all=True) if rest else first
    return [Found(KIND_OF[key], *others) for key, *others in rows]


def _score(label: str, words: str) -> int:
    """Return 4 where a label begins with the words, down to 1 where it nearly holds them, or 0."""
    if label.startswith(words):
        return 4
    if f" {words}" in label:
        return 3
    if all(word in label for word in words.split()):
        return 2
    if len(words) < LEAST_FOR_SLIPS:
        return 0
    likeness = max(SequenceMatcher(None, part, words).ratio() for part in (label, *label.split()))
    return int(likeness >= _LIKE_ENOUGH)


def _plain(text: str) -> str:
    """Return a label in small letters without accents."""
    parts = unicodedata.normalize("NFKD", str(text).casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))
