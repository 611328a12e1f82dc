"""Who is in a programme, how far everybody is, and the list of them as a file."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mentorship.accounts.access import SignedInRequest, allows
from mentorship.accounts.actions import add_person
from mentorship.accounts.permissions import Permission
from mentorship.common.downloads import table_response
from programmes.access import programme_view
from programmes.actions import (
    AlreadyTakesPartError,
    CohortClosedError,
    add_participant,
    note_download,
)
from programmes.emails import preview_invitation
from programmes.enums import ParticipantRole, ParticipantState
from programmes.filters import ParticipantFilter
from programmes.forms import ParticipantForm
from programmes.models import Participant, Programme
from programmes.models.participant import ParticipantQuerySet
from programmes.queries import StateCount, current_cohort, funnel_of
from programmes.tables import (
    people_columns,
    people_header,
    people_lines,
    people_rows,
    sort_people,
)

PER_PAGE = 25


@programme_view(Permission.VIEW_PEOPLE)
@require_GET
def people(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """List the participants, below the funnel of all whom name, role and cohort leave in."""
    query, everybody = _query(request, programme), _everybody(request, programme)
    narrowed = ParticipantFilter(query, everybody, programme=programme)
    in_any_state = ParticipantFilter(_without_state(query), everybody, programme=programme)
    steps = funnel_of(in_any_state.qs)
    found = sort_people(narrowed.qs, query.get("sort", "")).select_related("person", "cohort")
    page = Paginator(found, PER_PAGE).get_page(query.get("page"))
    csv_url = reverse("programmes:people-csv", args=(programme.slug,))
    context = {
        "programme": programme,
        "form": narrowed.form,
        "steps": [_funnel_step(step, query) for step in steps],
        "total": sum(step.count for step in steps),
        "columns": people_columns(query),
        "rows": people_rows(programme, page),
        "page": page,
        "csv_url": f"{csv_url}?{query.urlencode()}",
        "add_url": _add_url(request, programme),
    }
    return render(request, "programmes/participant_list.html", context)


@programme_view(Permission.VIEW_PEOPLE)
@require_GET
def people_csv(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Hand out the list, narrowed and sorted as on the page, as a file; recorded."""
    query = _query(request, programme)
    narrowed = ParticipantFilter(query, _everybody(request, programme), programme=programme)
    found = sort_people(narrowed.qs, query.get("sort", "")).select_related("person", "cohort")
    lines = people_lines(found)
    note_download(programme, rows=len(lines), by=request.user)
    wanted = request.GET.get("format", "")
    return table_response(f"{programme.slug}-people", people_header(), lines, wanted=wanted)


@programme_view(Permission.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def participant_add(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Give somebody a place; an invitation is shown as it will leave before it does."""
    form = ParticipantForm(request.POST or None, programme=programme)
    if form.is_valid() and "change" not in request.POST:
        wanted = form.cleaned_data
        if wanted["state"] == ParticipantState.INVITED and "checked" not in request.POST:
            return _check_invitation(request, programme, form)
        if _add(request, programme, form):
            done = _("%(name)s is invited.") if "checked" in request.POST else _("%(name)s is in.")
            messages.success(request, done % {"name": wanted["name"]})
            people_url = reverse("programmes:people", args=(programme.slug,))
            return redirect(f"{people_url}?cohort={wanted['cohort'].pk}")
    context = {
        "form": form,
        "title": _("Add somebody"),
        "lead": _("To %(programme)s, as mentor or mentee.") % {"programme": programme.name},
        "action": _("Go on"),
        "back_url": reverse("programmes:people", args=(programme.slug,)),
    }
    return render(request, "programmes/form.html", context)


def _check_invitation(
    request: SignedInRequest, programme: Programme, form: ParticipantForm
) -> HttpResponse:
    """Show the mail that is about to leave."""
    wanted = form.cleaned_data
    preview = preview_invitation(
        cohort=wanted["cohort"],
        role=ParticipantRole(wanted["role"]),
        name=wanted["name"],
        by=request.user,
    )
    context = {"form": form, "programme": programme, "preview": preview, "to": wanted["email"]}
    return render(request, "programmes/participant_check.html", context)


def _add(request: SignedInRequest, programme: Programme, form: ParticipantForm) -> bool:
    """Add whom the form names; else write on the form why not."""
    wanted = form.cleaned_data
    try:
        person = add_person(
            organisation=programme.organisation,
            name=wanted["name"],
            email=wanted["email"],
            by=request.user,
        )
        add_participant(
            cohort=wanted["cohort"],
            person=person,
            role=ParticipantRole(wanted["role"]),
            state=ParticipantState(wanted["state"]),
            by=request.user,
        )
    except AlreadyTakesPartError:
        form.add_error("email", _("This person has this place in the cohort already."))
    except CohortClosedError:
        form.add_error("cohort", _("This cohort is closed."))
    return form.is_valid()


def _query(request: SignedInRequest, programme: Programme) -> QueryDict:
    """Return what the address asks for; where it names no cohort, the current one."""
    query = request.GET.copy()
    if "cohort" not in query:
        cohort = current_cohort(list(programme.cohorts.all()))
        query["cohort"] = str(cohort.pk) if cohort else ""
    return query


def _without_state(query: QueryDict) -> QueryDict:
    """Return the same question, asked of people in any state."""
    changed = query.copy()
    changed.pop("state", None)
    return changed


def _everybody(request: SignedInRequest, programme: Programme) -> ParticipantQuerySet:
    """Return the participants of the programme whom the person may see."""
    return Participant.objects.visible_to(request.user).filter(cohort__programme=programme)


def _funnel_step(step: StateCount, query: QueryDict) -> dict[str, Any]:
    """Return a state of the funnel; a click narrows the list to it, another shows all again."""
    is_current = query.get("state") == step.state
    changed = _without_state(query)
    changed.pop("page", None)
    if not is_current:
        changed["state"] = step.state
    return {
        "label": step.state.label,
        "count": step.count,
        "url": f"?{changed.urlencode()}",
        "is_current": is_current,
    }


def _add_url(request: SignedInRequest, programme: Programme) -> str:
    """Return where people are added, for those who may."""
    may_add = allows(
        request.user,
        Permission.MANAGE_PEOPLE,
        organisation_id=programme.organisation_id,
        programme_id=programme.pk,
    )
    return reverse("programmes:participant-add", args=(programme.slug,)) if may_add else ""
