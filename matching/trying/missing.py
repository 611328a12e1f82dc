"""The profile of a mentor who is missing, in words that name no mentee."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.rounds.assembling import Assembly
from matching.rounds.fields import FieldName
from matching.rounds.wording import LEVELS
from matching.solver.recruiting import MissingMentor, Requirement
from matching.solver.rules import HALF_HOURS, Rule, Someone, Strength, Test

MOST_VALUES = 5
MOST_BLOCKS = 3
LAST = 9
HALF_HOURS_OF_A_DAY = 48
MINUTES = 60
A_MONDAY = date(2024, 1, 1)
SHARING = frozenset({Test.SAME, Test.IN_COMMON})


@dataclass(frozen=True, slots=True)
class Profile:
    """Whom to look for: how many mentees they would take, what they need, and what would help."""

    mentees: int
    needs: list[str]
    helps: list[str]

    @property
    def title(self) -> str:
        """Return what a request for such a mentor is called."""
        first = self.needs[0] if self.needs else _("anybody who would like to")
        said = ngettext(
            "A mentor for %(count)d mentee: %(first)s",
            "A mentor for %(count)d mentees: %(first)s",
            self.mentees,
        )
        return said % {"count": self.mentees, "first": first}


def profile_of(
    missing: MissingMentor, assembly: Assembly, names: Mapping[str, FieldName]
) -> Profile:
    """Return a missing mentor in words; `names` has what fields are called."""
    rules = {rule.id: rule for rule in assembly.rules}
    people = [assembly.mentee_people[i] for i in missing.takes]
    needs: list[str] = []
    for requirement in sorted(missing.requirements, key=_place_in_order):
        asked = [rules[rule] for rule in requirement.rules]
        needs += _needs(requirement, asked, people, names)
    return Profile(len(missing.takes), needs, list(_helps(missing, assembly, names)))


def _place_in_order(requirement: Requirement) -> int:
    """Put first what few can bring: a language, an answer that is asked for; then the rest."""
    if requirement.test == Test.CHECKS:
        return LAST
    if requirement.test == Test.LANGUAGE:
        return 0
    return 1 if requirement.any_of else 2


def _needs(
    requirement: Requirement,
    rules: Sequence[Rule],
    people: Sequence[Someone],
    names: Mapping[str, FieldName],
) -> Iterable[str]:
    """Return what one thing asks of a mentor, in words; nothing where nothing need be said."""
    if requirement.test == Test.CHECKS:
        return _readiness([rule.test for rule in rules])
    if requirement.test == Test.LANGUAGE:
        return _language(requirement)
    if requirement.test == Test.TIME_ZONE:
        return _zones(requirement)
    if requirement.test == Test.AVAILABILITY:
        return _hours(requirement.hours)
    return _answers(requirement, rules, people, names)


def _language(requirement: Requirement) -> Iterable[str]:
    """Yield which language a mentor has to speak, and how well."""
    if requirement.any_of:
        level = str(LEVELS[min(max(requirement.level, 1), len(LEVELS)) - 1])
        words = {"languages": _any(each[0] for each in requirement.any_of), "level": level}
        yield _("speaks %(languages)s (%(level)s, or better)") % words


def _answers(
    requirement: Requirement,
    rules: Sequence[Rule],
    people: Sequence[Someone],
    names: Mapping[str, FieldName],
) -> Iterable[str]:
    """Yield which answers will do, or the fewer that will not."""
    field = _called(requirement.field, names)
    unlike = sorted(
        {
            value
            for rule in rules
            if rule.test == Test.DIFFERENT
            for person in people
            for value in person.values.get(rule.mentee_field, ())
        }
    )
    avoid = requirement.avoid or tuple(unlike)
    # Where two only have to differ, an answer that nobody here has yet would do as well.
    only_differs = bool(unlike) and all(rule.test == Test.DIFFERENT for rule in rules)
    if requirement.any_of and not only_differs:
        values = _any(" + ".join(each) for each in requirement.any_of)
        yield _("%(field)s %(values)s") % {"field": field, "values": values}
    elif avoid:
        words = {"field": field, "values": get_text_list(_few(avoid), _("and"))}
        yield _("%(field)s any but %(values)s") % words


def _called(field: str, names: Mapping[str, FieldName]) -> str:
    """Return what a field is called before its values: “Department:”, “What can you offer?”."""
    name = names.get(field)
    called = str(capfirst(name.short or str(name.one))) if name else _("Answer")
    return called if called.endswith("?") else _("%(field)s:") % {"field": called}


def _readiness(tests: Sequence[Test]) -> Iterable[str]:
    """Yield what a new mentor has to bring that nobody's answers tell."""
    if Test.REPORTING_LINE in tests:
        yield _(
            "is not the line manager of anybody they would meet, and does not share one with them"
        )
    if Test.IN_DATE in tests:
        yield _("comes to the initial training for mentors")
    if Test.CHECKS in tests:
        yield _("has the checks that are asked of mentors")


def _zones(requirement: Requirement) -> Iterable[str]:
    """Yield in which time zones a mentor may live."""
    if requirement.utc_offsets:
        yield _("lives in a time zone like %(zones)s") % {
            "zones": _any([_zone(each) for each in requirement.utc_offsets])
        }
    elif requirement.avoid_utc_offsets:
        zones = [_zone(each) for each in requirement.avoid_utc_offsets]
        yield _("does not live in %(zones)s") % {"zones": _any(zones)}


def _zone(minutes: int) -> str:
    """Return a difference from UTC as people write it."""
    sign = "+" if minutes >= 0 else "−"
    hours, rest = divmod(abs(minutes), MINUTES)
    return f"UTC{sign}{hours}" + (f":{rest:02d}" if rest else "")


def _hours(bits: int) -> Iterable[str]:
    """Yield when somebody would have to be free, as the first few stretches of the week."""
    blocks = _blocks(bits)
    if not blocks:
        return
    words = []
    for start, stop in blocks[:MOST_BLOCKS]:
        day = date_format(A_MONDAY + timedelta(days=start // HALF_HOURS_OF_A_DAY), "l")
        words.append(f"{day} {_clock(start)}–{_clock(stop)}")
    if len(blocks) > MOST_BLOCKS:
        words.append(_("and more"))
    yield _("is free at such times: %(times)s (UTC)") % {"times": ", ".join(words)}


def _blocks(bits: int) -> list[tuple[int, int]]:
    """Return the stretches of half hours that are set, each from its first to past its last."""
    blocks: list[tuple[int, int]] = []
    for half in range(HALF_HOURS):
        if not bits >> half & 1:
            continue
        if blocks and blocks[-1][1] == half and half % HALF_HOURS_OF_A_DAY:
            blocks[-1] = (blocks[-1][0], half + 1)
        else:
            blocks.append((half, half + 1))
    return blocks


def _clock(half: int) -> str:
    """Return the time of day at which a half hour begins."""
    within = half % HALF_HOURS_OF_A_DAY
    return f"{within // 2:02d}:{within % 2 * 30:02d}"


def _helps(
    missing: MissingMentor, assembly: Assembly, names: Mapping[str, FieldName]
) -> Iterable[str]:
    """Yield what these mentees look for most, of each rule that weighs and compares answers."""
    people = [assembly.mentee_people[i] for i in missing.takes]
    seen = set()
    for rule in sorted(assembly.rules, key=lambda rule: -rule.weight):
        if (
            rule.strength != Strength.SHOULD
            or rule.test not in SHARING
            or rule.mentor_field in seen
        ):
            continue
        seen.add(rule.mentor_field)
        often = Counter(
            value for person in people for value in person.values.get(rule.mentee_field, ())
        )
        values = [
            value for value, _times in sorted(often.items(), key=lambda row: (-row[1], row[0]))
        ]
        if values:
            field = _called(rule.mentor_field, names)
            words = {"field": field, "values": get_text_list(_few(values), _("or"))}
            yield _("%(field)s %(values)s") % words


def _any(values: Iterable[str]) -> str:
    """Return values of which one will do."""
    return get_text_list(_few(list(values)), _("or"))


def _few(values: Sequence[str]) -> list[str]:
    """Return the first few values."""
    if len(values) <= MOST_VALUES:
        return list(values)
    return [*values[:MOST_VALUES], _("others")]
