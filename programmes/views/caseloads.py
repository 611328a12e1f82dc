"""Who looks after whom: every coordinator's caseload, giving people to another, and sharing out."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.actions.caseloads import (
    CannotLookAfterError,
    PlanChangedError,
    assign_caseload,
    rebalance,
)
from programmes.forms.caseloads import AssignForm
from programmes.models import Participant, Programme, TeamMember
from programmes.models.participant import ParticipantQuerySet
from programmes.permissions import allowed_in
from programmes.team.caseloads import (
    caseload_of,
    caseloads_of,
    coordinators_of,
    people_of,
    plan_rebalance,
)

PER_PAGE = 50
MOST_MOVES_SHOWN = 200


@programme_view(Permission.VIEW_PEOPLE)
@require_GET
def caseloads(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show how many people each coordinator looks after, and how many nobody does."""
    loads = caseloads_of(programme)
    nobodys = people_of(programme).in_nobodys_caseload().count()
    context = {
        "programme": programme,
        "loads": loads,
        "most": max((load.total for load in loads), default=0),
        "nobodys": nobodys,
        "total": sum(load.total for load in loads) + nobodys,
        "may_manage": _may_manage(request, programme),
    }
    return render(request, "programmes/caseload_list.html", context)


@programme_view(Permission.VIEW_PEOPLE)
@require_http_methods(["GET", "POST"])
def caseload(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Show whom a coordinator looks after; a selection can be given to another."""
    members = programme.team.current().with_caseload().select_related("person", "programme")
    member = get_object_or_404(members, pk=pk)
    return _list(request, programme, caseload_of(member), member)


@programme_view(Permission.VIEW_PEOPLE)
@require_http_methods(["GET", "POST"])
def caseload_nobody(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show who is in nobody's caseload; a selection can be given to somebody."""
    return _list(request, programme, people_of(programme).in_nobodys_caseload(), None)


@programme_view(Permission.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def caseload_rebalance(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show who would move from whom to whom and why; POST does exactly what was shown."""
    if request.method == "POST":
        try:
            done = rebalance(
                programme, fingerprint=request.POST.get("fingerprint", ""), by=request.user
            )
        except PlanChangedError:
            messages.warning(
                request, _("Something has changed meanwhile. This is the plan as it is now.")
            )
        else:
            messages.success(request, _shared_out(len(done.moves)))
            return redirect("programmes:caseloads", slug=programme.slug)
    plan = plan_rebalance(programme)
    context = {
        "programme": programme,
        "plan": plan,
        "moves": plan.moves[:MOST_MOVES_SHOWN],
        "leaving": plan.leaving,
        "more": max(0, len(plan.moves) - MOST_MOVES_SHOWN),
        "most": max((max(share.before, share.after) for share in plan.shares), default=0),
        "back_url": reverse("programmes:caseloads", args=(programme.slug,)),
    }
    return render(request, "programmes/caseload_rebalance.html", context)


def _list(
    request: SignedInRequest,
    programme: Programme,
    theirs: ParticipantQuerySet,
    member: TeamMember | None,
) -> HttpResponse:
    """Show one caseload with ticks, and act on them."""
    may_manage = _may_manage(request, programme)
    if request.method == "POST" and not may_manage:
        raise PermissionDenied
    visible = Participant.objects.visible_to(request.user).filter(pk__in=theirs.values("pk"))
    others = [
        each
        for each in coordinators_of(programme)
        if member is None or each.person_id != member.person_id
    ]
    form = AssignForm(
        request.POST if request.method == "POST" else None,
        people=visible,
        coordinators=others,
        may_release=member is not None,
    )
    if form.is_valid() and _assign(request, programme, form):
        return redirect(request.path)
    found = visible.select_related("person", "cohort").by_name()
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "programme": programme,
        "member": member,
        "form": form,
        "ticked": request.POST.getlist("people"),
        "page": page,
        "list_url": _list_url(programme, member) if member else "",
        "may_manage": may_manage and bool(others or member),
        "trail": [
            {
                "label": _("Caseloads"),
                "url": reverse("programmes:caseloads", args=(programme.slug,)),
            },
            {"label": member.person.name if member else _("In nobody’s caseload")},
        ],
    }
    return render(request, "programmes/caseload_detail.html", context)


def _list_url(programme: Programme, member: TeamMember) -> str:
    """Return the list of people, narrowed to a coordinator's."""
    people = reverse("programmes:people", args=(programme.slug,))
    return f"{people}?cohort=&coordinator={member.pk}"


def _assign(request: SignedInRequest, programme: Programme, form: AssignForm) -> bool:
    """Give the ticked people away, and tell; or say why not."""
    chosen = [place.pk for place in form.cleaned_data["people"]]
    try:
        number = assign_caseload(programme, chosen, to=form.member, by=request.user)
    except CannotLookAfterError:
        form.add_error("to", _("They have left meanwhile. Please choose somebody else."))
        return False
    facts = {"count": number, "name": form.member.person.name if form.member else ""}
    if form.member is None:
        said = ngettext(
            "%(count)d person is in nobody’s caseload now.",
            "%(count)d people are in nobody’s caseload now.",
            number,
        )
    else:
        said = ngettext(
            "%(name)s looks after %(count)d more person.",
            "%(name)s looks after %(count)d more people.",
            number,
        )
    messages.success(request, said % facts)
    return True


def _shared_out(number: int) -> str:
    """Say how many people changed hands."""
    if not number:
        return _("Nobody had to move: the caseloads are fair.")
    said = ngettext(
        "%(count)d person has a new coordinator.",
        "%(count)d people have a new coordinator.",
        number,
    )
    return said % {"count": number}


def _may_manage(request: SignedInRequest, programme: Programme) -> bool:
    """Tell whether whoever asks may give people to others."""
    return allowed_in(request.user, Permission.MANAGE_PEOPLE, programme)
