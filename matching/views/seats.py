"""People and seats of a round in the console, and mentors who share a ceiling."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from matching.actions.seats import (
    InAnotherGroupError,
    NameTakenError,
    add_group,
    change_group,
    facts_of,
    give_seats,
    remove_group,
)
from matching.models import Round
from matching.rounds.forms import GroupForm, SeatsForm
from matching.rounds.overview import standing_of
from matching.rounds.pages import (
    group_in,
    may_manage,
    round_in,
    trail_of,
    trail_through,
    while_open,
)
from matching.rounds.people import (
    PeopleFilter,
    RoundPeople,
    groups_of,
    mentors_of,
    people_of,
    rows_of,
)
from matching.tabs import tabs_of
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.forms.meanwhile import SEEN, meanwhile_of, seen_by, values_of
from programmes.meanwhile import ChangedMeanwhileError, mark_of
from programmes.models import Programme

PER_PAGE = 25


@programme_view(Permission.VIEW_MATCHES)
@require_GET
def round_seats(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """List the people of a round: seats and room, and what keeps somebody out."""
    chosen = round_in(request, programme, pk)
    people = RoundPeople(chosen)
    narrowed = PeopleFilter(request.GET, queryset=people_of(chosen), people=people)
    page = Paginator(narrowed.qs, PER_PAGE).get_page(request.GET.get("page"))
    manages = may_manage(request, chosen)
    context = {
        "programme": programme,
        "round": chosen,
        "standing": standing_of(chosen),
        "form": narrowed.form,
        "is_narrowed": any(request.GET.get(name) for name in ("q", "role", "show")),
        "page": page,
        "rows": rows_of(people, list(page.object_list), may_manage=manages),
        "groups": groups_of(chosen),
        "may_manage": manages,
        "tabs": tabs_of(chosen, "round-seats"),
        "trail": trail_of(chosen),
    }
    return render(request, "matching/round_seats.html", context)


@programme_view(Permission.MANAGE_MATCHES)
@require_POST
@while_open
def round_give_seats(
    request: SignedInRequest, programme: Programme, round_id: UUID, mentor_id: UUID
) -> HttpResponse:
    """Give a mentor other seats than they or the round say, or take that back."""
    chosen = round_in(request, programme, round_id)
    mentor = get_object_or_404(mentors_of(chosen), pk=mentor_id)
    form = SeatsForm(request.POST)
    if form.is_valid():
        give_seats(
            chosen,
            mentor,
            seats=form.cleaned_data["seats"],
            seen=form.cleaned_data["seen"],
            by=request.user,
        )
        messages.success(request, _("Saved for %(name)s.") % {"name": mentor.person.name})
    else:
        messages.error(request, _("Write a whole number, 0 or more; empty leaves it to them."))
    url = reverse("matching:round-seats", args=(programme.slug, chosen.pk))
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{url}?{query}" if query else url)


@programme_view(Permission.MANAGE_MATCHES)
@require_http_methods(["GET", "POST"])
@while_open
def group_add(request: SignedInRequest, programme: Programme, round_id: UUID) -> HttpResponse:
    """Let mentors share a ceiling."""
    chosen = round_in(request, programme, round_id)
    form = GroupForm(request.POST or None, mentors=mentors_of(chosen))
    if form.is_valid():
        try:
            add_group(chosen, by=request.user, **values_of(form))
        except (NameTakenError, InAnotherGroupError) as error:
            _say_why(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("matching:round-seats", programme.slug, chosen.pk)
    return _group_page(request, chosen, form, title=_("Let mentors share a ceiling"))


@programme_view(Permission.MANAGE_MATCHES)
@require_http_methods(["GET", "POST"])
@while_open
def group_change(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Change who shares a ceiling, and how high it is."""
    group = group_in(request, programme, pk)
    stored = facts_of(group)
    initial = {"members": stored["members"], SEEN: mark_of(stored)}
    form = GroupForm(
        request.POST or None, instance=group, initial=initial, mentors=mentors_of(group.round)
    )
    meanwhile = None
    if form.is_valid():
        try:
            change_group(group, by=request.user, seen=seen_by(form), **values_of(form))
        except (NameTakenError, InAnotherGroupError) as error:
            _say_why(form, error)
        except ChangedMeanwhileError as error:
            meanwhile = meanwhile_of(error, form)
        else:
            messages.success(request, _("Saved."))
            return redirect("matching:round-seats", programme.slug, group.round_id)
    title = _("Mentors who share a ceiling")
    return _group_page(request, group.round, form, title=title, meanwhile=meanwhile)


@programme_view(Permission.MANAGE_MATCHES)
@require_http_methods(["GET", "POST"])
@while_open
def group_remove(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Ask whether mentors should no longer share a ceiling, and end it."""
    group = group_in(request, programme, pk)
    if request.method == "POST":
        remove_group(group, by=request.user)
        messages.success(request, _("They no longer share a ceiling."))
        return redirect("matching:round-seats", programme.slug, group.round_id)
    return _group_page(
        request,
        group.round,
        forms.Form(),
        title=_("End the ceiling of “%(name)s”?") % {"name": group.name},
        lead=_("Each of these mentors keeps their own number of mentees."),
        action=_("End it"),
        style="danger",
    )


def _group_page(
    request: SignedInRequest, chosen: Round, form: forms.BaseForm, **facts: Any
) -> HttpResponse:
    """Show one form about mentors who share a ceiling."""
    slug = chosen.cohort.programme.slug
    context = {
        "form": form,
        "action": _("Save"),
        "back_url": reverse("matching:round-seats", args=(slug, chosen.pk)),
        "trail": trail_through(
            chosen,
            (_("People and seats"), reverse("matching:round-seats", args=(slug, chosen.pk))),
            (_("Who share a ceiling"), ""),
        ),
        **facts,
    }
    return render(request, "programmes/form.html", context)


def _say_why(form: forms.BaseForm, error: Exception) -> None:
    """Say beside the field why the group cannot be so."""
    if isinstance(error, InAnotherGroupError):
        words = _("In another group already: %(names)s.") % {"names": ", ".join(error.names)}
        form.add_error("members", words)
    else:
        form.add_error("name", _("Another group of this round is called so."))
