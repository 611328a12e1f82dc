"""A charter as a reader sees it: titled parts, and what changed from one version to the next."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programmes.models import Charter

# What people put before a line that is one of several.
BULLET = re.compile(r"^\s*(?:[-–—•*·]|\d{1,2}[.)])\s+")
WORDS = re.compile(r"\s+|[^\s]+")

TEXTS = ("purpose", "sponsor_commits", "programme_commits", "resources")
FIELDS = (*TEXTS, "review_months")


@dataclass(frozen=True, slots=True)
class Part:
    """One titled part of a charter; several lines are a list, one is a paragraph."""

    title: str
    lines: tuple[str, ...]

    @property
    def is_list(self) -> bool:
        """Tell whether it has several lines."""
        return len(self.lines) > 1


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that stayed ("same"), went ("out") or came ("in")."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One part of a charter that reads otherwise than before."""

    title: str
    pieces: tuple[Piece, ...]


def title_of(field: str) -> str:
    """Return what a part of the charter is called."""
    return {
        "purpose": _("Purpose"),
        "sponsor_commits": _("The sponsor commits to"),
        "programme_commits": _("The programme commits to"),
        "resources": _("Resources"),
        "review_months": _("Review"),
    }[field]


def parts_of(charter: Charter) -> list[Part]:
    """Return the parts of a charter that say something, in their order."""
    parts = [Part(title_of(field), _lines(text_of(charter, field))) for field in FIELDS]
    return [part for part in parts if part.lines]


def text_of(charter: Charter, field: str) -> str:
    """Return a part as text; how often it is reviewed becomes a sentence."""
    if field == "review_months":
        months = charter.review_months
        return ngettext(
            "The sponsor looks at this charter again every month.",
            "The sponsor looks at this charter again every %(count)d months.",
            months,
        ) % {"count": months}
    return str(getattr(charter, field)).replace("\r\n", "\n")


def changes_between(before: Charter, after: Charter) -> list[Change]:
    """Return, part by part, what reads otherwise in the later version."""
    return [
        Change(
            title_of(field), tuple(pieces_between(text_of(before, field), text_of(after, field)))
        )
        for field in FIELDS
        if text_of(before, field).strip() != text_of(after, field).strip()
    ]


def pieces_between(before: str, after: str) -> Iterator[Piece]:
    """Yield the runs of words that lead from one text to the other.

    All that stayed or went is the text before; all that stayed or came is the text after.
    """
    old, new = WORDS.findall(before), WORDS.findall(after)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(old[i1:i2]))
            continue
        if i2 > i1:
            yield Piece("out", "".join(old[i1:i2]))
        if j2 > j1:
            yield Piece("in", "".join(new[j1:j2]))


def _lines(text: str) -> tuple[str, ...]:
    """Return the lines that say something, without the marks people put before them."""
    return tuple(BULLET.sub("", line).strip() for line in text.splitlines() if line.strip())
