"""What the side-by-side looks at."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from evaluation.portfolio import phrases
from evaluation.portfolio.entries import Entry
from evaluation.portfolio.one_measure import BY_VALUE
from programmes.enums import ProgrammeTemplate
from programmes.measures import Measure

ORDERS = (("name", _("By name")), (BY_VALUE, _("By value, with intervals")))


class KindForm(forms.Form):
    """Which programmes stand side by side: those of an organisation, of a kind, or all."""

    organisation = forms.ChoiceField(label=_("Organisation"), required=False)
    kind = forms.ChoiceField(label=_("Kind of programme"), required=False)

    def __init__(self, data: Mapping[str, Any] | None, entries: Sequence[Entry]) -> None:
        """Offer the organisations and kinds that there are; what there is one of is no choice."""
        super().__init__(data)
        organisations = {
            str(entry.programme.organisation_id): entry.programme.organisation.name
            for entry in entries
        }
        kinds = {entry.programme.template for entry in entries}
        self._offer("organisation", _("All of yours"), sorted(organisations.items()))
        self._offer(
            "kind", _("All kinds"), [(k.value, k.label) for k in ProgrammeTemplate if k in kinds]
        )

    def _offer(self, name: str, every: object, choices: Sequence[tuple[str, object]]) -> None:
        """Offer some choices and all of them; drop the field where there is but one."""
        if len(choices) <= 1:
            del self.fields[name]
            return
        self.fields[name].choices = [("", every), *choices]  # type: ignore[attr-defined]  # is one

    def chosen(self, entries: Sequence[Entry]) -> list[Entry]:
        """Return the entries that are asked for; all where what is asked for is no choice."""
        given = self.cleaned_data if self.is_valid() else {}
        organisation, kind = given.get("organisation"), given.get("kind")
        return [
            entry
            for entry in entries
            if (not organisation or str(entry.programme.organisation_id) == organisation)
            and (not kind or entry.programme.template == kind)
        ]


class MeasureForm(KindForm):
    """Which measure is looked at, over which cohorts, and in which order."""

    measure = forms.ChoiceField(label=_("Measure"), required=False)
    since = forms.TypedChoiceField(
        label=_("Cohorts that began"), coerce=int, empty_value=None, required=False
    )
    order = forms.ChoiceField(label=_("Order"), choices=ORDERS, required=False)

    def __init__(
        self, data: Mapping[str, Any] | None, entries: Sequence[Entry], measures: Sequence[Measure]
    ) -> None:
        """Offer the measures that programmes share, and the years in which cohorts began."""
        super().__init__(data, entries)
        self.fields["measure"].choices = list(phrases.titles(measures).items())  # type: ignore[attr-defined]  # is one
        years = sorted(
            {
                cohort.starts_on.year
                for entry in entries
                if entry.sheet
                for cohort in entry.sheet.cohorts
            },
            reverse=True,
        )
        since = [(year, _("since %(year)s") % {"year": year}) for year in years]
        self.fields["since"].choices = [("", _("whenever")), *since]  # type: ignore[attr-defined]  # is one
        self.order_fields(["measure", "organisation", "kind", "since", "order"])
