"""What people type in about hours, wishes and requests."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from matching.enums import DeclineReason
from matching.models import MatchingPlace
from matching.wishing.halves import BLOCKS, DAYS, OF_A_WEEK, filling_of, with_blocks
from matching.wishing.wording import LEVELS, RATINGS
from programmes.enums import ParticipantRole
from programmes.models import Participant

MOST_WORDS = 1000


class HoursForm(forms.Form):
    """When somebody is usually free, in blocks of a day."""

    blocks = forms.MultipleChoiceField(
        label=_("When you could meet"),
        choices=[(f"{day}-{block.name}", "") for day in range(DAYS) for block in BLOCKS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, data: Any = None, *, free: Iterable[int], **kwargs: Any) -> None:
        """Begin with the half hours that are known."""
        self.free = set(free)
        full = [
            f"{day}-{block.name}"
            for day in range(DAYS)
            for block in BLOCKS
            if filling_of(self.free, block, day).is_full
        ]
        kwargs["initial"] = {"blocks": full} | kwargs.get("initial", {})
        super().__init__(data, **kwargs)

    @property
    def ticked(self) -> list[str]:
        """Return the ticks as they were sent, or as they are known."""
        return [str(value) for value in self["blocks"].value() or ()]

    @property
    def told_free(self) -> set[int]:
        """Return the half hours to keep, once the form is valid."""
        ticked = {(int(value[0]), value[2:]) for value in self.cleaned_data["blocks"]}
        return with_blocks(self.free, ticked)


class PlaceForm(HoursForm):
    """What a participant says of themselves for matching, on one page."""

    seats = forms.TypedChoiceField(
        label=_("How many mentees could you take on?"), coerce=int, empty_value=None, required=False
    )
    is_resting = forms.BooleanField(
        label=_("Not this time"),
        help_text=_("You are left out of this round, and can come back at the next one."),
        required=False,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        place: Participant,
        known: MatchingPlace,
        free: Iterable[int],
        languages: Sequence[str],
        ceiling: int,
    ) -> None:
        """Begin with what is known; a mentee has no seats."""
        self.languages = list(languages)
        super().__init__(data, free=free, initial=self._initial(known))
        if place.role == ParticipantRole.MENTOR:
            self._offer_seats(ceiling, known.seats)
        else:
            del self.fields["seats"]
        for number, language in enumerate(self.languages):
            self.fields[f"language_{number}"] = forms.TypedChoiceField(
                label=language,
                choices=[("", _("Not said")), *LEVELS],
                coerce=int,
                empty_value=None,
                required=False,
            )

    @property
    def language_fields(self) -> list[forms.BoundField]:
        """Return a field for each language."""
        return [self[f"language_{number}"] for number in range(len(self.languages))]

    @property
    def facts(self) -> dict[str, Any]:
        """Return what to keep, once the form is valid."""
        told = self.cleaned_data
        levels = {
            language: told[f"language_{number}"]
            for number, language in enumerate(self.languages)
            if told[f"language_{number}"]
        }
        return {
            "free": self.told_free,
            "levels": levels,
            "seats": told.get("seats"),
            "is_resting": told["is_resting"],
        }

    def _initial(self, known: MatchingPlace) -> dict[str, Any]:
        """Return what is ticked and chosen at first."""
        levels = {
            f"language_{number}": known.language_levels.get(language)
            for number, language in enumerate(self.languages)
        }
        return {"seats": known.seats, "is_resting": known.is_resting} | levels

    def _offer_seats(self, ceiling: int, own: int | None) -> None:
        """Offer numbers up to what the round allows, and the own one where it is higher."""
        most = max(ceiling, own or 0)
        field = self.fields["seats"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101  (for the type checker)
        as_asked = _("As many as the programme asks for (%(most)d at most)") % {"most": ceiling}
        field.choices = [("", as_asked), *((number, str(number)) for number in range(1, most + 1))]


class HalvesForm(forms.Form):
    """The half hours of a week, one by one."""

    halves = forms.MultipleChoiceField(
        choices=[(str(half), "") for half in range(OF_A_WEEK)], required=False
    )

    @property
    def ticked(self) -> list[str]:
        """Return the ticks as they were sent, or as they are known."""
        return [str(value) for value in self["halves"].value() or ()]


class RatingsForm(forms.Form):
    """A rating from 1 to 5 for each name of a list."""

    def __init__(self, data: Any = None, *, people: Sequence[Participant], known: Any) -> None:
        """Take the people named, and their ratings so far by participant id."""
        super().__init__(data)
        for place in people:
            self.fields[f"rating_{place.pk}"] = forms.TypedChoiceField(
                label=place.person.name,
                choices=RATINGS,
                coerce=int,
                initial=known.get(place.pk, 3),
            )

    @property
    def ratings(self) -> dict[UUID, int]:
        """Return the ratings by participant id, once the form is valid."""
        return {UUID(name[7:]): value for name, value in self.cleaned_data.items()}


class AskForm(forms.Form):
    """A few words to a mentor."""

    words = forms.CharField(
        label=_("A few words"),
        help_text=_("Why them, and what you would like to talk about. Nobody else reads it."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=MOST_WORDS,
        required=False,
    )


class DeclineRequestForm(forms.Form):
    """A no to a mentee that needs no excuse."""

    reason = forms.ChoiceField(
        label=_("Would you like to say why?"),
        help_text=_("Your coordinators see it; the mentee does not."),
        choices=[*DeclineReason.choices],
        widget=forms.RadioSelect,
        initial=DeclineReason.UNSAID,
    )


class EnterForm(forms.Form):
    """Somebody's wishes as they told them to a coordinator, the favourite first."""

    def __init__(
        self,
        data: Any = None,
        *,
        people: Sequence[Participant],
        most: int,
        known: Sequence[Sequence[UUID]] = (),
    ) -> None:
        """Offer the people who would suit; `known` is the list so far."""
        super().__init__(data)
        places = [("", _("Nobody")), *((str(place.pk), place.person.name) for place in people)]
        flat = [(about, at) for tier in known for at, about in enumerate(tier)]
        for turn in range(1, most + 1):
            about, at = flat[turn - 1] if turn <= len(flat) else (None, 0)
            self.fields[f"wish_{turn}"] = forms.ChoiceField(
                label=_("Wish %(number)d") % {"number": turn},
                choices=places,
                required=turn == 1,
                initial=str(about) if about else "",
            )
            if turn > 1:
                self.fields[f"equal_{turn}"] = forms.BooleanField(
                    label=_("Liked as much as wish %(number)d") % {"number": turn - 1},
                    required=False,
                    initial=at > 0,
                )
        self.most = most

    def clean(self) -> dict[str, Any]:
        """Refuse a name that stands twice."""
        told: dict[str, Any] = super().clean() or {}
        seen: set[str] = set()
        for turn in range(1, self.most + 1):
            name = told.get(f"wish_{turn}") or ""
            if name and name in seen:
                self.add_error(f"wish_{turn}", _("This name stands above already."))
            seen.add(name)
        return told

    @property
    def tiers(self) -> list[list[UUID]]:
        """Return the names in order, once the form is valid; those liked equally together."""
        tiers: list[list[UUID]] = []
        for turn in range(1, self.most + 1):
            name = self.cleaned_data[f"wish_{turn}"]
            if not name:
                continue
            if self.cleaned_data.get(f"equal_{turn}") and tiers:
                tiers[-1].append(UUID(name))
            else:
                tiers.append([UUID(name)])
        return tiers
