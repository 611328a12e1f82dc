"""A figure that can be placed in words: its key, what it says, and what it rests on."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from evaluation.reports import phrases
from evaluation.reports.model import Figure

UNFIT = re.compile(r"[^a-z0-9_]+")
# What a figure says when its key stands alone.
WHOLE = ""
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placeable:
    """A figure, or a name, of the frozen report.

    `forms` are its words by the form that is asked for: `{key}` is the one called "", and
    `{key:share}` the one called "share". `rests_on` says over what it was counted, `why_hidden` why
    it has no number. A name (`is_figure` False) rests on nothing.
    """

    key: str
    label: str
    group: str
    forms: Mapping[str, str] = field(default_factory=dict)
    rests_on: str = ""
    interval: str = ""
    source: str = ""
    why_hidden: str = ""
    is_figure: bool = True

    @property
    def is_shown(self) -> bool:
        """Tell whether it may stand in a report."""
        return not self.why_hidden

    @property
    def words(self) -> str:
        """Return what it says when its key stands alone."""
        return self.forms.get(WHOLE, "")

    @property
    def codes(self) -> list[tuple[str, str]]:
        """Return each way to write it, with what it then says."""
        return [
            (f"{{{self.key}:{form}}}" if form else f"{{{self.key}}}", words)
            for form, words in self.forms.items()
        ]


Catalogue = Mapping[str, Placeable]


def key_of(*parts: object) -> str:
    """Return a key of small letters, digits and underscores, its parts divided by points."""
    return ".".join(UNFIT.sub("_", str(part).lower()).strip("_") or "x" for part in parts)


def told_apart(rows: Iterable[tuple[str, Row]]) -> dict[str, Row]:
    """Return rows by key; of those whose key is the same, the second ends in “-2”, and so on."""
    found: dict[str, Row] = {}
    for key, row in rows:
        free, number = key, 1
        while free in found:
            number += 1
            free = f"{key}-{number}"
        found[free] = row
    return found


def of_figure(
    key: str, label: str, group: str, figure: Figure, *, high: int | None = None, **names: str
) -> Placeable:
    """Return a share or a mean as it can be placed; `high` is the top of a mean's scale.

    `names` are further forms that are words, such as the text of a question.
    """
    source = phrases.source(figure.source)
    if not figure.is_shown or figure.value is None:
        why = phrases.hidden(figure.state) or _("Not on record")
        return Placeable(
            key=key, label=label, group=group, forms=names, source=source, why_hidden=why
        )
    forms = _share_forms(figure) if figure.count is not None else _mean_forms(figure, high)
    if span := phrases.interval(figure):
        forms["interval"] = span
    return Placeable(
        key=key,
        label=label,
        group=group,
        forms=forms | names,
        rests_on=phrases.base(figure),
        interval=span,
        source=source,
    )


def of_count(key: str, label: str, group: str, count: int, *, of: int | None = None,
             rests_on: str = "", source: str = "") -> Placeable:  # fmt: skip
    """Return a plain count of everything there is, alone or of so many."""
    words = phrases.whole(count)
    whole = words if of is None else count_of(count, of)
    forms = {WHOLE: whole} if of is None else {WHOLE: whole, "count": words}
    return Placeable(
        key=key,
        label=label,
        group=group,
        forms=forms,
        rests_on=rests_on or _("counted one by one"),
        source=source,
    )


def of_words(key: str, label: str, group: str, words: str) -> Placeable:
    """Return a name or a day, which is no figure."""
    return Placeable(key=key, label=label, group=group, forms={WHOLE: words}, is_figure=False)


def count_of(count: int, of: int) -> str:
    """Write “3 of 5”."""
    return _("%(count)s of %(n)s") % {"count": phrases.whole(count), "n": phrases.whole(of)}


def _share_forms(figure: Figure) -> dict[str, str]:
    """Return what a share can say."""
    count = phrases.count_of(figure)
    return {
        WHOLE: f"{count} {phrases.share_of(figure)}",
        "count": count,
        "share": phrases.short(figure),
    }


def _mean_forms(figure: Figure, high: int | None) -> dict[str, str]:
    """Return what a mean can say: with its scale and what it rests on, or in parts."""
    if figure.value is None:
        return {}
    mark, base = phrases.mark(figure.value, 1), phrases.base(figure)
    exact = phrases.mark(figure.value)
    if high is None:
        return {WHOLE: f"{exact} ({base})", "mark": mark, "exact": exact, "base": base}
    of_high = _("%(mean)s of %(high)s") % {"mean": mark, "high": number_format(high)}
    return {WHOLE: f"{of_high} ({base})", "mark": of_high, "exact": exact, "base": base}
