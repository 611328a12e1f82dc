"""On which days an organisation works, as administrators say it."""

from datetime import date
from functools import lru_cache
from typing import Any

import holidays
from django import forms
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Organisation
from programmes.forms.days import DayField

DAYS_OF_A_WEEK = 7
ISO_LENGTH = 2
FARTHEST = 10  # years from now


@lru_cache(maxsize=1)
def countries() -> tuple[tuple[str, str], ...]:
    """Return the countries whose public holidays are known: code and English name, by name."""
    known = holidays.list_supported_countries()
    names: dict[str, str] = {}
    for module, codes in holidays.registry.COUNTRIES.items():
        code = next((each for each in codes if len(each) == ISO_LENGTH and each.isupper()), "")
        if code in known:
            names[code] = module.replace("_", " ").title()
    return tuple(sorted(names.items(), key=lambda pair: pair[1]))


@lru_cache(maxsize=256)
def parts_of(country: str) -> tuple[tuple[str, str], ...]:
    """Return the parts of a country that have holidays of their own: code and name."""
    try:
        calendar = holidays.country_holidays(country, years=2000, expand=False)
    except NotImplementedError:
        return ()
    names = {code: name for name, code in calendar.subdivisions_aliases.items()}
    return tuple((code, names.get(code, code)) for code in calendar.subdivisions)


class WorkingDaysForm(forms.Form):
    """Country, part of it, and weekend."""

    country = forms.ChoiceField(
        label=_("Country"),
        help_text=_("Its public holidays are days on which nobody works."),
        required=False,
    )
    # What is chosen is looked up in `clean_subdivision`: another country has other parts.
    subdivision = forms.CharField(
        label=_("Part of the country"),
        widget=forms.Select,
        help_text=_("Where holidays differ. Save the country first to see its parts."),
        required=False,
    )
    weekend_days = forms.TypedMultipleChoiceField(
        label=_("Weekend"),
        choices=[(number, name) for number, name in WEEKDAYS.items()],
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        """Offer the parts of the country that is chosen, or was."""
        kwargs.setdefault(
            "initial",
            {
                "country": organisation.country,
                "subdivision": organisation.subdivision,
                "weekend_days": organisation.weekend_days,
            },
        )
        super().__init__(*args, **kwargs)
        country = self.data.get("country") if self.is_bound else organisation.country
        parts = parts_of(country) if country in dict(countries()) else ()
        field = self.fields["country"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (for the type checker)
        field.choices = [("", _("No public holidays")), *countries()]
        self.parts = dict(parts)
        widget = self.fields["subdivision"].widget
        assert isinstance(widget, forms.Select)  # noqa: S101  (for the type checker)
        widget.choices = [("", _("All of it")), *parts]

    def clean_subdivision(self) -> str:
        """Forget a part of a country that was chosen before another country was."""
        part: str = self.cleaned_data["subdivision"]
        return part if part in self.parts else ""

    def clean_weekend_days(self) -> list[int]:
        """Leave a day on which people work."""
        days: list[int] = self.cleaned_data["weekend_days"]
        if len(set(days)) >= DAYS_OF_A_WEEK:
            raise forms.ValidationError(_now("Leave at least one day on which people work."))
        return days


class ClosedDayForm(forms.Form):
    """A day on which nobody works."""

    on = DayField(label=_("Day"))
    name = forms.CharField(label=_("Why"), help_text=_("Such as “Summer party”."), max_length=80)

    def clean_name(self) -> str:
        """Keep it on one line."""
        return " ".join(str(self.cleaned_data["name"]).split())

    def clean_on(self) -> date:
        """Refuse a day of another decade."""
        on: date = self.cleaned_data["on"]
        if abs(on.year - timezone.localdate().year) > FARTHEST:
            raise forms.ValidationError(_now("That is more than ten years from now."))
        return on
