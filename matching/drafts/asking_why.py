"""Why a pair fits as it does, and what it would cost whom to choose another mentor."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.drafts.judging import Judged, judge, position_of, refusal_of
from matching.drafts.queries import kept_apart, pairs_of, seats_of
from matching.drafts.running import TOTALS, without
from matching.drafts.snapshot import RuleLine, rule_lines
from matching.drafts.wording import POINTS_OF_FIT, Names, fit_of, sentence_of
from matching.models import Draft, DraftPair
from matching.rounds.assembling import Assembly
from matching.solver import explaining
from matching.solver.model import Mode, Problem, Solution
from matching.solver.solve import solve
from programmes.models import Participant

MOST_PAIRS = 250_000  # beyond it nobody waits for two runs
SECONDS = 8.0
MOST_MOVES = 6


@dataclass(frozen=True, slots=True)
class WhyLine:
    """What one rule adds to a pair, of the most it could; points of 100."""

    name: str
    rule: str
    found: str
    points: str
    most: str
    part: int
    whole: int
    colour: int


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why a mentee is not with another mentor: in a sentence, and what it would cost whom."""

    headline: str
    reasons: list[str] = field(default_factory=list)
    moves: list[str] = field(default_factory=list)
    lines: list[WhyLine] = field(default_factory=list)
    fit: int = 0
    can_be_chosen: bool = True


def why_lines(
    facts: Iterable[Mapping[str, Any]],
    parts: Sequence[int],
    names: Names,
    lines: Sequence[RuleLine],
) -> list[WhyLine]:
    """Return what each rule that weighs adds to a pair; the parts add up to its fit."""
    weighing = [line for line in lines if line.weighs]
    by_rule = {fact["rule"]: fact for fact in facts}
    found = []
    for line, points in zip(weighing, parts, strict=False):
        fact = by_rule.get(line.id)
        most = fact["most"] if fact else points
        found.append(
            WhyLine(
                name=line.name,
                rule=line.sentence,
                found=sentence_of(fact, names, line) if fact else "",
                points=in_hundredths(points),
                most=in_hundredths(most),
                part=points,
                whole=max(most, 1),
                colour=line.colour,
            )
        )
    return found


def in_hundredths(points: int) -> str:
    """Return points of 100, exactly: two decimals, so that the parts add up."""
    return number_format(Decimal(points) / POINTS_OF_FIT, 2)


def why_not(draft: Draft, assembly: Assembly, mentee: Participant, mentor: Participant) -> WhyNot:
    """Return why a mentee is not with a mentor: a rule, or what it would cost; exact re-solves."""
    (judged,) = judge(assembly, [(mentee.pk, mentor.pk)])
    names = Names(mentee.person.short_name, mentor.person.short_name)
    lines = why_lines(judged.facts, judged.parts, names, rule_lines(draft))
    fit = fit_of(judged.points)
    words = {"mentee": mentee.person.name, "mentor": mentor.person.name, "fit": fit}
    if refusal := refusal_of(draft, judged, mentee, mentor):
        said = _("A rule is against %(mentee)s with %(mentor)s.") % words
        return WhyNot(said, refusal.reasons, [], lines, fit, refusal.can_override)
    if kept_apart(draft).filter(mentee=mentee, mentor=mentor).exists():
        said = _("Your team keeps %(mentee)s and %(mentor)s apart.") % words
        return WhyNot(said, [], [], lines, fit, can_be_chosen=False)
    if len(assembly.mentees) * len(assembly.mentors) > MOST_PAIRS:
        said = _("%(mentee)s with %(mentor)s would fit %(fit)d of 100.") % words
        return WhyNot(said, [_room_in_words(draft, mentor)], [], lines, fit)
    return _cost(draft, assembly, judged, words, lines)


def _cost(
    draft: Draft,
    assembly: Assembly,
    judged: Judged,
    words: dict[str, Any],
    lines: list[WhyLine],
) -> WhyNot:
    """Return what it would cost to bring two people together, by two exact runs."""
    mentee = position_of(assembly, judged.mentee_id)
    mentor = position_of(assembly, judged.mentor_id)
    problem = _as_decided(draft, assembly, judged.mentee_id)
    mode = Mode(draft.mode) if draft.mode in TOTALS else Mode.PARTICIPATION

    def resolve(asked: Problem) -> Solution:
        return solve(asked, mode, time_limit=SECONDS)

    why = explaining.why_not(problem, resolve(problem), mentee, mentor, resolve)
    fit = fit_of(judged.points)
    if why.is_chosen:
        said = _("Nothing speaks against it: the best draft as things stand has this pair.")
        return WhyNot(said, [], [], lines, fit)
    if why.before is None or why.after is None:
        said = _("%(mentor)s has no room that is not pinned or decided by hand.") % words
        return WhyNot(said, [], [], lines, fit)
    moves = _moves(assembly, why.moves, mentee)
    return WhyNot(_price(why.before, why.after, words), [], moves, lines, fit)


def _as_decided(draft: Draft, assembly: Assembly, mentee_id: UUID) -> Problem:
    """Return a draft's problem with what people decided: pins, pairs by hand and pairs apart.

    What was decided for the mentee who is asked about is left out; pairs against a rule have taken
    their places.
    """
    rows = pairs_of(draft).exclude(mentee=mentee_id)
    decided = [row for row in rows if row.is_pinned or row.is_by_hand]
    pins = [(row.mentee_id, row.mentor_id) for row in decided if not row.broken_rules]
    against = [(row.mentee_id, row.mentor_id) for row in decided if row.broken_rules]
    forbidden = list(kept_apart(draft).values_list("mentee", "mentor"))
    problem = assembly.problem(pins=pins, forbidden=forbidden)
    return without(problem, sorted(assembly.pairs_of(against)))


def _price(before: explaining.Standing, after: explaining.Standing, words: dict[str, Any]) -> str:
    """Say what a pair would cost in all."""
    fewer = before.pairs - after.pairs
    if fewer > 0:
        said = ngettext(
            "Placing %(mentee)s with %(mentor)s would leave %(count)d more mentee without.",
            "Placing %(mentee)s with %(mentor)s would leave %(count)d more mentees without.",
            fewer,
        )
        return said % {**words, "count": fewer}
    if after.total >= before.total:
        said = _("Placing %(mentee)s with %(mentor)s would cost nothing in all: it is as good.")
        return said % words
    said = _(
        "Placing %(mentee)s with %(mentor)s would lower the average fit from %(before)s to "
        "%(after)s."
    )
    means = [in_hundredths(round(each.total / max(1, each.pairs))) for each in (before, after)]
    return said % {**words, "before": means[0], "after": means[1]}


def _moves(assembly: Assembly, moves: Sequence[explaining.Move], mentee: int) -> list[str]:
    """Return what would become of whom, beginning with the mentee who is asked about."""
    ordered = sorted(
        moves,
        key=lambda move: (move.mentee != mentee, assembly.mentees[move.mentee].person.name),
    )
    said = [_move(assembly, move) for move in ordered[:MOST_MOVES]]
    if (more := len(ordered) - MOST_MOVES) > 0:
        more_move = ngettext("%(count)d more would move.", "%(count)d more would move.", more)
        said.append(more_move % {"count": more})
    return said


def _move(assembly: Assembly, move: explaining.Move) -> str:
    """Say whom one mentee would leave, and whom they would get."""
    came = sorted(set(move.after) - set(move.before))
    went = sorted(set(move.before) - set(move.after))
    words = {
        "name": assembly.mentees[move.mentee].person.name,
        "before": _named(assembly, move.mentee, went),
        "after": _named(assembly, move.mentee, came),
    }
    if not came:
        return _("%(name)s would lose %(before)s and have nobody.") % words
    if not went:
        return _("%(name)s would get %(after)s.") % words
    return _("%(name)s would move from %(before)s to %(after)s.") % words


def _named(assembly: Assembly, mentee: int, mentors: Sequence[int]) -> str:
    """Return mentors with how well they fit: “Amara Okafor (fit 92, first wish)”."""
    said = []
    for mentor in mentors:
        fit = fit_of(sum(assembly.scores.contributions(mentee, mentor)))
        words = {"name": assembly.mentors[mentor].person.name, "fit": fit}
        if _is_first_wish(assembly, mentee, mentor):
            said.append(_("%(name)s (fit %(fit)d, their first wish)") % words)
        else:
            said.append(_("%(name)s (fit %(fit)d)") % words)
    return ", ".join(said)


def _is_first_wish(assembly: Assembly, mentee: int, mentor: int) -> bool:
    """Tell whether a mentor is a mentee's favourite."""
    wishes = assembly.mentee_wishes
    return bool(wishes and wishes[mentee] and mentor in wishes[mentee][0])


def _room_in_words(draft: Draft, mentor: Participant) -> str:
    """Say whether a mentor has room in a draft."""
    row = seats_of(draft).filter(mentor=mentor).first()
    name = mentor.person.name
    if row is None or row.seats <= row.taken:
        return _("%(name)s is full in this draft.") % {"name": name}
    return _("%(name)s has room in this draft.") % {"name": name}


def names_of(pair: DraftPair) -> Names:
    """Return what the people of a pair are called in a sentence."""
    return Names(pair.mentee.person.short_name, pair.mentor.person.short_name)
