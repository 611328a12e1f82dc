"""Who is in a programme, how far everybody is, and the list of them as a file."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.actions import add_person
from mentorship.accounts.models import Person
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
from programmes.filters import MORE, chips_of, without
from programmes.forms import ParticipantForm
from programmes.forms.saved_views import understood
from programmes.models import Programme, SavedView
from programmes.people import may_manage, rows_of
from programmes.people.found import FoundPeople, list_query
from programmes.queries import StateCount
from programmes.tables import (
    people_columns,
    people_header,
    people_lines,
    people_rows,
)


@programme_view(Permission.VIEW_PEOPLE)
@require_GET
def people(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """List the participants, below the funnel of all whom the other filters leave in."""
    views = list(
        SavedView.objects.visible_to(request.user)
        .filter(programme=programme)
        .select_related("person", "programme")
        .by_name()
    )
    first = _first_view(views, request.user)
    if first and first.query and not request.GET:
        return redirect(f"{request.path}?{first.query}")
    query = list_query(request.GET, programme)
    found = FoundPeople(query, programme, viewer=request.user)
    page = found.page()
    context = {
        "programme": programme,
        "query": query.urlencode(),
        "form": found.narrowed.form,
        "more_open": any(name in found.narrowed.chosen for name in MORE),
        "chips": chips_of(found.narrowed, query),
        "steps": [_funnel_step(step, query) for step in found.steps],
        "total": found.total,
        "columns": people_columns(query),
        "rows": people_rows(programme, rows_of(programme, page), query),
        "page": page,
        "views": [_view_link(view, query, request.user) for view in views],
        "may_manage": may_manage(request.user, programme),
        **_addresses(programme, query),
    }
    return render(request, "programmes/participant_list.html", context)


@programme_view(Permission.VIEW_PEOPLE)
@require_GET
def people_csv(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Hand out the list, narrowed and sorted as on the page, as a file; recorded."""
    found = FoundPeople(list_query(request.GET, programme), programme, viewer=request.user)
    places = list(found.people)
    lines = people_lines(rows_of(programme, places))
    people = [place.person_id for place in places]
    note_download(programme, rows=len(lines), people=people, by=request.user)
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


def _funnel_step(step: StateCount, query: QueryDict) -> dict[str, Any]:
    """Return a state of the funnel; a click narrows the list to it, another shows all again."""
    is_current = query.get("state") == step.state
    changed = without(query, "state")
    if not is_current:
        changed["state"] = step.state
    return {
        "label": step.state.label,
        "count": step.count,
        "url": f"?{changed.urlencode()}",
        "is_current": is_current,
    }


def _first_view(views: list[SavedView], viewer: Person) -> SavedView | None:
    """Return the view that the person wants to see first."""
    return next((view for view in views if view.is_default and view.person == viewer), None)


def _view_link(view: SavedView, query: QueryDict, viewer: Person) -> dict[str, Any]:
    """Return a kept view as a link; who keeps it may change it."""
    is_own = view.person == viewer
    return {
        "label": view.name,
        "url": f"?{view.query}",
        "is_current": understood(QueryDict(view.query)) == understood(query),
        "whose": "" if is_own else view.person.name,
        "change_url": reverse("programmes:view-change", args=(view.programme.slug, view.pk))
        if is_own
        else "",
    }


def _addresses(programme: Programme, query: QueryDict) -> dict[str, str]:
    """Return where the page leads."""

    def at(name: str) -> str:
        return reverse(f"programmes:{name}", args=(programme.slug,))

    return {
        "add_url": at("participant-add"),
        "csv_url": f"{at('people-csv')}?{query.urlencode()}",
        "clear_url": f"{at('people')}?cohort={query['cohort']}",
        "keep_url": f"{at('view-add')}?{urlencode({'query': query.urlencode()})}",
        "duplicates_url": at("duplicates"),
    }
