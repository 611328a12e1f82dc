"""What may be tried with a draft, asked as one form whose answer is an address."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from matching.models import Draft
from matching.models.round import MOST_SEATS
from matching.rounds.enums import DraftMode, RuleStrength
from matching.trying.people import Cast, Names
from matching.trying.wanted import (
    BETWEEN,
    FIXED_TESTS,
    MOVE,
    OFF,
    Pair,
    Wanted,
    standing_of,
    standings_for,
)

# More people are not listed: their names are typed.
MOST_IN_LIST = 300
MOST_TRIED = 50
TOGETHER, APART, FREE = "together", "apart", "free"
STAY = "stay"


class SomebodyField(forms.CharField):
    """One of the people of a draft: chosen from a list, or by name where they are many."""

    def __init__(self, people: Names, *, label: str, empty: str) -> None:
        """Take the people by id, in the order in which they are listed."""
        widget: forms.Widget = forms.TextInput(attrs={"autocomplete": "off"})
        if len(people) <= MOST_IN_LIST:
            listed = [("", empty), *((str(pk), name) for pk, name in people.items())]
            widget = forms.Select(choices=listed)
        super().__init__(label=label, required=False, max_length=200, widget=widget)
        self.people = people

    def clean(self, value: Any) -> UUID | None:
        """Return whom somebody meant, or None where they said nothing."""
        text = super().clean(value)
        if not text:
            return None
        by_id = {str(pk): pk for pk in self.people}
        if text in by_id:
            return by_id[text]
        wanted = text.casefold()
        exact = [pk for pk, name in self.people.items() if name.casefold() == wanted]
        found = exact or [pk for pk, name in self.people.items() if wanted in name.casefold()]
        if not found:
            raise forms.ValidationError(_("Nobody in this draft is called that."))
        if len(found) > 1:
            names = ", ".join(self.people[pk] for pk in found[:5])
            said = _now("That could be several people: %(names)s.") % {"names": names}
            raise forms.ValidationError(said)
        return found[0]


class TryForm(forms.Form):
    """Changes to try; those listed already come along in the address, further ones are added."""

    how = forms.ChoiceField(
        label=_("What about them?"),
        choices=(
            (TOGETHER, _("Pinned with each other")),
            (APART, _("Kept apart")),
            (FREE, _("Neither pinned nor kept apart")),
        ),
    )
    room = forms.IntegerField(
        label=_("Mentees in all"), required=False, min_value=0, max_value=MOST_SEATS
    )
    ceiling = forms.IntegerField(
        label=_("Mentees of one mentor at most"), min_value=1, max_value=MOST_SEATS
    )
    mode = forms.ChoiceField(label=_("What comes first"), choices=DraftMode.choices)

    def __init__(
        self,
        data: QueryDict,
        *,
        draft: Draft,
        cast: Cast,
        rules: Iterable[Mapping[str, Any]],
        has_hand: bool,
    ) -> None:
        """Take the draft, its people, the rules that may be tried, and whether hands were at it."""
        self.draft, self.cast, self.asked = draft, cast, data
        self.all_rules = tuple(rules)
        self.rules = {
            rule["id"]: rule for rule in self.all_rules if rule["test"] not in FIXED_TESTS
        }
        self.own = {rule["id"]: standing_of(rule) for rule in draft.settings["rules"]}
        super().__init__(self._with_own(data), label_suffix="")
        self.fields["mentee"] = SomebodyField(
            cast.mentees, label=_now("Mentee"), empty=_now("Choose a mentee")
        )
        self.fields["mentor"] = SomebodyField(
            cast.mentors, label=_now("Mentor"), empty=_now("Choose a mentor")
        )
        self.fields["room_of"] = SomebodyField(
            cast.mentors, label=_now("Room of"), empty=_now("Choose a mentor")
        )
        if has_hand:
            self.fields["hand"] = forms.ChoiceField(
                label=_now("What was placed by hand"),
                choices=((STAY, _now("Stays as it is")), (MOVE, _now("May move"))),
            )
        for rule in self.rules.values():
            self.fields[f"rule-{rule['id']}"] = self._rule_field(rule)

    def _with_own(self, data: QueryDict) -> QueryDict:
        """Return what was sent, with the draft's own standing of every rule that was not."""
        filled = data.copy()
        for pk in self.rules:
            filled.setdefault(f"rule-{pk}", self.own.get(pk, OFF))
        filled.setdefault("ceiling", str(self.draft.settings["ceiling"]))
        filled.setdefault("mode", self.draft.mode)
        filled.setdefault("how", TOGETHER)
        filled.setdefault("hand", STAY)
        return filled

    def _rule_field(self, rule: Mapping[str, Any]) -> forms.ChoiceField:
        """Return how strong a rule may be."""
        words = {
            RuleStrength.MUST.value: _now("A must"),
            RuleStrength.MUST_NOT.value: _now("A must not"),
            OFF: _now("Off"),
        }
        choices = [
            (each, words.get(each) or _now("Should, weight %(weight)s") % {"weight": each})
            for each in (*standings_for(rule["test"]), OFF)
        ]
        return forms.ChoiceField(label=rule["sentence"], choices=choices)

    @property
    def rule_fields(self) -> Iterator[forms.BoundField]:
        """Yield the fields of the rules."""
        for pk in self.rules:
            yield self[f"rule-{pk}"]

    def clean(self) -> dict[str, Any]:
        """Put everything together that is tried, and refuse what contradicts itself."""
        said = super().clean() or {}
        pairs = {name: self._listed_pairs(name) for name in (TOGETHER, APART, FREE)}
        added = self._added_pair(said)
        if added is not None:
            pair = added
            for listed in pairs.values():
                if pair in listed:
                    listed.remove(pair)
            pairs[said.get("how") or TOGETHER].append(pair)
        both = set(pairs[TOGETHER]) & {*pairs[APART], *pairs[FREE]}
        for mentee, mentor in sorted(both, key=str):
            words = {"mentee": self.cast.mentees[mentee], "mentor": self.cast.mentors[mentor]}
            self.add_error(
                None,
                _now("%(mentee)s and %(mentor)s cannot be both pinned and kept apart.") % words,
            )
        seats = self._seats(said)
        wanted = Wanted(
            together=tuple(pairs[TOGETHER]),
            apart=tuple(pairs[APART]),
            free=tuple(pairs[FREE]),
            rules=self._rules(said),
            seats=seats,
            groups=self._groups(),
            ceiling=self._ceiling(said),
            mode="" if said.get("mode") == self.draft.mode else said.get("mode", ""),
            hand_may_move=said.get("hand") == MOVE,
        )
        if wanted.count > MOST_TRIED:
            most = ngettext(
                "Try %(count)d change at a time at most.",
                "Try %(count)d changes at a time at most.",
                MOST_TRIED,
            )
            self.add_error(None, most % {"count": MOST_TRIED})
        return said | {"wanted": wanted}

    def _added_pair(self, said: Mapping[str, Any]) -> Pair | None:
        """Return the pair that is added; half a pair is an error at the other half."""
        mentee, mentor = said.get("mentee"), said.get("mentor")
        if mentee and mentor:
            return mentee, mentor
        if mentee and "mentor" not in self.errors:
            self.add_error("mentor", _("Choose the mentor as well."))
        if mentor and "mentee" not in self.errors:
            self.add_error("mentee", _("Choose the mentee as well."))
        return None

    def _listed_pairs(self, name: str) -> list[Pair]:
        """Return the pairs that came along, each once; strangers among them are refused."""
        mentees = {str(pk): pk for pk in self.cast.mentees}
        mentors = {str(pk): pk for pk in self.cast.mentors}
        pairs: list[Pair] = []
        for text in self.asked.getlist(name):
            mentee, _between, mentor = text.partition(BETWEEN)
            if mentee not in mentees or mentor not in mentors:
                self.add_error(None, _("A pair in this address is not of this draft."))
                continue
            pair = mentees[mentee], mentors[mentor]
            if pair not in pairs:
                pairs.append(pair)
        return pairs

    def _seats(self, said: Mapping[str, Any]) -> dict[UUID, int]:
        """Return the room that is tried, by mentor."""
        mentors = {str(pk): pk for pk in self.cast.mentors}
        seats: dict[UUID, int] = {}
        for text in self.asked.getlist("seats"):
            mentor, _between, number = text.partition(BETWEEN)
            if mentor not in mentors or not _is_count(number):
                self.add_error(None, _("A mentor in this address is not of this draft."))
                continue
            seats[mentors[mentor]] = int(number)
        whose, room = said.get("room_of"), said.get("room")
        if whose and room is not None:
            seats[whose] = room
        elif whose and "room" not in self.errors:
            self.add_error("room", _("Say how many mentees they may have."))
        elif room is not None and "room_of" not in self.errors:
            self.add_error("room_of", _("Say whose room it is."))
        return seats

    def _groups(self) -> dict[str, int]:
        """Return the shared ceilings that are tried, by group."""
        known = {group["id"] for group in self.draft.settings["groups"]}
        groups: dict[str, int] = {}
        for text in self.asked.getlist("group"):
            pk, _between, number = text.partition(BETWEEN)
            if pk in known and _is_count(number):
                groups[pk] = int(number)
            else:
                self.add_error(None, _("A group in this address is not of this draft."))
        return groups

    @property
    def is_about_rules(self) -> bool:
        """Tell whether a rule is tried."""
        return any(name.startswith("rule-") for name in self.asked)

    def _rules(self, said: Mapping[str, Any]) -> dict[str, str]:
        """Return the rules that are to be other than they are in the draft."""
        wanted = {pk: said.get(f"rule-{pk}") for pk in self.rules}
        return {pk: how for pk, how in wanted.items() if how and how != self.own.get(pk, OFF)}

    def _ceiling(self, said: Mapping[str, Any]) -> int | None:
        """Return the ceiling that is tried, or None where it is the draft's own."""
        ceiling = said.get("ceiling")
        return None if ceiling == self.draft.settings["ceiling"] else ceiling


def _is_count(text: str) -> bool:
    """Tell whether a text is a number of seats."""
    return text.isdecimal() and len(text) <= len(str(MOST_SEATS)) and int(text) <= MOST_SEATS


class KeepForm(forms.Form):
    """The answer that somebody saw, so that no other is kept."""

    mark = forms.CharField(max_length=64, widget=forms.HiddenInput)
