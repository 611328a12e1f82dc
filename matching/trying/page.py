"""What the what-if page shows: the answer or why there is none, and what can be taken out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.models import Draft, DraftPair, MatchingRule
from matching.rounds.fields import names_of_fields
from matching.rounds.settings import kept_rule
from matching.solver.features import SAME_PERSON
from matching.solver.model import BadProblemError
from matching.trying.difference import Move, MoveKind, Place
from matching.trying.links import url_of
from matching.trying.people import Cast, Names, names_of
from matching.trying.solving import (
    Outcome,
    PinRefusedError,
    PinsTriedConflictError,
    TooLargeError,
    try_out,
)
from matching.trying.wanted import FIXED_TESTS, OFF, Pair, Wanted
from matching.trying.wording import (
    FigureLine,
    change_words,
    figure_lines,
    fit_words,
    group_words,
    in_words,
    rule_words,
    seat_words,
    sentences_of,
)

MOST_MOVES = 50
TONES = {MoveKind.GAINS: "good", MoveKind.LOSES: "bad", MoveKind.MOVES: "idle"}


@dataclass(frozen=True, slots=True)
class Tried:
    """A change that is tried, and the page without it."""

    label: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class MoveLine:
    """Who moves, as a row: from whom with which fit, to whom with which fit."""

    name: str
    word: str
    tone: str
    before: str
    before_fit: str
    after: str
    after_fit: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the changes would do, as it is drawn."""

    outcome: Outcome
    title: str
    sentences: list[str]
    figures: list[FigureLine]
    moves: list[MoveLine]
    more: int
    notes: list[str]


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why there is no answer, and what to do instead; `is_large` where a worker has to do it."""

    text: str
    action: str = ""
    url: str = ""
    is_large: bool = False


def rules_to_try(draft: Draft) -> list[dict[str, Any]]:
    """Return the rules of a draft, then those of its round that it has not got; two queries."""
    own = {rule["id"] for rule in draft.settings["rules"]}
    rows = [
        row for row in MatchingRule.objects.filter(round=draft.round_id) if str(row.pk) not in own
    ]
    fields = {field for row in rows for field in (row.mentee_field, row.mentor_field)}
    names = names_of_fields(draft.round.cohort.programme, fields)
    return [*draft.settings["rules"], *(kept_rule(row, names) for row in rows)]


def has_hand(draft: Draft) -> bool:
    """Tell whether somebody placed a pair of a draft by hand; one query."""
    return DraftPair.objects.filter(draft=draft, is_by_hand=True).exists()


def answer_or_trouble(
    slug: str, draft: Draft, wanted: Wanted, cast: Cast, names: Mapping[str, str]
) -> Answer | Trouble:
    """Return what the changes would do, or in a sentence why that cannot be said."""
    try:
        outcome = try_out(draft, wanted)
    except PinRefusedError as error:
        return _refused(slug, draft, wanted, cast.names, error)
    except PinsTriedConflictError as error:
        return _conflict(cast.names, error)
    except TooLargeError:
        return Trouble(
            _(
                "This round is large: the answer takes a minute. Let it be worked out as a draft, "
                "and compare the two."
            ),
            is_large=True,
        )
    except BadProblemError:
        return Trouble(_("The rules contradict themselves like this. Take one of the changes out."))
    return answer_of(outcome, cast, names)


def answer_of(outcome: Outcome, cast: Cast, rule_names: Mapping[str, str]) -> Answer:
    """Return an answer as it is drawn."""
    names = _everybody(outcome, cast)
    changes = change_words(outcome.wanted, names, rule_names)
    moves = outcome.difference.moves
    return Answer(
        outcome=outcome,
        title=_title(outcome),
        sentences=sentences_of(outcome, names, changes),
        figures=figure_lines(outcome),
        moves=[_move_line(move, names) for move in moves[:MOST_MOVES]],
        more=max(0, len(moves) - MOST_MOVES),
        notes=_notes(outcome, names),
    )


def tried(
    slug: str, draft: Draft, wanted: Wanted, names: Names, rules: Mapping[str, str]
) -> list[Tried]:
    """Return each change that is tried, with the page without it."""
    return [
        Tried(label, url_of(slug, draft, rest))
        for label, rest in _each(draft, wanted, names, rules)
    ]


def _each(
    draft: Draft, wanted: Wanted, names: Names, rules: Mapping[str, str]
) -> Iterator[tuple[str, Wanted]]:
    """Yield each change in words, and all the others."""
    sides: tuple[tuple[tuple[Pair, ...], str, Callable[[tuple[Pair, ...]], Wanted]], ...] = (
        (
            wanted.together,
            _("%(mentee)s with %(mentor)s"),
            lambda rest: replace(wanted, together=rest),
        ),
        (
            wanted.apart,
            _("%(mentee)s not with %(mentor)s"),
            lambda rest: replace(wanted, apart=rest),
        ),
        (
            wanted.free,
            _("%(mentee)s and %(mentor)s: nothing decided"),
            lambda rest: replace(wanted, free=rest),
        ),
    )
    for pairs, said, with_rest in sides:
        for pair in pairs:
            words = {"mentee": names.get(pair[0], ""), "mentor": names.get(pair[1], "")}
            yield said % words, with_rest(tuple(other for other in pairs if other != pair))
    for pk, how in sorted(wanted.rules.items()):
        left = {other: its for other, its in wanted.rules.items() if other != pk}
        yield rule_words(how, rules.get(pk, "")), replace(wanted, rules=left)
    for mentor, seats in wanted.seats.items():
        others = {pk: number for pk, number in wanted.seats.items() if pk != mentor}
        yield seat_words(names.get(mentor, ""), seats), replace(wanted, seats=others)
    for pk, places in wanted.groups.items():
        kept = {other: number for other, number in wanted.groups.items() if other != pk}
        yield group_words(rules.get(pk, ""), places), replace(wanted, groups=kept)
    for alone, rest in (
        (Wanted(ceiling=wanted.ceiling), replace(wanted, ceiling=None)),
        (Wanted(mode=wanted.mode), replace(wanted, mode="")),
        (Wanted(hand_may_move=wanted.hand_may_move), replace(wanted, hand_may_move=False)),
    ):
        for label in change_words(alone, names, rules):
            yield label, rest


def _refused(
    slug: str, draft: Draft, wanted: Wanted, names: Names, error: PinRefusedError
) -> Trouble:
    """Say which rule is against a pair, and offer to try without it."""
    mentee, mentor = (names.get(pk, "") for pk in error.pair)
    words = {"mentee": mentee, "mentor": mentor}
    if error.missing:
        who = in_words(names.get(pk, "") for pk in error.missing)
        return Trouble(_("%(names)s cannot be matched any more.") % {"names": who})
    if SAME_PERSON in error.rules:
        return Trouble(_("%(mentee)s cannot be matched with themselves.") % words)
    rules = {rule["id"]: rule for rule in rules_to_try(draft)}
    against = [rules[pk] for pk in error.rules if pk in rules]
    said = ngettext(
        "%(mentee)s with %(mentor)s would break a rule: %(rules)s",
        "%(mentee)s with %(mentor)s would break %(count)d rules: %(rules)s",
        len(against),
    )
    quoted = " ".join(f"“{rule['sentence']}”" for rule in against)
    text = said % {**words, "count": len(against), "rules": quoted}
    if any(rule["test"] in FIXED_TESTS for rule in against):
        return Trouble(text)
    without = {**wanted.rules, **{rule["id"]: OFF for rule in against}}
    label = ngettext("Try it without this rule", "Try it without these rules", len(against))
    return Trouble(text, label, url_of(slug, draft, replace(wanted, rules=without)))


def _conflict(names: Names, error: PinsTriedConflictError) -> Trouble:
    """Name the pins that cannot all be kept."""
    pairs = [
        _("%(mentee)s with %(mentor)s")
        % {"mentee": names.get(mentee, ""), "mentor": names.get(mentor, "")}
        for mentee, mentor in error.pairs
    ]
    if len(pairs) == 1:
        said = _("There is no room for %(pairs)s. Give the mentor more room, or take the pin out.")
    else:
        said = _(
            "These cannot all be together: %(pairs)s. Take one of them out, or give more room."
        )
    return Trouble(said % {"pairs": "; ".join(pairs)})


def _everybody(outcome: Outcome, cast: Cast) -> Names:
    """Return the names of all whom an answer is about; one query where somebody has left."""
    names = cast.names
    assembly = outcome.assembly
    names |= {place.pk: place.person.name for place in (*assembly.mentees, *assembly.mentors)}
    unknown = outcome.gone - names.keys()
    return names | names_of(unknown) if unknown else names


def _title(outcome: Outcome) -> str:
    """Say in a few words what would change."""
    moves = outcome.difference.moves
    if not moves:
        return _("Nobody would move")
    count = len(moves)
    if len(outcome.difference.of(MoveKind.GAINS)) == count:
        said = ngettext(
            "%(count)d more mentee would have a mentor",
            "%(count)d more mentees would have a mentor",
            count,
        )
    elif len(outcome.difference.of(MoveKind.LOSES)) == count:
        said = ngettext(
            "%(count)d mentee would be left without a mentor",
            "%(count)d mentees would be left without a mentor",
            count,
        )
    else:
        said = ngettext(
            "%(count)d mentee would have somebody else",
            "%(count)d mentees would have somebody else",
            count,
        )
    return said % {"count": count}


def _move_line(move: Move, names: Names) -> MoveLine:
    """Return a move as a row."""
    words = {
        MoveKind.GAINS: _("gains a place"),
        MoveKind.LOSES: _("loses their place"),
        MoveKind.MOVES: _("moves"),
    }
    return MoveLine(
        name=names.get(move.mentee, ""),
        word=words[move.kind],
        tone=TONES[move.kind],
        before=in_words(names.get(place.mentor, "") for place in move.before),
        before_fit=_fits(move.before),
        after=in_words(names.get(place.mentor, "") for place in move.after),
        after_fit=_fits(move.after),
    )


def _fits(places: Sequence[Place]) -> str:
    """Return the fits of pairs."""
    return ", ".join(fit_words(place.points) for place in places)


def _notes(outcome: Outcome, names: Names) -> list[str]:
    """Return what else somebody should know before they trust the difference."""
    notes = []
    if outcome.gone:
        said = ngettext(
            "%(names)s is in this draft, and cannot be matched any more.",
            "%(names)s are in this draft, and cannot be matched any more.",
            len(outcome.gone),
        )
        who = in_words(sorted(names.get(pk, "") for pk in outcome.gone))
        notes.append(said % {"names": who})
    if outcome.is_counted_anew:
        notes.append(
            _(
                "Profiles or wishes have changed since this draft was made. Fit is counted anew, "
                "before and after, so it may differ from the board."
            )
        )
    kept = len(outcome.held.by_hand)
    if kept:
        said = ngettext(
            "%(count)d pair placed by hand stays as it is.",
            "%(count)d pairs placed by hand stay as they are.",
            kept,
        )
        notes.append(said % {"count": kept})
    return notes
