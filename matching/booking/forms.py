"""What people type in about meetings that come round, and what they want to talk about."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from matching.booking.agendas import EXAMPLES, Stage
from matching.booking.recurring import FEWEST_TIMES, MOST_TIMES, Round
from matching.forms import LENGTHS, MomentForm

MOST_WEEKS = 8


class PlaceForm(forms.Form):
    """How long and where; the last two fields of every form about meetings."""

    minutes = forms.TypedChoiceField(label=_("How long"), choices=LENGTHS, coerce=int, initial=45)
    place = forms.CharField(label=_("Place"), max_length=300, required=False, strip=True)
    video_link = forms.URLField(
        label=_("Video link"),
        help_text=_("Such as https://video.example/our-room. It stands in everybody’s calendar."),
        max_length=300,
        required=False,
        assume_scheme="https",
        validators=[URLValidator(schemes=["https", "http"])],
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        """Offer the usual lengths, and that of the meeting at hand where it is another."""
        super().__init__(data, **kwargs)
        own = (kwargs.get("initial") or {}).get("minutes")
        if own and own not in dict(LENGTHS):
            field = self.fields["minutes"]
            assert isinstance(field, forms.TypedChoiceField)  # noqa: S101  (for the type checker)
            words = ngettext_lazy("%(n)d minute", "%(n)d minutes", "n") % {"n": own}
            field.choices = sorted([*LENGTHS, (own, words)], key=lambda choice: choice[0])

    @property
    def where(self) -> dict[str, Any]:
        """Return length, place and link, once the form is valid."""
        return {name: self.cleaned_data[name] for name in ("minutes", "place", "video_link")}


class MeetingForm(MomentForm, PlaceForm):
    """When a pair meets, in the reader's own time, and what about."""

    examples = forms.MultipleChoiceField(
        label=_("Ideas to talk about"), widget=forms.CheckboxSelectMultiple, required=False
    )
    agenda = forms.CharField(
        label=_("What we want to talk about"),
        help_text=_("Only the two sides of this match read it; it is in no e-mail."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    sequence = forms.IntegerField(widget=forms.HiddenInput, initial=0, required=False)
    field_order = ("day", "hour", "minutes", "place", "video_link", "examples", "agenda")

    def __init__(self, data: Any = None, *, stage: Stage, **kwargs: Any) -> None:
        """Offer the examples of the stage at which the pair is."""
        super().__init__(data, **kwargs)
        field = self.fields["examples"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  (for the type checker)
        field.choices = [(str(number), words) for number, words in enumerate(EXAMPLES[stage])]
        self.stage = stage

    @property
    def facts(self) -> dict[str, Any]:
        """Return all that the form says of the meeting, once it is valid."""
        chosen = [str(EXAMPLES[self.stage][int(n)]) for n in self.cleaned_data["examples"]]
        written = self.cleaned_data["agenda"]
        new = [line for line in chosen if line not in written.splitlines()]
        agenda = "\n".join(filter(None, (written, *new)))
        return self.where | {"starts_at": self.cleaned_data["starts_at"], "agenda": agenda[:2000]}


class MoveForm(MeetingForm):
    """Another time or place; of a meeting that comes round, for this one or for the rest."""

    rest = forms.ChoiceField(
        label=_("Which of them"),
        choices=[("", _("Only this meeting")), ("rest", _("This one and all later ones"))],
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, data: Any = None, *, is_of_series: bool, **kwargs: Any) -> None:
        """Ask which of them only where there are several."""
        super().__init__(data, **kwargs)
        self.order_fields(("day", "hour", "rest"))
        if not is_of_series:
            del self.fields["rest"]

    @property
    def moves_rest(self) -> bool:
        """Tell whether later ones move along."""
        return bool(self.cleaned_data.get("rest"))


class SeriesForm(MomentForm, PlaceForm):
    """How meetings come round: from when, every how many weeks, how often."""

    every_weeks = forms.TypedChoiceField(
        label=_("Every"),
        choices=[
            (n, ngettext_lazy("%(n)d week", "%(n)d weeks", "n") % {"n": n})
            for n in range(1, MOST_WEEKS + 1)
        ],
        coerce=int,
        initial=2,
    )
    times = forms.IntegerField(
        label=_("How often"), min_value=FEWEST_TIMES, max_value=MOST_TIMES, initial=6
    )
    field_order = ("day", "hour", "every_weeks", "times", "minutes", "place", "video_link")

    def __init__(self, data: Any = None, *, until: Any, **kwargs: Any) -> None:
        """Take the last day on which they may meet."""
        super().__init__(data, **kwargs)
        self.until = until

    def clean(self) -> dict[str, Any]:
        """Refuse a series of which fewer than two meetings lie before the end."""
        cleaned = super().clean()
        names = {"day", "hour", "every_weeks", "times", "starts_at"}
        if names <= cleaned.keys() and len(self.dates) < FEWEST_TIMES:
            self.add_error(
                "day", _("Fewer than two meetings fit in before the end. Plan a single one.")
            )
        return cleaned

    @property
    def dates(self) -> list[datetime]:
        """Return the moments in UTC, none after the end."""
        told = self.cleaned_data
        zone = timezone.get_current_timezone()
        weeks, times = told["every_weeks"], told["times"]
        return list(Round(told["day"], told["hour"], zone, weeks, times, self.until).dates())
