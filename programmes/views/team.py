"""Who works for a programme, from when to when, and who champions it."""

from typing import NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.actions import add_person
from mentorship.accounts.permissions import ROLE_PERMISSIONS, Permission, Role
from mentorship.accounts.quicker import who_was_quicker
from programmes.access import programme_view
from programmes.actions import LastLeadError, join_team, leave_team
from programmes.actions.caseloads import SHARED_OUT, CannotLookAfterError, Heir
from programmes.actions.team import HasEndedError, HeldTwiceError, change_dates
from programmes.forms import TeamMemberForm
from programmes.forms.team import (
    NOBODY,
    ROLE_WORDS,
    SHARED,
    TEAM_ROLES,
    MemberDatesForm,
    MemberEndForm,
)
from programmes.models import Programme, TeamMember
from programmes.permissions import allowed_in
from programmes.team.caseloads import caseload_of, caseloads_of, coordinators_of

# Those with the most to answer for come first.
ROLES = Role.values


class RoleCard(NamedTuple):
    """A role in words: what it is for, and what it may do, item by item."""

    label: str
    words: str
    may: list[str]


@programme_view(Permission.VIEW_PROGRAMME)
@require_GET
def team(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show who works for the programme, who will, who did, and who champions it."""
    members = sorted(
        programme.team.select_related("person").order_by("started_on", "pk"),
        key=lambda member: ROLES.index(member.role),
    )
    sees_people = _may(request, programme, Permission.VIEW_PEOPLE)
    loads = {load.member.pk: load.total for load in caseloads_of(programme)} if sees_people else {}
    context = {
        "programme": programme,
        "members": [
            {"member": member, "people": loads.get(member.pk)}
            for member in members
            if member.is_current
        ],
        "to_come": [member for member in members if member.is_to_come],
        "past": sorted(
            (member for member in members if member.is_past),
            key=lambda member: str(member.ended_on),
            reverse=True,
        ),
        "roles": _role_cards(),
        "sponsorships": programme.sponsorships.current().select_related("person"),
        "may_manage": _may(request, programme, Permission.MANAGE_PROGRAMME),
        "sees_people": sees_people,
    }
    return render(request, "programmes/team_list.html", context)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def member_add(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Let somebody work for the programme, from today or a day ahead."""
    form = TeamMemberForm(request.POST or None)
    if form.is_valid() and _add(request, programme, form):
        return redirect("programmes:team", slug=programme.slug)
    context = {
        "form": form,
        "roles": _role_cards(),
        "programme": programme,
        "back_url": reverse("programmes:team", args=(programme.slug,)),
    }
    return render(request, "programmes/team_add.html", context)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def member_leave(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Ask when, why, and who takes over; then end somebody's time in the team."""
    member = _member(programme, pk)
    if member.is_past:
        return _too_late(request, programme, member)
    coordinators = coordinators_of(programme)
    heirs = [each for each in coordinators if each.person_id != member.person_id]
    people = caseload_of(member).count()
    data = request.POST if request.method == "POST" else None
    form = MemberEndForm(data, heirs=heirs, people=people)
    if form.is_valid() and _end(request, member, form):
        return redirect("programmes:team", slug=programme.slug)
    context = {
        "programme": programme,
        "form": form,
        "member": member,
        "people": people,
        "back_url": reverse("programmes:team", args=(programme.slug,)),
    }
    return render(request, "programmes/team_end.html", context)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def member_dates(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Change from when and until when somebody works for the programme."""
    member = _member(programme, pk)
    if member.is_past:
        return _too_late(request, programme, member)
    form = MemberDatesForm(request.POST if request.method == "POST" else None, member=member)
    if form.is_valid() and _change_dates(request, member, form):
        return redirect("programmes:team", slug=programme.slug)
    context = {
        "form": form,
        "title": _("%(name)s’s dates") % {"name": member.person.name},
        "lead": _("As %(role)s. What they may do begins and ends with these days by itself.")
        % {"role": member.get_role_display().lower()},
        "action": _("Save the dates"),
        "back_url": reverse("programmes:team", args=(programme.slug,)),
    }
    return render(request, "programmes/form.html", context)


def _add(request: SignedInRequest, programme: Programme, form: TeamMemberForm) -> bool:
    """Let them join, and tell; or say at the field why not."""
    wanted = form.cleaned_data
    person = add_person(
        organisation=programme.organisation,
        name=wanted["name"],
        email=wanted["email"],
        by=request.user,
    )
    try:
        member = join_team(
            programme=programme,
            person=person,
            role=Role(wanted["role"]),
            by=request.user,
            started_on=wanted["started_on"],
            ended_on=form.ended_on(),
        )
    except HeldTwiceError:
        said = _("%(name)s has this role on some of these days already.")
        form.add_error("started_on", said % {"name": person.name})
        return False
    facts = {"name": person.name, "day": date_format(member.started_on, "j F Y")}
    said = (
        _("%(name)s is in the team from %(day)s on.")
        if member.is_to_come
        else _("%(name)s is in the team.")
    )
    messages.success(request, said % facts)
    return True


def _end(request: SignedInRequest, member: TeamMember, form: MemberEndForm) -> bool:
    """End their time, and tell; or say at the field why not."""
    said, name = form.cleaned_data, {"name": member.person.name}
    chosen = said.get("heir", NOBODY)
    heir: Heir = SHARED_OUT if chosen == SHARED else form.heirs.get(chosen)
    try:
        leave_team(
            member, by=request.user, reason=said["reason"], ended_on=form.ended_on(), heir=heir
        )
    except LastLeadError as error:
        form.add_error(None, _last_lead(error))
        return False
    except CannotLookAfterError:
        form.add_error("heir", _("They have left meanwhile. Please choose somebody else."))
        return False
    except HasEndedError:
        messages.warning(request, _quicker(request, member))
        return True
    if member.is_past or member.last_day is None:
        messages.success(request, _("%(name)s has left the team.") % name)
    else:
        facts = {**name, "day": date_format(member.last_day, "j F Y")}
        messages.success(request, _("%(name)s’s last day is %(day)s.") % facts)
    return True


def _change_dates(request: SignedInRequest, member: TeamMember, form: MemberDatesForm) -> bool:
    """Change the dates, and tell; or say at the field why not."""
    try:
        change_dates(
            member,
            started_on=form.cleaned_data["started_on"],
            ended_on=form.ended_on(),
            by=request.user,
        )
    except LastLeadError as error:
        form.add_error("last_day", _last_lead(error))
        return False
    except HeldTwiceError:
        form.add_error("started_on", _("They have this role on some of these days already."))
        return False
    except HasEndedError:
        messages.warning(request, _quicker(request, member))
        return True
    messages.success(request, _("The dates of %(name)s are saved.") % {"name": member.person.name})
    return True


def _last_lead(error: LastLeadError) -> str:
    """Say from which day on nobody would lead, and what to do first."""
    return _(
        "Somebody has to lead: from %(day)s on nobody would. Please name another lead first."
    ) % {"day": date_format(error.day, "j F Y")}


def _member(programme: Programme, pk: UUID) -> TeamMember:
    """Return a member of the programme, past or not."""
    return get_object_or_404(programme.team.select_related("person", "programme"), pk=pk)


def _too_late(request: SignedInRequest, programme: Programme, member: TeamMember) -> HttpResponse:
    """Say who ended their time, and return to the team."""
    messages.warning(request, _quicker(request, member))
    return redirect("programmes:team", slug=programme.slug)


def _quicker(request: SignedInRequest, member: TeamMember) -> str:
    """Say who was quicker."""
    name = member.person.name
    otherwise = _("%(name)s’s time in the team has ended already.") % {"name": name}
    return who_was_quicker(member, name=name, viewer=request.user, otherwise=otherwise)


def _role_cards() -> list[RoleCard]:
    """Return what each role of a team is for and may do."""
    return [
        RoleCard(
            str(role.label),
            str(ROLE_WORDS[role]),
            [str(each.label) for each in Permission if each in ROLE_PERMISSIONS[role]],
        )
        for role in TEAM_ROLES
    ]


def _may(request: SignedInRequest, programme: Programme, permission: Permission) -> bool:
    """Tell whether whoever asks has the permission in the programme."""
    return allowed_in(request.user, permission, programme)
