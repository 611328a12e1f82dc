"""What the page about mentees without a mentor says: reasons, ways, shortages, who is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.drafts.cards import why_waiting
from matching.drafts.snapshot import rule_lines
from matching.models import Draft, DraftUnplaced
from matching.rounds.fields import names_of_fields
from matching.solver.remedies import Remedy, Shortage, WithoutMentor
from matching.trying.links import url_of
from matching.trying.missing import Profile, profile_of
from matching.trying.nobody import Nobody
from matching.trying.wording import fit_words

MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class Way:
    """One way to place a mentee, and the page on which to try it."""

    sentence: str
    also: str
    url: str


@dataclass(frozen=True, slots=True)
class Left:
    """A mentee without a mentor: why, and what would help."""

    name: str
    reasons: list[str]
    ways: list[Way]
    note: str
    place_url: str


@dataclass(frozen=True, slots=True)
class MissingCard:
    """A mentor to look for, and the page on which to ask for one."""

    profile: Profile
    title: str
    url: str


class Sayings:
    """The names behind the positions of a draft, and its rules in words."""

    def __init__(self, slug: str, nobody: Nobody) -> None:
        """Take the draft."""
        self.slug, self.nobody = slug, nobody
        self.assembly = nobody.assembly
        self.lines = {line.id: line for line in rule_lines(nobody.draft)}
        self.by_id = {place.pk: i for i, place in enumerate(self.assembly.mentees)}
        found = nobody.remedies.mentees if nobody.remedies else ()
        self.without: dict[int, WithoutMentor] = {each.mentee: each for each in found}

    def mentee(self, position: int) -> str:
        """Return a mentee's name."""
        return self.assembly.mentees[position].person.name

    def mentor(self, position: int) -> str:
        """Return a mentor's name."""
        return self.assembly.mentors[position].person.name

    def left(self, row: DraftUnplaced) -> Left:
        """Return a mentee without a mentor as they are drawn."""
        position = self.by_id.get(row.mentee_id)
        known = self.without.get(position) if position is not None else None
        ways = [self.way(known.mentee, remedy) for remedy in known.remedies] if known else []
        place = reverse(
            "matching:draft-place", args=(self.slug, self.nobody.draft.pk, row.mentee_id)
        )
        return Left(
            name=row.mentee.person.name,
            reasons=why_waiting(row, self.lines),
            ways=ways,
            note="" if ways else self.note(known),
            place_url=place if known else "",
        )

    def note(self, known: WithoutMentor | None) -> str:
        """Say why nothing is proposed."""
        if known is None:
            return (
                "" if self.nobody.remedies else _("This round is too large to look for ways here.")
            )
        if self.nobody.remedies and not self.nobody.remedies.is_complete:
            return _("No way was found in the time there was.")
        return _("No three changes would place them: it takes a new mentor.")

    def way(self, mentee: int, remedy: Remedy) -> Way:
        """Return one way to place a mentee, in sentences."""
        words = {
            "changes": get_text_list(self.changes(remedy), _("and")),
            "name": self.mentee(mentee),
            "mentor": self.mentor(remedy.mentor),
            "fit": fit_words(remedy.fit),
        }
        if remedy.size:
            said = _("%(changes)s: %(name)s would have %(mentor)s, fit %(fit)s.")
        else:
            said = _("Nothing stands between %(name)s and %(mentor)s, fit %(fit)s.")
        wanted = self.nobody.wanted_for(mentee, remedy)
        url = url_of(self.slug, self.nobody.draft, wanted) if wanted else ""
        return Way(said % words, self.shifts(remedy), url)

    def changes(self, remedy: Remedy) -> list[str]:
        """Return what a remedy changes."""
        said = [
            _("Without “%(rule)s”") % {"rule": self.lines[rule].sentence.rstrip(".")}
            for rule in remedy.rules
            if rule in self.lines
        ]
        said += [
            _("Letting %(mentee)s and %(mentor)s meet")
            % {"mentee": self.mentee(one), "mentor": self.mentor(other)}
            for one, other in remedy.forbidden
        ]
        said += [_("One more place with %(name)s") % {"name": self.mentor(j)} for j in remedy.seats]
        groups = self.nobody.groups
        said += [
            _("One more place for %(group)s together") % {"group": groups[k]["name"]}
            for k in remedy.ceilings
        ]
        return said

    def shifts(self, remedy: Remedy) -> str:
        """Say who else would move."""
        moves = [
            _("%(name)s from %(old)s to %(new)s")
            % {
                "name": self.mentee(shift.mentee),
                "old": self.mentor(shift.old),
                "new": self.mentor(shift.new),
            }
            for shift in remedy.shifts[1:]
            if shift.old is not None and shift.new is not None
        ]
        if not moves:
            return ""
        return _("For that, these would move: %(moves)s.") % {"moves": "; ".join(moves)}

    def shortage(self, shortage: Shortage) -> str:
        """Say which mentees share too few places."""
        mentees, mentors = len(shortage.mentees), len(shortage.mentors)
        words: dict[str, Any] = {
            "mentees": _named([self.mentee(i) for i in shortage.mentees]),
            "mentors": _named([self.mentor(j) for j in shortage.mentors]),
            "count": mentees,
            "seats": shortage.seats,
        }
        if not mentors:
            said = ngettext(
                "The rules leave nobody for %(mentees)s.",
                "The rules leave nobody for these %(count)d mentees: %(mentees)s.",
                mentees,
            )
        elif mentees == 1:
            said = _("%(mentees)s can only be matched with %(mentors)s, with no room left.")
        else:
            said = ngettext(
                "These %(count)d mentees can only be matched with %(mentors)s, with room for "
                "%(seats)d: %(mentees)s.",
                "These %(count)d mentees can only be matched with %(mentors)s, with room for "
                "%(seats)d: %(mentees)s.",
                shortage.seats,
            )
        return said % words


def _named(names: Sequence[str]) -> str:
    """Return names, a few of them and how many more."""
    if len(names) <= MOST_NAMED:
        return get_text_list(sorted(names), _("and"))
    more = len(names) - MOST_NAMED + 1
    words = [*sorted(names)[: MOST_NAMED - 1], _("%(count)d others") % {"count": more}]
    return get_text_list(words, _("and"))


def shortages_in(sayings: Sayings) -> list[str]:
    """Return which mentees share too few places, a sentence each."""
    remedies = sayings.nobody.remedies
    return [sayings.shortage(each) for each in remedies.shortages] if remedies else []


def profiles_in(draft: Draft, nobody: Nobody) -> list[Profile]:
    """Return the mentors who are missing, in words; two queries at most."""
    fields = {field for rule in nobody.assembly.rules for field in (rule.mentor_field,)}
    names = names_of_fields(draft.round.cohort.programme, fields)
    return [profile_of(each, nobody.assembly, names) for each in nobody.missing]


def missing_cards(slug: str, draft: Draft, nobody: Nobody) -> list[MissingCard]:
    """Return the mentors who are missing as cards."""
    add = reverse("matching:recruit-add", args=(slug, draft.round_id))
    cards = []
    for place, profile in enumerate(profiles_in(draft, nobody)):
        said = ngettext(
            "A mentor for %(count)d mentee", "A mentor for %(count)d mentees", profile.mentees
        )
        title = said % {"count": profile.mentees}
        cards.append(MissingCard(profile, title, f"{add}?draft={draft.pk}&place={place}"))
    return cards


def title_of(draft: Draft, count: int) -> str:
    """Say how many have nobody."""
    if not count:
        return _("Everybody has a mentor in %(draft)s") % {"draft": draft}
    said = ngettext(
        "%(count)d mentee has nobody in %(draft)s",
        "%(count)d mentees have nobody in %(draft)s",
        count,
    )
    return said % {"count": count, "draft": draft}
