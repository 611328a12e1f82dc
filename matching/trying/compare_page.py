"""How drafts side by side are drawn: rows of measures, a chart, rules and people that differ."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Page
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.models import Draft
from matching.rounds.enums import DraftMode, RuleStrength, WhoWishes
from matching.trying.comparing import (
    TENTHS,
    Measured,
    RuleRow,
    measured,
    pairs_of_mentees,
    rules_that_differ,
)
from matching.trying.wanted import OFF
from matching.trying.wording import fit_words
from mentorship.common.charts import Axis, Chart, Reading, Words, cohort_chart
from programmes.models import Programme

POINTS = 100


@dataclass(frozen=True, slots=True)
class Column:
    """A draft as the head of a column."""

    draft: Draft
    name: str
    detail: str
    url: str
    tried: list[str]


@dataclass(frozen=True, slots=True)
class Cell:
    """A value under its draft's name; `is_best` where no other draft has one as good."""

    text: str
    column: str = ""
    is_best: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the comparison."""

    label: str
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that the page shows of two to four drafts."""

    columns: list[Column]
    title: str
    measures: list[Row]
    settings: list[Row]
    chart: Chart | None
    differs_by_rules: bool


def comparison_of(programme: Programme, drafts: Sequence[Draft]) -> Comparison:
    """Return drafts side by side."""
    found = measured(drafts)
    each = [found[draft.pk] for draft in drafts]
    columns = [_column(programme, draft) for draft in drafts]
    rules = rules_that_differ(drafts)
    return Comparison(
        columns=columns,
        title=_title(columns, each),
        measures=under(drafts, _measures(drafts, each)),
        settings=under(drafts, [*_settings(drafts), *_rules(rules)]),
        chart=_chart(columns, each),
        differs_by_rules=bool(rules),
    )


def people_rows(drafts: Sequence[Draft], page: "Page[Any]") -> list[Row]:
    """Return the mentees of a page with their mentors in each draft, and each fit."""
    mentees = [row["mentee"] for row in page]
    pairs = pairs_of_mentees(drafts, mentees)
    rows = [
        Row(
            row["name"],
            [
                Cell(
                    ", ".join(
                        _("%(name)s, fit %(fit)s")
                        % {"name": pair.mentor.person.name, "fit": fit_words(pair.points)}
                        for pair in pairs.get((draft.pk, row["mentee"]), [])
                    )
                    or _("nobody")
                )
                for draft in drafts
            ],
        )
        for row in page
    ]
    return under(drafts, rows)


def under(drafts: Sequence[Draft], rows: Sequence[Row]) -> list[Row]:
    """Return rows whose cells say under which draft they stand."""
    return [
        Row(
            row.label,
            [
                replace(cell, column=str(draft))
                for draft, cell in zip(drafts, row.cells, strict=True)
            ],
        )
        for row in rows
    ]


def _column(programme: Programme, draft: Draft) -> Column:
    """Return the head of a column."""
    return Column(
        draft=draft,
        name=str(draft),
        detail=str(DraftMode(draft.mode).label),
        url=reverse("matching:draft", args=(programme.slug, draft.pk)),
        tried=list(draft.settings.get("tried", [])),
    )


def _title(columns: Sequence[Column], each: Sequence[Measured]) -> str:
    """Say which draft has the best average, and which the best weakest pair."""
    means = [fit_words(one.mean) for one in each]
    worsts = [fit_words(one.worst) for one in each]
    by_mean = _winner([one.mean for one in each], means)
    by_worst = _winner([one.worst for one in each], worsts)
    names = [column.name for column in columns]
    if by_mean is None and by_worst is None:
        return _("Average and weakest fit are the same in all of them")
    if by_mean == by_worst and by_mean is not None:
        return _("%(draft)s has the best average fit, and the best weakest pair") % {
            "draft": names[by_mean]
        }
    if by_mean is None and by_worst is not None:
        return _("%(draft)s has the best weakest pair, at the same average") % {
            "draft": names[by_worst]
        }
    if by_worst is None and by_mean is not None:
        return _("%(draft)s has the best average fit, with the same weakest pair") % {
            "draft": names[by_mean]
        }
    return _("%(one)s has the best average fit, %(other)s the best weakest pair") % {
        "one": names[by_mean or 0],
        "other": names[by_worst or 0],
    }


def _winner(values: Sequence[float | None], shown: Sequence[str]) -> int | None:
    """Return where the one best value stands, or None where several look the same."""
    known = [(value, place) for place, value in enumerate(values) if value is not None]
    if not known:
        return None
    best = max(known)[1]
    return best if shown.count(shown[best]) == 1 else None


def _measures(drafts: Sequence[Draft], each: Sequence[Measured]) -> list[Row]:
    """Return what people argue about."""
    rows = [
        _row(
            _("Average fit, of 100"),
            [fit_words(one.mean) for one in each],
            [one.mean for one in each],
        ),
        _row(
            _("Weakest pair"), [fit_words(one.worst) for one in each], [one.worst for one in each]
        ),
        _row(
            _("Mentees placed"),
            [
                _("%(placed)d of %(all)d") % {"placed": one.placed, "all": one.mentees}
                for one in each
            ],
            [one.placed for one in each],
        ),
    ]
    if drafts[0].round.who_wishes in {WhoWishes.MENTEES, WhoWishes.BOTH}:
        rows += [
            _counts(_("First wishes"), [one.first for one in each]),
            _counts(_("One of the first three wishes"), [one.first_three for one in each]),
        ]
    rows.append(_counts(_("Mentors used"), [one.mentors_used for one in each], has_best=False))
    if all(one.blocking is not None for one in each):
        blocking = [one.blocking or 0 for one in each]
        label = _("Pairs who would both rather have each other")
        rows.append(_row(label, [str(one) for one in blocking], [-one for one in blocking]))
    rows += [
        _counts(_("Pinned"), [one.pinned for one in each], has_best=False),
        _counts(_("Placed by hand"), [one.by_hand for one in each], has_best=False),
    ]
    return rows


def _counts(label: str, values: Sequence[int], *, has_best: bool = True) -> Row:
    """Return a row of counts."""
    return _row(label, [str(value) for value in values], values if has_best else ())


def _row(label: str, texts: Sequence[str], values: Sequence[float | None]) -> Row:
    """Return a row in which the one best value is told."""
    best = _winner(values, texts)
    return Row(label, [Cell(text, is_best=place == best) for place, text in enumerate(texts)])


def _settings(drafts: Sequence[Draft]) -> list[Row]:
    """Return what was set differently beside the rules."""
    rows = [
        (_("What came first"), [str(DraftMode(draft.mode).label) for draft in drafts]),
        (
            _("Mentees of one mentor at most"),
            [str(draft.settings["ceiling"]) for draft in drafts],
        ),
        (
            _("Mentors of one mentee at most"),
            [str(draft.settings["mentors_each"]) for draft in drafts],
        ),
        (_("Room given to single mentors"), [_room(draft) for draft in drafts]),
    ]
    return [
        Row(label, [Cell(text) for text in texts]) for label, texts in rows if len(set(texts)) > 1
    ]


def _room(draft: Draft) -> str:
    """Say for how many mentors a number of seats was set, and how many seats those are."""
    seats = draft.settings["seats"].values()
    said = ngettext(
        "%(count)d mentor, %(seats)d in all", "%(count)d mentors, %(seats)d in all", len(seats)
    )
    return said % {"count": len(seats), "seats": sum(seats)}


def _rules(rows: Sequence[RuleRow]) -> list[Row]:
    """Return the rules that differ, in words."""
    words = {
        OFF: _("off"),
        RuleStrength.MUST.value: _("must"),
        RuleStrength.MUST_NOT.value: _("must not"),
    }
    return [
        Row(
            row.sentence,
            [
                Cell(words.get(each) or _("should, weight %(weight)s") % {"weight": each})
                for each in row.standings
            ],
        )
        for row in rows
    ]


def _chart(columns: Sequence[Column], each: Sequence[Measured]) -> Chart | None:
    """Return how the fits are spread, from the weakest pair to the best."""
    if not all(one.deciles for one in each):
        return None
    steps = [f"{tenth * 10}%" for tenth in range(TENTHS + 1)]
    readings = [
        Reading(step, column.name, one.deciles[place] / POINTS, fit_words(one.deciles[place]))
        for place, step in enumerate(steps)
        for column, one in zip(columns, each, strict=True)
    ]
    facts = {
        "weakest": "; ".join(
            _("%(draft)s from %(low)s to %(high)s")
            % {
                "draft": column.name,
                "low": fit_words(one.deciles[0]),
                "high": fit_words(one.deciles[-1]),
            }
            for column, one in zip(columns, each, strict=True)
        )
    }
    words = Words(
        title=_("Fits from the weakest pair to the best"),
        caption=_("Fits range in %(weakest)s.") % facts,
        description=_("For each draft the fit of its pairs, tenth by tenth, the weakest first."),
    )
    axis = Axis(title=_("Fit"), low=0, high=100)
    first = _("From the weakest pair (0%) to the best")
    return cohort_chart(readings, words=words, axis=axis, kind="lines", first_column=first)
