"""Why a pair fits, in plain words with the people's names; each sentence from one fact."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.formats import number_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from matching.drafts.facts import BOTH, MENTEE
from matching.drafts.snapshot import RuleLine
from matching.rounds.enums import RuleTest

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Fact = Mapping[str, Any]

MOST_REASONS = 3
POINTS_OF_FIT = 100
MINUTES = 60
HALF = 0.5

SAME: "dict[str, _StrPromise]" = {
    "profile:department": gettext_lazy("Same department."),
    "profile:grade": gettext_lazy("Same grade."),
    "profile:job_title": gettext_lazy("Same job."),
    "profile:location": gettext_lazy("Same place."),
    "profile:country_code": gettext_lazy("Same country."),
}
DIFFERENT: "dict[str, _StrPromise]" = {
    "profile:department": gettext_lazy("Different departments."),
    "profile:grade": gettext_lazy("Different grades."),
    "profile:job_title": gettext_lazy("Different jobs."),
    "profile:location": gettext_lazy("Different places."),
    "profile:country_code": gettext_lazy("Different countries."),
}
WISHES: "dict[int, _StrPromise]" = {
    1: gettext_lazy("%(mentor)s is %(mentee)s’s first wish."),
    2: gettext_lazy("%(mentor)s is %(mentee)s’s second wish."),
    3: gettext_lazy("%(mentor)s is %(mentee)s’s third wish."),
}


@dataclass(frozen=True, slots=True)
class Names:
    """What the two people of a pair are called in a sentence."""

    mentee: str
    mentor: str

    def words(self) -> dict[str, str]:
        """Return the names for a sentence to take."""
        return {"mentee": self.mentee, "mentor": self.mentor}


def fit_of(points: int) -> int:
    """Return the fit of 100 of a pair's points."""
    return round(points / POINTS_OF_FIT)


def fit_in_words(points: int | None) -> str:
    """Return a fit with one decimal, “–” where there is none."""
    return "–" if points is None else number_format(round(points / POINTS_OF_FIT, 1), 1)


def reasons_of(facts: Iterable[Mapping[str, Any]], names: Names, lines: Sequence[RuleLine]) -> str:
    """Return why a pair fits: what adds most, first, in up to three sentences."""
    known = {line.id: line for line in lines}
    adding = sorted(
        (fact for fact in facts if _speaks_for(fact) and fact["rule"] in known),
        key=lambda fact: -fact["points"],
    )
    if not adding:
        return _("No rule that weighs speaks for this pair.")
    said = [sentence_of(fact, names, known[fact["rule"]]) for fact in adding[:MOST_REASONS]]
    return " ".join(dict.fromkeys(said))


def _speaks_for(fact: Fact) -> bool:
    """Tell whether a rule speaks for a pair; not being wished for is worth something, no reason."""
    if fact["test"] == RuleTest.WISHES and not fact.get("missing"):
        return bool(fact.get("mentee_rank") or fact.get("mentor_rank"))
    return bool(fact["points"] > 0)


def warnings_of(facts: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return what somebody should look at before a pair is sent, a sentence each."""
    said = []
    for fact in facts:
        hours = fact.get("hours")
        if hours is not None and hours < fact["wanted"]:
            said.append(_only_hours(hours))
    return said


def sentence_of(fact: Mapping[str, Any], names: Names, line: RuleLine) -> str:
    """Return what a rule found in two people; its own sentence where that says it all."""
    if fact.get("missing"):
        return _not_said(fact["missing"], names, line)
    say = SAYING.get(fact["test"])
    return say(fact, names, line) if say else line.sentence


def _not_said(who: str, names: Names, line: RuleLine) -> str:
    """Say that something is not known, and of whom."""
    if who == BOTH:
        return _("%(name)s: neither of them said.") % {"name": line.name}
    person = names.mentee if who == MENTEE else names.mentor
    return _("%(name)s: %(person)s has not said.") % {"name": line.name, "person": person}


def _shared(fact: Fact, names: Names, line: RuleLine) -> str:
    """Say what both named."""
    count, shared = fact["count"], fact["shared"]
    if not count:
        return _("%(name)s: nothing in common.") % {"name": line.name}
    if fact["field"] in SAME:
        return str(SAME[fact["field"]])
    quoted = [_("“%(value)s”") % {"value": value} for value in shared]
    if more := count - len(shared):
        quoted.append(ngettext("%(count)d more", "%(count)d more", more) % {"count": more})
    return _("Both named %(values)s.") % {"values": get_text_list(quoted, _("and"))}


def _different(fact: Fact, names: Names, line: RuleLine) -> str:
    """Say that nothing is shared, or what is."""
    if fact["count"]:
        shared = get_text_list(list(fact["shared"]), _("and"))
        return _("%(name)s: both have %(values)s.") % {"name": line.name, "values": shared}
    if fact["field"] in DIFFERENT:
        return str(DIFFERENT[fact["field"]])
    return _("%(name)s: different.") % {"name": line.name}


def _steps(fact: Fact, names: Names, line: RuleLine) -> str:
    """Say how far apart two stand in an order."""
    steps: int = fact["steps"]
    words = {**names.words(), "steps": abs(steps), "name": line.name}
    if not steps:
        return _("%(name)s: both on the same step.") % words
    if steps > 0:
        said = ngettext(
            "%(name)s: %(mentor)s is %(steps)d step above %(mentee)s.",
            "%(name)s: %(mentor)s is %(steps)d steps above %(mentee)s.",
            steps,
        )
    else:
        said = ngettext(
            "%(name)s: %(mentor)s is %(steps)d step below %(mentee)s.",
            "%(name)s: %(mentor)s is %(steps)d steps below %(mentee)s.",
            -steps,
        )
    return said % words


def _clocks(fact: Fact, names: Names, line: RuleLine) -> str:
    """Say how far apart two clocks are."""
    minutes: int = fact["minutes"]
    if not minutes:
        return _("Same time zone.")
    hours = minutes / MINUTES
    whole = 1 if minutes == MINUTES else 2
    said = ngettext(
        "%(hours)s hour between their clocks.", "%(hours)s hours between their clocks.", whole
    )
    return said % {"hours": _plain(hours)}


def _languages(fact: Fact, names: Names, line: RuleLine) -> str:
    """Say which languages are shared."""
    count = fact["count"]
    if not count:
        return _("No language shared at this level.")
    if count == 1:
        return _("%(language)s shared.") % {"language": fact["shared"][0]}
    said = ngettext(
        "%(count)d language shared: %(names)s.", "%(count)d languages shared: %(names)s.", count
    )
    return said % {"count": count, "names": get_text_list(list(fact["shared"]), _("and"))}


def _hours(fact: Fact, names: Names, line: RuleLine) -> str:
    """Say how many hours both are free."""
    hours: float = fact["hours"]
    if not hours:
        return _("No hour of the week is free for both.")
    if hours == HALF:
        return _("Half an hour of the week is free for both.")
    said = ngettext(
        "%(hours)s hour of the week is free for both.",
        "%(hours)s hours of the week are free for both.",
        1 if hours == 1 else 2,
    )
    return said % {"hours": _plain(hours)}


def _only_hours(hours: float) -> str:
    """Warn of few hours."""
    if not hours:
        return _("No hour of the week is free for both: check first.")
    if hours == HALF:
        return _("Only half an hour of the week overlaps: check first.")
    said = ngettext(
        "Only %(hours)s hour of the week overlaps: check first.",
        "Only %(hours)s hours of the week overlap: check first.",
        1 if hours == 1 else 2,
    )
    return said % {"hours": _plain(hours)}


def _wishes(fact: Fact, names: Names, line: RuleLine) -> str:
    """Say what both wished for each other."""
    rank, back = fact.get("mentee_rank"), fact.get("mentor_rank")
    words = names.words()
    if rank and back:
        return _("%(mentee)s and %(mentor)s wished for each other.") % words
    if rank:
        later = _("%(mentor)s is among %(mentee)s’s wishes.")
        return str(WISHES.get(rank, later)) % words
    if back:
        return _("%(mentor)s wished for %(mentee)s.") % words
    return _("%(mentor)s is not among %(mentee)s’s wishes.") % words


def _texts(fact: Fact, names: Names, line: RuleLine) -> str:
    """Say whether what both wrote is alike."""
    if shared := fact.get("shared"):
        quoted = [_("“%(value)s”") % {"value": word} for word in shared]
        return _("Both wrote of %(words)s.") % {"words": get_text_list(quoted, _("and"))}
    return _("What they wrote has nothing in common.")


def _plain(number: float) -> str:
    """Return a number without a decimal that says nothing."""
    return number_format(round(number, 1), 0 if number == int(number) else 1)


SAYING: dict[str, Callable[[Fact, Names, RuleLine], str]] = {
    RuleTest.SAME: _shared,
    RuleTest.IN_COMMON: _shared,
    RuleTest.DIFFERENT: _different,
    RuleTest.GAP: _steps,
    RuleTest.TIME_ZONE: _clocks,
    RuleTest.LANGUAGE: _languages,
    RuleTest.AVAILABILITY: _hours,
    RuleTest.WISHES: _wishes,
    RuleTest.SIMILAR_TEXT: _texts,
}
