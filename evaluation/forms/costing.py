"""Writing the book of a cohort: costs, benefits, what has no price, and comparisons."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluation.costing.account import HUNDRED
from evaluation.costing.comparisons import claim_of_cause
from evaluation.costing.enums import HoursOf
from evaluation.costing.money import CURRENCIES
from evaluation.models.costing import (
    FEWEST_COMPARED,
    LONGEST_BASIS,
    LONGEST_SOURCE,
    LONGEST_TITLE,
)
from programmes.forms.meanwhile import seen_field, values_of
from programmes.models import Cohort, Indicator, Programme


def money_field(label: Any, *, required: bool = True, hint: Any = "") -> forms.DecimalField:
    """Return a field for a sum, or a rate, of nothing at least."""
    return forms.DecimalField(
        label=label,
        help_text=hint,
        required=required,
        max_digits=12,
        decimal_places=2,
        validators=[MinValueValidator(0, gettext_lazy("Write nothing below 0."))],
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "min": 0, "step": "0.01"}),
    )


def share_field(label: Any, *, required: bool = True, hint: Any = "") -> forms.DecimalField:
    """Return a field for per cent, which refuses what is no share in words beside it."""
    words = gettext_lazy(
        "A share lies between 0%% and 100%%: nothing can be credited with more than all of it."
    )
    return forms.DecimalField(
        label=label,
        help_text=hint,
        required=required,
        decimal_places=2,
        validators=[MinValueValidator(0, words), MaxValueValidator(HUNDRED, words)],
        widget=forms.NumberInput(
            attrs={"inputmode": "decimal", "min": 0, "max": 100, "step": "0.01"}
        ),
    )


def words_field(label: Any, *, hint: Any = "", most: int = LONGEST_SOURCE) -> forms.CharField:
    """Return a field for a few words."""
    return forms.CharField(label=label, help_text=hint, max_length=most)


class CurrencyForm(forms.Form):
    """In which currency a book is kept."""

    currency = forms.CharField(
        label=gettext_lazy("Currency"),
        help_text=gettext_lazy("Its code of three letters, such as EUR, GBP or USD."),
        max_length=3,
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_currency(self) -> str:
        """Refuse what is no currency."""
        code = str(self.cleaned_data["currency"]).upper()
        if code not in CURRENCIES:
            raise forms.ValidationError(
                _("There is no currency “%(code)s”. Write its code of three letters.")
                % {"code": code}
            )
        return code


class BookForm(CurrencyForm):
    """Whose book it is, and in which currency it is kept."""

    cohort = forms.ModelChoiceField(label=gettext_lazy("Cohort"), queryset=Cohort.objects.none())

    field_order = ("cohort", "currency")

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        """Offer the cohorts of the programme that have no book."""
        super().__init__(*args, **kwargs)
        self.fields["cohort"].queryset = programme.cohorts.filter(  # type: ignore[attr-defined]  # a ModelChoiceField, as above
            cost_books=None
        ).newest_first()


class LineForm(forms.Form):
    """What all lines have: a title, and the mark of what was stored when it was opened."""

    title = words_field(gettext_lazy("What"), most=LONGEST_TITLE)
    seen = seen_field()

    # Words in which nobody may claim a cause.
    WATCHED: tuple[str, ...] = ("title",)
    # Figures with what they are called, their least and their most.
    SPANS: tuple[tuple[str, str, str], ...] = ()

    @property
    def facts(self) -> dict[str, Any]:
        """Return what a line says, by the names of its fields."""
        return values_of(self)

    def clean(self) -> dict[str, Any]:
        """Refuse claims of a cause, and figures outside of their bounds."""
        cleaned = super().clean() or {}
        for name in self.WATCHED:
            if claim := claim_of_cause(str(cleaned.get(name) or "")):
                self.add_error(
                    name,
                    _(
                        "“%(claim)s” claims a cause, and nobody was chosen by lot. Say what was "
                        "counted, or write “associated with”."
                    )
                    % {"claim": claim},
                )
        for name, low, high in self.SPANS:
            self._check_span(cleaned, name, low, high)
        return cleaned

    def _check_span(self, cleaned: dict[str, Any], name: str, low: str, high: str) -> None:
        """Let empty bounds be the figure itself; refuse bounds that do not hold it."""
        likely = cleaned.get(name)
        if likely is None or self.errors.keys() & {low, high}:
            return
        for bound in (low, high):
            if cleaned.get(bound) is None:
                cleaned[bound] = likely
        if cleaned[low] > likely:
            self.add_error(low, _("This has to be no more than the likely figure."))
        if cleaned[high] < likely:
            self.add_error(high, _("This has to be no less than the likely figure."))


class MoneyForm(LineForm):
    """A cost as a sum of money."""

    likely = money_field(gettext_lazy("What it cost"))
    low = money_field(
        gettext_lazy("At least"),
        required=False,
        hint=gettext_lazy("Where you know the sum, leave this and the next one empty."),
    )
    high = money_field(gettext_lazy("At most"), required=False)
    source = words_field(
        gettext_lazy("Source"), hint=gettext_lazy("Where anybody could look it up.")
    )

    SPANS = (("likely", "low", "high"),)
    field_order = ("title", "likely", "low", "high", "source", "seen")


class HoursForm(LineForm):
    """A cost as hours of people, from the record or typed, at the rate of one hour."""

    hours_of = forms.ChoiceField(label=gettext_lazy("Whose hours"), widget=forms.RadioSelect)
    hours = forms.DecimalField(
        label=gettext_lazy("Hours"),
        help_text=gettext_lazy("Leave it empty to let the record count; what you type is used."),
        required=False,
        max_digits=9,
        decimal_places=2,
        validators=[MinValueValidator(0, gettext_lazy("Write nothing below 0."))],
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "min": 0, "step": "0.25"}),
    )
    likely = money_field(
        gettext_lazy("What one hour costs"),
        hint=gettext_lazy("With all that an employer pays, averaged over those people."),
    )
    low = money_field(
        gettext_lazy("At least"),
        required=False,
        hint=gettext_lazy("0 where one could say that their time is free."),
    )
    high = money_field(gettext_lazy("At most"), required=False)
    source = words_field(
        gettext_lazy("Source"),
        hint=gettext_lazy("Of the rate, and of the hours where you type them."),
    )

    SPANS = (("likely", "low", "high"),)
    field_order = ("title", "hours_of", "hours", "likely", "low", "high", "source", "seen")

    def __init__(self, recorded: dict[HoursOf, Decimal], *args: Any, **kwargs: Any) -> None:
        """Offer the hours of the record with how many they are."""
        super().__init__(*args, **kwargs)
        self.fields["hours_of"].choices = [  # type: ignore[attr-defined]  # a ChoiceField, as above
            (of.value, f"{of.label} ({_('%(hours)s hours') % {'hours': recorded[of]}})")
            if of in recorded
            else (of.value, of.label)
            for of in HoursOf
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for hours where the record is not to count them."""
        cleaned = super().clean()
        is_typed = cleaned.get("hours_of") == HoursOf.TYPED
        if is_typed and cleaned.get("hours") is None and "hours" not in self.errors:
            self.add_error("hours", _("Write how many hours, or choose those of the record."))
        return cleaned


class BenefitForm(LineForm):
    """A benefit with its value, the share credited to the programme, and how sure that is."""

    likely = money_field(
        gettext_lazy("What it is worth in all"), hint=gettext_lazy("In the first year alone.")
    )
    low = money_field(gettext_lazy("At least"), required=False)
    high = money_field(gettext_lazy("At most"), required=False)
    basis = words_field(
        gettext_lazy("How anybody knows"),
        hint=gettext_lazy("Who worked it out, from what, and over which months."),
        most=LONGEST_BASIS,
    )
    share = share_field(
        gettext_lazy("Share credited to the programme, in per cent"),
        hint=gettext_lazy("The rest had other reasons."),
    )
    share_low = share_field(gettext_lazy("Share, at least"), required=False)
    share_high = share_field(gettext_lazy("Share, at most"), required=False)
    sureness = share_field(
        gettext_lazy("How sure whoever says so is, in per cent"),
        hint=gettext_lazy("A claim is value × share × sureness."),
    )
    indicator = forms.ModelChoiceField(
        label=gettext_lazy("Rests on the indicator"),
        queryset=Indicator.objects.none(),
        required=False,
        empty_label=gettext_lazy("None"),
    )

    WATCHED = ("title", "basis")
    SPANS = (("likely", "low", "high"), ("share", "share_low", "share_high"))
    field_order = (
        *("title", "likely", "low", "high", "basis"),
        *("share", "share_low", "share_high", "sureness", "indicator", "seen"),
    )

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        """Offer the indicators of the programme."""
        super().__init__(*args, **kwargs)
        self.fields["indicator"].queryset = Indicator.objects.filter(  # type: ignore[attr-defined]  # a ModelChoiceField, as above
            objective__programme=programme
        )


class UncountedForm(LineForm):
    """Something that nobody puts a price on."""

    source = words_field(gettext_lazy("How anybody knows"))

    field_order = ("title", "source", "seen")


class ComparisonForm(LineForm):
    """Those who took part beside others, with how either group came to be."""

    ours_count = forms.IntegerField(
        label=gettext_lazy("How many of those who took part"), min_value=0
    )
    ours_n = forms.IntegerField(
        label=gettext_lazy("Of how many who took part"), min_value=FEWEST_COMPARED
    )
    ours_how = words_field(
        gettext_lazy("How they came to take part"),
        hint=gettext_lazy("Such as: they applied, and all who applied were taken."),
    )
    theirs_count = forms.IntegerField(label=gettext_lazy("How many of the others"), min_value=0)
    theirs_n = forms.IntegerField(
        label=gettext_lazy("Of how many others"), min_value=FEWEST_COMPARED
    )
    theirs_how = words_field(
        gettext_lazy("Who the others are"),
        hint=gettext_lazy("Such as: same grades and sites, did not apply."),
    )
    source = words_field(gettext_lazy("Source"))

    WATCHED = ("title", "ours_how", "theirs_how")
    field_order = (
        *("title", "ours_count", "ours_n", "ours_how"),
        *("theirs_count", "theirs_n", "theirs_how", "source", "seen"),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse more people than there are."""
        cleaned = super().clean()
        for count, n in (("ours_count", "ours_n"), ("theirs_count", "theirs_n")):
            some, all_ = cleaned.get(count), cleaned.get(n)
            if some is not None and all_ is not None and some > all_:
                self.add_error(count, _("These are more than there are in all."))
        return cleaned
