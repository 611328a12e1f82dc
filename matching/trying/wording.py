"""A change and what it would do, in sentences with people's names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.formats import number_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.drafts.certificates import PROVEN
from matching.drafts.wording import fit_in_words
from matching.rounds.enums import DraftMode, RuleStrength
from matching.trying.difference import Figures, Move, MoveKind
from matching.trying.solving import Outcome
from matching.trying.wanted import OFF, Pair, Wanted

Names = Mapping[UUID, str]
MOST_NAMED = 3
POINTS = 100  # points of a hundredth of a fit


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure before and after, and in words what the change is."""

    label: str
    before: str
    after: str
    change: str
    tone: str


def fit_words(points: float | None) -> str:
    """Return a fit as the screen says it, 0 to 100, with one decimal; a dash without pairs."""
    return fit_in_words(None if points is None else round(points))


def tenths_of(points: float) -> int:
    """Return a fit in tenths, rounded as it is shown."""
    return round(10 * round(round(points) / POINTS, 1))


def in_words(names: Iterable[str]) -> str:
    """Return names as people say them: “Ines, Kwame and Tom”."""
    return get_text_list(list(names), _("and"))


def change_words(wanted: Wanted, names: Names, rules: Mapping[str, str]) -> list[str]:
    """Return each change that is tried; `rules` has what rules and groups are called, by id."""
    words = [
        *_pairs(_("Pinning %(mentee)s with %(mentor)s"), wanted.together, names),
        *_pairs(_("Keeping %(mentee)s and %(mentor)s apart"), wanted.apart, names),
        *_pairs(_("Deciding nothing of %(mentee)s and %(mentor)s"), wanted.free, names),
    ]
    words += [rule_words(how, rules.get(pk, "")) for pk, how in sorted(wanted.rules.items())]
    for mentor, seats in wanted.seats.items():
        words.append(seat_words(names.get(mentor, ""), seats))
    words += [group_words(rules.get(pk, ""), places) for pk, places in wanted.groups.items()]
    if wanted.ceiling is not None:
        said = ngettext(
            "Giving nobody more than %(count)d mentee",
            "Giving nobody more than %(count)d mentees",
            wanted.ceiling,
        )
        words.append(said % {"count": wanted.ceiling})
    if wanted.mode:
        words.append(_("Putting “%(mode)s” first") % {"mode": DraftMode(wanted.mode).label})
    if wanted.hand_may_move:
        words.append(_("Letting what was placed by hand move"))
    return words


def _pairs(said: str, pairs: Iterable[Pair], names: Names) -> list[str]:
    """Return a sentence's beginning for each pair."""
    return [
        said % {"mentee": names.get(mentee, ""), "mentor": names.get(mentor, "")}
        for mentee, mentor in pairs
    ]


def rule_words(how: str, name: str) -> str:
    """Return what is tried with a rule."""
    if how == OFF:
        return _("Turning “%(rule)s” off") % {"rule": name}
    if how == RuleStrength.MUST:
        return _("Making “%(rule)s” a must") % {"rule": name}
    if how == RuleStrength.MUST_NOT:
        return _("Making “%(rule)s” a must not") % {"rule": name}
    return _("Giving “%(rule)s” a weight of %(weight)s") % {"rule": name, "weight": how}


def seat_words(name: str, seats: int) -> str:
    """Return what is tried with a mentor's room."""
    said = ngettext(
        "Giving %(name)s room for %(count)d mentee in all",
        "Giving %(name)s room for %(count)d mentees in all",
        seats,
    )
    return said % {"name": name, "count": seats}


def group_words(name: str, places: int) -> str:
    """Return what is tried with mentors who share a ceiling."""
    said = ngettext(
        "Giving %(name)s room for %(count)d mentee together",
        "Giving %(name)s room for %(count)d mentees together",
        places,
    )
    return said % {"name": name, "count": places}


def sentences_of(outcome: Outcome, names: Names, changes: Sequence[str]) -> list[str]:
    """Return what the changes would do: who moves, who gains or loses, what it costs, the proof."""
    said = [_headline(outcome, names, changes)]
    said += _own(outcome, names)
    said += _gains_and_losses(outcome, names)
    if outcome.difference or outcome.own_before is not None:
        said.append(_fit(outcome))
    if words := _wishes(outcome):
        said.append(words)
    if outcome.solution.certificate.is_optimal:
        said.append(str(PROVEN[outcome.mode]))
    else:
        said.append(_("The time ran out before this was proven; a better draft may exist."))
    return said


def _headline(outcome: Outcome, names: Names, changes: Sequence[str]) -> str:
    """Say what is tried and who moves."""
    subject = changes[0] if len(changes) == 1 else _("All of this together")
    own = {mentee for mentee, _mentor in outcome.wanted.together}
    moves = [move for move in outcome.difference.of(MoveKind.MOVES) if move.mentee not in own]
    facts = {"change": subject, "count": len(moves)}
    if not outcome.difference:
        return _("%(change)s changes nothing: everybody stays with whom they have.") % facts
    if not moves:
        return (
            _("%(change)s moves nobody else.") if own else _("%(change)s moves nobody.")
        ) % facts
    facts["moves"] = "; ".join(_few([move_words(move, names) for move in moves]))
    if own:
        said = ngettext(
            "%(change)s moves %(count)d other mentee: %(moves)s.",
            "%(change)s moves %(count)d other mentees: %(moves)s.",
            len(moves),
        )
    else:
        said = ngettext(
            "%(change)s moves %(count)d mentee: %(moves)s.",
            "%(change)s moves %(count)d mentees: %(moves)s.",
            len(moves),
        )
    return said % facts


def _few(words: Sequence[str]) -> list[str]:
    """Return the first few, and how many more there are."""
    if len(words) <= MOST_NAMED + 1:
        return list(words)
    more = len(words) - MOST_NAMED
    return [*words[:MOST_NAMED], _("and %(count)d more") % {"count": more}]


def move_words(move: Move, names: Names) -> str:
    """Return who moves from whom to whom."""
    facts = {
        "name": names.get(move.mentee, ""),
        "before": in_words(names.get(place.mentor, "") for place in move.before),
        "after": in_words(names.get(place.mentor, "") for place in move.after),
    }
    if not move.after:
        return _("%(name)s no longer has %(before)s") % facts
    if not move.before:
        return _("%(name)s gets %(after)s") % facts
    return _("%(name)s from %(before)s to %(after)s") % facts


def _own(outcome: Outcome, names: Names) -> list[str]:
    """Say where those come from who are pinned."""
    own = {mentee for mentee, _mentor in outcome.wanted.together}
    moves = [move for move in outcome.difference.of(MoveKind.MOVES) if move.mentee in own]
    words = []
    for move in moves:
        facts = {
            "name": names.get(move.mentee, ""),
            "before": in_words(names.get(place.mentor, "") for place in move.before),
        }
        if move.before:
            words.append(_("%(name)s leaves %(before)s for it.") % facts)
    return words


def _gains_and_losses(outcome: Outcome, names: Names) -> list[str]:
    """Say who gets a mentor, and who is left without one."""
    words = []
    gains, losses = (outcome.difference.of(kind) for kind in (MoveKind.GAINS, MoveKind.LOSES))
    if gains:
        each = [
            _("%(name)s with %(mentors)s")
            % {
                "name": names.get(move.mentee, ""),
                "mentors": in_words(names.get(place.mentor, "") for place in move.after),
            }
            for move in gains
        ]
        said = ngettext(
            "%(count)d more mentee gets a place: %(who)s.",
            "%(count)d more mentees get a place: %(who)s.",
            len(gains),
        )
        words.append(said % {"count": len(gains), "who": "; ".join(_few(each))})
    if losses:
        each = [names.get(move.mentee, "") for move in losses]
        said = ngettext(
            "%(who)s is left without a mentor.",
            "%(who)s are left without a mentor.",
            len(losses),
        )
        words.append(said % {"who": ", ".join(_few(each))})
    return words


def _fit(outcome: Outcome) -> str:
    """Say what becomes of the average and the weakest fit."""
    if outcome.own_before is None or outcome.own_after is None:
        return _fit_between(outcome.figures_before, outcome.figures_after)
    old = _fit_between(outcome.own_before, outcome.own_after)
    new = _fit_between(outcome.figures_before, outcome.figures_after)
    return _("By the rules of this draft: %(old)s By the rules you try: %(new)s") % {
        "old": old,
        "new": new,
    }


def _fit_between(before: Figures, after: Figures) -> str:
    """Say of the average and the weakest fit whether they rise or fall."""
    if before.mean is None or after.mean is None:
        return _("Average fit: %(before)s before, %(after)s afterwards.") % {
            "before": fit_words(before.mean),
            "after": fit_words(after.mean),
        }
    facts = {"before": fit_words(before.mean), "after": fit_words(after.mean)}
    if facts["before"] == facts["after"]:
        first = _("Average fit stays at %(after)s")
    elif after.mean > before.mean:
        first = _("Average fit rises from %(before)s to %(after)s")
    else:
        first = _("Average fit falls from %(before)s to %(after)s")
    weakest = {"before": fit_words(before.worst), "after": fit_words(after.worst)}
    if weakest["before"] == weakest["after"]:
        second = _("the weakest pair stays at %(after)s.")
    elif (after.worst or 0) > (before.worst or 0):
        second = _("the weakest pair rises from %(before)s to %(after)s.")
    else:
        second = _("the weakest pair falls from %(before)s to %(after)s.")
    return f"{first % facts}; {second % weakest}"


def _wishes(outcome: Outcome) -> str:
    """Say how many first wishes come true, where that changes."""
    before, after = outcome.figures_before.first, outcome.figures_after.first
    if before == after or outcome.assembly.mentee_wishes is None:
        return ""
    return _("First wishes that come true: %(after)d instead of %(before)d.") % {
        "before": before,
        "after": after,
    }


def figure_lines(outcome: Outcome) -> list[FigureLine]:
    """Return the figures before and after, with each change in words."""
    before, after = outcome.figures_before, outcome.figures_after
    lines = []
    if outcome.own_before is not None and outcome.own_after is not None:
        own = (outcome.own_before, outcome.own_after)
        lines += [
            fit_line(_("Average fit, by the draft’s rules"), own[0].mean, own[1].mean),
            fit_line(_("Weakest pair, by the draft’s rules"), own[0].worst, own[1].worst),
            fit_line(_("Average fit, by the rules you try"), before.mean, after.mean),
            fit_line(_("Weakest pair, by the rules you try"), before.worst, after.worst),
        ]
    else:
        lines += [
            fit_line(_("Average fit"), before.mean, after.mean),
            fit_line(_("Weakest pair"), before.worst, after.worst),
        ]
    lines.append(count_line(_("Mentees placed"), before.placed, after.placed))
    if outcome.assembly.mentee_wishes is not None:
        lines += [
            count_line(_("First wishes"), before.first, after.first),
            count_line(_("One of the first three wishes"), before.first_three, after.first_three),
        ]
    lines.append(
        count_line(_("Mentors used"), before.mentors_used, after.mentors_used, is_neutral=True)
    )
    return lines


def fit_line(label: str, before: float | None, after: float | None) -> FigureLine:
    """Return a fit before and after."""
    old, new = fit_words(before), fit_words(after)
    if old == new:
        return FigureLine(label, old, new, _("the same"), "idle")
    if before is None or after is None:
        return FigureLine(label, old, new, "", "idle")
    facts = {"number": number_format(abs(tenths_of(after) - tenths_of(before)) / 10, 1)}
    if after > before:
        return FigureLine(label, old, new, _("%(number)s better") % facts, "good")
    return FigureLine(label, old, new, _("%(number)s worse") % facts, "warn")


def count_line(label: str, before: int, after: int, *, is_neutral: bool = False) -> FigureLine:
    """Return a count before and after; more is better, unless it is neither."""
    if before == after:
        return FigureLine(label, str(before), str(after), _("the same"), "idle")
    facts = {"number": abs(after - before)}
    words = _("%(number)d more") if after > before else _("%(number)d fewer")
    tone = "idle" if is_neutral else "good" if after > before else "warn"
    return FigureLine(label, str(before), str(after), words % facts, tone)


def called(settings: Mapping[str, Any], spare: Iterable[Mapping[str, Any]] = ()) -> dict[str, str]:
    """Return what the rules and groups of a snapshot, and further rules, are called, by id."""
    rules = [*settings["rules"], *spare]
    names = {rule["id"]: rule.get("short_name") or rule["sentence"] for rule in rules}
    return names | {group["id"]: group["name"] for group in settings["groups"]}
