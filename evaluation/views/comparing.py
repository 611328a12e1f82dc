"""The console's pages that compare: groups, the same people over time, self and others."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from evaluation.comparing.groups import By, Comparison, compare, may_have_departments
from evaluation.comparing.pages import comparison_shown, detail_of, gaps_shown, step_shown
from evaluation.comparing.people import people_of, said_by
from evaluation.comparing.queries import closed_waves
from evaluation.comparing.series import series_in, twins_in
from evaluation.comparing.walk import walk
from evaluation.forms.comparing import CompareForm, SeriesForm, TwinForm
from evaluation.models import Answer
from evaluation.tabs import tabs_of
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.common.tabs import Tab
from programmes.access import programme_view
from programmes.models import Programme

PER_PAGE = 25


@require_GET
@programme_view(Permission.VIEW_RESULTS)
def survey_compare(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show the questions of a survey in cohorts, departments or roles."""
    waves = closed_waves(programme, request.user)
    # The survey that closed last comes first, each in its newest version.
    newest = {wave.instrument.key: wave.instrument for wave in waves}
    offered = [newest[key] for key in dict.fromkeys(wave.instrument.key for wave in waves[::-1])]
    form = CompareForm(offered, request.GET if "survey" in request.GET else None)
    context = _frame(programme, "survey-compare") | {"form": form, "is_empty": not offered}
    if offered:
        is_chosen = form.is_valid()
        instrument = newest[form.cleaned_data["survey"]] if is_chosen else offered[0]
        by = By(form.cleaned_data["by"]) if is_chosen else By.COHORT
        found = compare(programme, waves, instrument, by, person=request.user)
        context |= _compared(request, found)
    return render(request, "evaluation/survey_compare.html", context)


@require_GET
@programme_view(Permission.VIEW_RESULTS)
def survey_change(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show how the same people answered the same questions before and after."""
    waves = closed_waves(programme, request.user)
    offered = series_in(waves)
    form = SeriesForm(offered, request.GET if "of" in request.GET else None)
    context = _frame(programme, "survey-change") | {"form": form, "is_empty": not offered}
    if offered:
        key = form.cleaned_data["of"] if form.is_valid() else offered[0].key
        chosen = next(series for series in offered if series.key == key)
        ratings = {pk: wave for twin in twins_in(waves) for pk, wave in twin.others.items()}
        steps = [step_shown(step) for step in walk(chosen.waves, ratings).steps]
        context |= {"series": chosen, "steps": steps}
    return render(request, "evaluation/survey_change.html", context)


@require_GET
@programme_view(Permission.VIEW_RESULTS)
def survey_gap(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show how mentors see themselves, and how their mentees see them."""
    offered = twins_in(closed_waves(programme, request.user))
    form = TwinForm(offered, request.GET if "cohort" in request.GET else None)
    context = _frame(programme, "survey-gap") | {"form": form, "is_empty": not offered}
    if offered:
        first = str(offered[0].cohort.pk)
        chosen = form.cleaned_data["cohort"] if form.is_valid() else first
        twin = next(twin for twin in offered if str(twin.cohort.pk) == chosen)
        last = walk(twin.own, twin.others).gaps[-1]
        context |= {"twin": twin, "gaps": last, "shown": gaps_shown(last)}
    return render(request, "evaluation/survey_gap.html", context)


def _compared(request: SignedInRequest, found: Comparison) -> dict[str, Any]:
    """Return what is shown of a comparison: all questions, one of them, the people behind it."""
    question = request.GET.get("question", "")
    behind = people_of(found, question, request.GET.get("behind", ""))
    answers: QuerySet[Answer] | list[Answer] = behind.answers if behind else []
    page = Paginator(answers, PER_PAGE).get_page(request.GET.get("page"))
    return {
        "comparison": found,
        "shown": comparison_shown(found),
        "detail": detail_of(found, question),
        "question": question,
        "behind": behind,
        "page": page,
        "said": [said_by(answer, behind.item) for answer in page] if behind else [],
        "knows_departments": may_have_departments(found.instrument),
    }


def _frame(programme: Programme, current: str) -> dict[str, Any]:
    """Return what all three pages show around their figures."""
    kinds = (
        ("survey-compare", _("Groups")),
        ("survey-change", _("Before and after")),
        ("survey-gap", _("Self and others")),
    )
    return {
        "programme": programme,
        "tabs": tabs_of(programme, "survey-compare"),
        "kinds": [
            Tab(label, reverse(f"evaluation:{name}", args=(programme.slug,)), name == current)
            for name, label in kinds
        ],
    }
