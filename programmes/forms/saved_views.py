"""The name under which a way of looking at the list of people is kept."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from programmes.filters import FILTERS
from programmes.models.saved_view import MOST_QUERY


class SavedViewForm(forms.Form):
    """A name, who sees it, and whether it opens first."""

    name = forms.CharField(
        label=_("Name"), help_text=_("Such as “Mentors still to train”."), max_length=60
    )
    is_shared = forms.BooleanField(label=_("Share it with the team"), required=False)
    is_default = forms.BooleanField(label=_("Show it first when I open People"), required=False)


class NewViewForm(SavedViewForm):
    """The same, with the question that is to be kept."""

    query = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_query(self) -> str:
        """Return the parts of the question that the list understands."""
        return understood(QueryDict(self.cleaned_data["query"]))

    def clean(self) -> dict[str, Any]:
        """Refuse a question too long to keep: letters such as é count six times in an address."""
        cleaned: dict[str, Any] = super().clean() or {}
        if len(cleaned.get("query", "")) > MOST_QUERY:
            self.add_error(None, _("The list is narrowed by too many words to be kept."))
        return cleaned


def understood(query: QueryDict) -> str:
    """Return a question in one spelling: what the list understands, in its own order."""
    kept: dict[str, Any] = {
        name: query[name]
        for name in (*FILTERS, "sort")
        if name == "cohort" or query.get(name)
        if name in query
    }
    asked = QueryDict(mutable=True)
    asked.update(kept)
    return asked.urlencode()
