"""Who works for a programme, and who champions it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest, allows
from mentorship.accounts.actions import add_person
from mentorship.accounts.permissions import Permission, Role
from programmes.access import programme_view
from programmes.actions import LastLeadError, appoint_sponsor, join_team, leave_team
from programmes.forms import SponsorForm, TeamMemberForm
from programmes.models import Programme

# Those with the most to answer for come first.
ROLES = Role.values


@programme_view(Permission.VIEW_PROGRAMME)
@require_GET
def team(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show who works for the programme, and who champions it."""
    members = programme.team.current().select_related("person").order_by("started_on", "pk")
    context = {
        "programme": programme,
        "members": sorted(members, key=lambda member: ROLES.index(member.role)),
        "sponsorships": programme.sponsorships.current().select_related("person"),
        "may_see_people": allows(
            request.user,
            Permission.VIEW_PEOPLE,
            organisation_id=programme.organisation_id,
            programme_id=programme.pk,
        ),
        "may_manage": allows(
            request.user,
            Permission.MANAGE_PROGRAMME,
            organisation_id=programme.organisation_id,
            programme_id=programme.pk,
        ),
    }
    return render(request, "programmes/team_list.html", context)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def member_add(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Let somebody work for the programme."""
    form = TeamMemberForm(request.POST or None)
    if form.is_valid():
        wanted = form.cleaned_data
        person = add_person(
            organisation=programme.organisation,
            name=wanted["name"],
            email=wanted["email"],
            by=request.user,
        )
        join_team(programme=programme, person=person, role=Role(wanted["role"]), by=request.user)
        messages.success(request, _("%(name)s is in the team.") % {"name": person.name})
        return redirect("programmes:team", slug=programme.slug)
    context = {
        "form": form,
        "title": _("Add somebody to the team"),
        "lead": _("What they may do in %(programme)s follows from their role.")
        % {"programme": programme.name},
        "action": _("Add them"),
        "back_url": reverse("programmes:team", args=(programme.slug,)),
    }
    return render(request, "programmes/form.html", context)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_POST
def member_leave(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """End somebody's work for the programme."""
    members = programme.team.current().select_related("person", "programme")
    member = get_object_or_404(members, pk=pk)
    try:
        leave_team(member, by=request.user)
    except LastLeadError:
        messages.warning(request, _("Somebody has to lead: please name another lead first."))
    else:
        messages.success(request, _("%(name)s has left the team.") % {"name": member.person.name})
    return redirect("programmes:team", slug=programme.slug)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def sponsor_add(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Name a champion."""
    form = SponsorForm(request.POST or None)
    if form.is_valid():
        wanted = form.cleaned_data
        person = add_person(
            organisation=programme.organisation,
            name=wanted["name"],
            email=wanted["email"],
            by=request.user,
        )
        appoint_sponsor(
            programme=programme, person=person, position=wanted["position"], by=request.user
        )
        messages.success(
            request,
            _("%(name)s stands for %(programme)s.")
            % {"name": person.name, "programme": programme.name},
        )
        return redirect("programmes:team", slug=programme.slug)
    context = {
        "form": form,
        "title": _("Name a sponsor"),
        "lead": _(
            "Somebody at senior level who stands for the programme. "
            "Its reports reach them by e-mail; they need not sign in."
        ),
        "action": _("Name them"),
        "back_url": reverse("programmes:team", args=(programme.slug,)),
    }
    return render(request, "programmes/form.html", context)
