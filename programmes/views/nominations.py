"""Nominations: making one, noting one for somebody, answering one, and the list of them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, F, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.actions import find_or_make_person
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.accounts.quicker import who_was_quicker
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.access import programme_view
from programmes.actions.nominations import (
    NominatesThemselvesError,
    TakesNoNominationsError,
    TooManyOpenError,
    answer_nomination,
    nominate,
    withdraw_nomination,
)
from programmes.emails.intake import preview_nomination
from programmes.enums import ParticipantRole
from programmes.forms.intake import (
    ListFilterForm,
    NominationAnswerForm,
    NominationForm,
    NotedNominationForm,
)
from programmes.intake.enums import NominationState, NominatorKind
from programmes.intake.queries import apply_url, cohorts_around, roles_by_cohort, roles_to_nominate
from programmes.models import Cohort, Nomination, Programme
from programmes.permissions import allowed_in

PAGE = 25
TONES = {
    NominationState.OPEN: "warn",
    NominationState.CONFIRMED: "good",
    NominationState.DECLINED: "idle",
    NominationState.WITHDRAWN: "off",
}


@requires(Permission.USE_PORTAL)
@require_http_methods(["GET", "POST"])
def nominate_somebody(request: SignedInRequest, cohort: UUID) -> HttpResponse:
    """Let a member of the organisation put somebody forward."""
    found = _cohort(request.user, cohort)
    roles = roles_to_nominate(found)
    if not roles:
        return render(request, "programmes/nominate_closed.html", {"cohort": found})
    form = NominationForm(request.POST or None, roles=roles)
    if form.is_valid() and "change" not in request.POST:
        if "checked" not in request.POST:
            return _check(request, found, form, nominator=request.user)
        if _made(request, found, form, nominator=request.user):
            return redirect("programmes:home")
    context = {"form": form, "cohort": found}
    return render(request, "programmes/nominate.html", context)


@requires(Permission.USE_PORTAL)
@require_http_methods(["GET", "POST"])
def nomination_answer(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Let a nominee read why, and say yes or no."""
    seen = Nomination.objects.visible_to(request.user).filter(nominee=request.user)
    mine = seen.select_related("cohort__programme__organisation", "nominated_by", "nominee")
    nomination = get_object_or_404(mine, pk=pk)
    if nomination.state != NominationState.OPEN:
        return _answered(request, nomination)
    form = NominationAnswerForm(request.POST or None)
    answer = request.POST.get("answer")
    if answer in {"yes", "no"} and form.is_valid():
        words = form.cleaned_data["words"]
        try:
            answer_nomination(nomination, is_yes=answer == "yes", words=words, by=request.user)
        except IllegalTransitionError:
            nomination.refresh_from_db()
        return _answered(request, nomination, is_new=True)
    same = mine.open().filter(cohort=nomination.cohort, role=nomination.role)
    context = {"nomination": nomination, "nominations": same, "form": form}
    return render(request, "programmes/nomination_answer.html", context)


@programme_view(Permission.VIEW_APPLICATIONS)
@require_GET
def nomination_list(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show who was put forward, by whom, and what they said."""
    filters = ListFilterForm(request.GET or None, states=NominationState.choices)
    rows = _listed(request.user, programme)
    if filters.is_valid() and filters.cleaned_data["state"]:
        rows = rows.filter(state=filters.cleaned_data["state"])
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "programme": programme,
        "page": page,
        "rows": [(row, TONES[NominationState(row.state)]) for row in page],
        "filters": filters,
        "clear_url": request.path,
        "windows": _open_windows(programme),
        "may_manage": allowed_in(request.user, Permission.DECIDE_APPLICATIONS, programme),
    }
    return render(request, "programmes/nomination_list.html", context)


@programme_view(Permission.DECIDE_APPLICATIONS)
@require_http_methods(["GET", "POST"])
def nomination_add(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Note a nomination that somebody made by word of mouth."""
    windows = _open_windows(programme)
    wanted = request.GET.get("cohort", "")
    cohort = next((each for each in windows if str(each.pk) == wanted), next(iter(windows), None))
    if cohort is None:
        messages.info(request, _("No cohort takes nominations just now."))
        return redirect("programmes:nomination-list", slug=programme.slug)
    form = NotedNominationForm(request.POST or None, roles=windows[cohort])
    if form.is_valid() and "change" not in request.POST:
        nominator = Person(name=form.cleaned_data["nominator_name"])
        if "checked" not in request.POST:
            return _check(request, cohort, form, nominator=nominator)
        nominator = find_or_make_person(
            organisation=programme.organisation,
            name=form.cleaned_data["nominator_name"],
            email=form.cleaned_data["nominator_email"],
            by=request.user,
        )
        if _made(request, cohort, form, nominator=nominator):
            return redirect("programmes:nomination-list", slug=programme.slug)
    context = {
        "form": form,
        "title": _("Note a nomination"),
        "lead": _("For %(cohort)s. You see the mail before it leaves.") % {"cohort": cohort.name},
        "action": _("Go on"),
        "back_url": reverse("programmes:nomination-list", args=(programme.slug,)),
        "trail": [
            {
                "label": _("Nominations"),
                "url": reverse("programmes:nomination-list", args=(programme.slug,)),
            }
        ],
    }
    return render(request, "programmes/form.html", context)


@programme_view(Permission.DECIDE_APPLICATIONS)
@require_POST
def nomination_withdraw(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Take back a nomination that nobody has answered."""
    rows = Nomination.objects.visible_to(request.user).filter(cohort__programme=programme)
    nomination = get_object_or_404(rows.select_related("cohort__programme", "nominee"), pk=pk)
    name = nomination.nominee.name
    try:
        withdraw_nomination(nomination, by=request.user)
    except IllegalTransitionError:
        too_late = _("It was answered or withdrawn already.")
        messages.warning(
            request,
            who_was_quicker(nomination, name=name, viewer=request.user, otherwise=too_late),
        )
    else:
        messages.success(request, _("The nomination of %(name)s is withdrawn.") % {"name": name})
    return redirect("programmes:nomination-list", slug=programme.slug)


def _cohort(person: Person, pk: UUID) -> Cohort:
    """Return a cohort of an organisation that the person belongs to, or a page that is not."""
    return get_object_or_404(cohorts_around(person), pk=pk)


def _open_windows(programme: Programme) -> dict[Cohort, list[ParticipantRole]]:
    """Return the cohorts that take nominations today, with the roles, the latest run first."""
    cohorts = programme.cohorts.open().newest_first().select_related("programme__organisation")
    return {cohort: roles for cohort, roles in roles_by_cohort(cohorts).items() if roles}


def _listed(person: Person, programme: Programme) -> Any:
    """Return the nominations that a list shows, with how many others named the same person."""
    others = Q(cohort__nominations__nominee=F("nominee"), cohort__nominations__role=F("role")) & ~Q(
        cohort__nominations__pk=F("pk")
    )
    rows = Nomination.objects.visible_to(person).filter(cohort__programme=programme)
    return (
        rows.select_related("nominee", "nominated_by", "cohort", "noted_by")
        .annotate(others=Count("cohort__nominations", filter=others, distinct=True))
        .order_by("-nominated_at", "pk")
    )


def _check(
    request: SignedInRequest, cohort: Cohort, form: NominationForm, *, nominator: Person
) -> HttpResponse:
    """Show what leaves, before it does."""
    asked = form.cleaned_data
    draft = Nomination(
        cohort=cohort,
        role=asked["role"],
        nominee=Person(
            name=asked["name"], language=request.user.language, time_zone=request.user.time_zone
        ),
        nominated_by=nominator,
        nominator_kind=asked["kind"],
        reason=asked["reason"],
    )
    is_noted = isinstance(form, NotedNominationForm)
    template = "programmes/nomination_check.html" if is_noted else "programmes/nominate_check.html"
    context = {"form": form, "mail": preview_nomination(draft), "cohort": cohort}
    return render(request, template, context)


def _made(
    request: SignedInRequest, cohort: Cohort, form: NominationForm, *, nominator: Person
) -> bool:
    """Put somebody forward, and say so; False where the form has to be shown again."""
    asked = form.cleaned_data
    try:
        nominate(
            cohort=cohort,
            role=ParticipantRole(asked["role"]),
            nominee_name=asked["name"],
            nominee_email=asked["email"],
            nominated_by=nominator,
            kind=NominatorKind(asked["kind"]),
            reason=asked["reason"],
            by=request.user,
        )
    except NominatesThemselvesError:
        form.add_error("email", _("Nobody nominates themselves: one can simply apply."))
    except TooManyOpenError:
        form.add_error(None, _("Many of those you nominated have not answered. Please wait."))
    except TakesNoNominationsError:
        form.add_error(None, _("Nominations have closed meanwhile."))
    else:
        # The name as it was typed: whether somebody is known here is nobody's business.
        messages.success(request, _("%(name)s is asked by e-mail.") % {"name": asked["name"]})
        return True
    return False


def _answered(
    request: SignedInRequest, nomination: Nomination, *, is_new: bool = False
) -> HttpResponse:
    """Lead on from an answer: to applying after a yes, home after a no."""
    if nomination.state == NominationState.CONFIRMED:
        if is_new:
            messages.success(request, _("Thank you. Now tell us a little about yourself."))
        return redirect(apply_url(nomination.cohort, nomination.role))
    words = {
        NominationState.DECLINED: _("Thank you for telling us. Perhaps another time."),
        NominationState.WITHDRAWN: _("This nomination was withdrawn; nothing is needed from you."),
    }
    messages.info(request, words[NominationState(nomination.state)])
    return redirect("programmes:home")
