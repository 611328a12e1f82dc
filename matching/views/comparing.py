"""Drafts side by side."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from matching.drafts.finding import trail_of
from matching.models import Draft
from matching.tabs import tabs_of
from matching.trying.compare_page import comparison_of, people_rows
from matching.trying.comparing import MOST_DRAFTS, drafts_to_compare, mentees_that_differ
from matching.views.what_ifs import ready_or_404
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.models import Programme

PER_PAGE = 25
MOST_LISTED = 50


class CompareForm(forms.Form):
    """With which drafts, and whom to show."""

    drafts = forms.MultipleChoiceField(
        label=gettext_lazy("Beside it"), required=False, widget=forms.CheckboxSelectMultiple
    )
    show = forms.ChoiceField(
        label=gettext_lazy("People"),
        required=False,
        choices=(
            ("", gettext_lazy("Only those with somebody else")),
            ("all", gettext_lazy("Everybody")),
        ),
    )

    def __init__(self, data: Any, *, others: list[Draft]) -> None:
        """Take the drafts that may stand beside the first."""
        super().__init__(data)
        choices = [(str(draft.pk), str(draft)) for draft in others]
        self.fields["drafts"].choices = choices  # type: ignore[attr-defined]  # a field of choices

    def clean_drafts(self) -> list[str]:
        """Return the drafts, three at most."""
        chosen: list[str] = self.cleaned_data["drafts"]
        if len(chosen) >= MOST_DRAFTS:
            raise forms.ValidationError(_("Choose three at most."))
        return chosen


@require_GET
@programme_view(Permission.VIEW_MATCHES)
def draft_compare(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Show a draft beside up to three others: measures, rules and people that differ."""
    draft = ready_or_404(request, programme, pk)
    others = list(drafts_to_compare(draft).select_related("round__cohort__programme")[:MOST_LISTED])
    data = request.GET.copy()
    if "drafts" not in data and others:
        first = next((other for other in others if other.pk == draft.parent_id), others[0])
        data["drafts"] = str(first.pk)
    form = CompareForm(data, others=others)
    context = {
        "programme": programme,
        "draft": draft,
        "form": form,
        "others": others,
        "tabs": tabs_of(draft.round, "draft-list"),
        "trail": trail_of(programme, draft, _("Compare")),
        "page_url": reverse("matching:draft-compare", args=(programme.slug, draft.pk)),
        "try_url": reverse("matching:draft-try", args=(programme.slug, draft.pk)),
    }
    if form.is_valid() and form.cleaned_data["drafts"]:
        wanted = set(form.cleaned_data["drafts"])
        drafts = [draft, *(other for other in others if str(other.pk) in wanted)]
        everybody = form.cleaned_data["show"] == "all"
        rows = mentees_that_differ(drafts, everybody=everybody)
        page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
        context |= {
            "comparison": comparison_of(programme, drafts),
            "page": page,
            "people": people_rows(drafts, page),
            "everybody": everybody,
        }
    return render(request, "matching/compare.html", context)
