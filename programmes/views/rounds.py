"""Rounds of reviews in the console: opening one, its reviewers, their samples, and who is near."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.actions.reviews import PlanChangedError, assign_reviewers
from programmes.actions.selection_rounds import (
    NoProfileError,
    SamplesInUseError,
    change_round,
    declare_conflicts,
    open_round,
    remove_conflict,
    write_samples,
)
from programmes.emails.reviews import preview_reviews_assigned
from programmes.forms.selection import ConflictForm, OpenRoundForm, RoundForm, SamplesForm
from programmes.models import Application, Programme, SelectionRound
from programmes.permissions import allowed_in
from programmes.selection.calibration import calibration_of, may_compare
from programmes.selection.conflicts import conflicts_told, people_behind
from programmes.selection.round_figures import (
    figures_of,
    is_late,
    number_complete,
    progress_of,
    wanting_of,
)
from programmes.selection.rounds import plan_assignment, reviewer_pool, reviewers_of

MOST_SHOWN = 100


@programme_view(Permission.VIEW_APPLICATIONS)
@require_GET
def round_list(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show the programme's rounds, the newest first, with how far each is."""
    rounds = (
        SelectionRound.objects.visible_to(request.user)
        .filter(cohort__programme=programme)
        .with_counts()
        .select_related("cohort")
        .order_by("-opened_at")
    )
    context = {
        "programme": programme,
        "rounds": rounds,
        "reviewers": reviewers_of(programme),
        "may_act": _may_act(request, programme),
    }
    return render(request, "programmes/round_list.html", context)


@programme_view(Permission.DECIDE_APPLICATIONS)
@require_http_methods(["GET", "POST"])
def round_open(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Open a round, the first of a cohort or one for those who came late."""
    form = OpenRoundForm(request.POST or None, programme=programme)
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in RoundForm.Meta.fields}
        try:
            opened = open_round(form.cleaned_data["cohort"], by=request.user, **facts)
        except NoProfileError:
            form.add_error("calibrates", _no_profile())
        else:
            messages.success(request, _("The round is open. Next, give out the applications."))
            return redirect("programmes:round-detail", programme.slug, opened.pk)
    context = {
        "form": form,
        "title": _("Open a round of reviews"),
        "lead": _("Mentor applications that are in no round yet will be reviewed in it."),
        "action": _("Open the round"),
        "back_url": reverse("programmes:round-list", args=(programme.slug,)),
    }
    return render(request, "programmes/form.html", context)


@programme_view(Permission.VIEW_APPLICATIONS)
@require_GET
def round_detail(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Show who is how far, what wants somebody, and how far reviewers agree."""
    found = round_of(request, programme, pk)
    progress = progress_of(found)
    plan = plan_assignment(found)
    agreements, generosities = figures_of(found, reader=request.user)
    complete, applications = number_complete(found), found.applications.count()
    context = {
        "programme": programme,
        "round": found,
        "progress": progress,
        "done": sum(each.done for each in progress),
        "total": sum(each.total for each in progress),
        "plan": plan,
        "wanting": [
            each
            for each in wanting_of(found)
            if each.application is None or each.application.person_id != request.user.pk
        ][:MOST_SHOWN],
        "overall": agreements[0],
        "agreements": agreements[1:],
        "generosities": generosities,
        "complete": complete,
        "applications": applications,
        "is_late": is_late(found),
        "may_act": _may_act(request, programme),
        "trail": trail_of(programme),
    }
    return render(request, "programmes/round_detail.html", context)


@programme_view(Permission.DECIDE_APPLICATIONS)
@require_http_methods(["GET", "POST"])
def round_settings(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Change how the applications of a round are reviewed."""
    found = round_of(request, programme, pk)
    form = RoundForm(request.POST or None, instance=found)
    if form.is_valid():
        stored = round_of(request, programme, pk)
        try:
            change_round(stored, by=request.user, **form.cleaned_data)
        except NoProfileError:
            form.add_error("calibrates", _no_profile())
        else:
            messages.success(request, _("Saved."))
            return redirect("programmes:round-detail", programme.slug, pk)
    context = {
        "form": form,
        "title": _("How this round is reviewed"),
        "lead": _("What reviewers have handed in stays as it is."),
        "action": _("Save"),
        "back_url": reverse("programmes:round-detail", args=(programme.slug, pk)),
        "trail": trail_of(programme, found),
    }
    return render(request, "programmes/form.html", context)


@programme_view(Permission.DECIDE_APPLICATIONS)
@require_http_methods(["GET", "POST"])
def round_assign(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Show who would read how many, and who is left out where and why; POST does just that."""
    found = round_of(request, programme, pk)
    if request.method == "POST":
        mark = request.POST.get("fingerprint") or "none"
        try:
            done = assign_reviewers(found, by=request.user, fingerprint=mark)
        except PlanChangedError:
            messages.warning(
                request, _("Something has changed meanwhile. This is the plan as it is now.")
            )
        else:
            messages.success(request, _given_out(done.number))
            return redirect("programmes:round-detail", programme.slug, pk)
    plan = plan_assignment(found)
    first = next((each for each in plan.portions if each.gets), None)
    context = {
        "programme": programme,
        "round": found,
        "plan": plan,
        "most": max((each.total for each in plan.portions), default=0),
        "near": [each for each in plan.near if each.applicant != request.user][:MOST_SHOWN],
        "shortages": plan.shortages[:MOST_SHOWN],
        "first": first,
        "mail": preview_reviews_assigned(found, first.reviewer, number=first.gets)
        if first
        else None,
        "back_url": reverse("programmes:round-detail", args=(programme.slug, pk)),
        "trail": trail_of(programme, found),
    }
    return render(request, "programmes/round_assign.html", context)


@programme_view(Permission.DECIDE_APPLICATIONS)
@require_http_methods(["GET", "POST"])
def round_samples(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Change what the sample applications say, until somebody has handed in a mark for one."""
    found = round_of(request, programme, pk)
    samples = list(found.samples.all())
    back_url = reverse("programmes:round-detail", args=(programme.slug, pk))
    form = SamplesForm(request.POST or None, samples=samples)
    if samples and form.is_valid():
        try:
            write_samples(found, texts=form.texts(), by=request.user)
        except SamplesInUseError:
            form.add_error(None, _("Somebody has marked a sample already, so the texts stay."))
        else:
            messages.success(request, _("The samples are saved."))
            return redirect(back_url)
    context = {
        "form": form,
        "samples": samples,
        "is_in_use": found.reviews.filter(sample__isnull=False).counted().exists(),
        "back_url": back_url,
        "settings_url": reverse("programmes:round-settings", args=(programme.slug, pk)),
        "trail": trail_of(programme, found),
    }
    return render(request, "programmes/round_samples.html", context)


@programme_view(Permission.VIEW_APPLICATIONS)
@require_GET
def round_compare(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Compare what reviewers gave the samples; whoever reviews as well hands theirs in first."""
    found = round_of(request, programme, pk)
    may_see = may_compare(found, request.user)
    context = {
        "round": found,
        "calibration": calibration_of(found, reader=request.user) if may_see else None,
        "trail": trail_of(programme, found),
    }
    return render(request, "programmes/round_compare.html", context)


@programme_view(Permission.DECIDE_APPLICATIONS)
@require_http_methods(["GET", "POST"])
def round_conflicts(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Show and note who should not judge whom; what somebody declared can be taken back."""
    found = round_of(request, programme, pk)
    # Who may not judge the reader, and why, is for the reader's colleagues.
    others = conflicts_told(programme, reader=request.user)
    if request.method == "POST" and "remove" in request.POST:
        gone = next((each for each in others if str(each.pk) == request.POST["remove"]), None)
        if gone:
            remove_conflict(gone, by=request.user)
            messages.success(request, _("Taken back."))
        return redirect(request.path)
    applicants = Application.objects.visible_to(request.user).mentors().filter(cohort=found.cohort)
    applicants = applicants.exclude(person=request.user)
    form = ConflictForm(
        request.POST or None,
        reviewers=reviewer_pool(programme),
        applicants=people_behind(applicants),
    )
    if form.is_valid():
        said = form.cleaned_data
        declare_conflicts(
            programme,
            reviewer=said["reviewer"],
            applicants=[said["applicant"]],
            by=request.user,
            reason=said["reason"],
        )
        messages.success(request, _("Noted. They will not get this application."))
        return redirect(request.path)
    context = {
        "form": form,
        "conflicts": others.select_related("reviewer", "applicant").order_by("reviewer__name")[
            :MOST_SHOWN
        ],
        "near": [
            each
            for each in plan_assignment(found).near
            if each.why != "declared" and each.applicant != request.user
        ][:MOST_SHOWN],
        "back_url": reverse("programmes:round-detail", args=(programme.slug, pk)),
        "trail": trail_of(programme, found),
    }
    return render(request, "programmes/round_conflicts.html", context)


def round_of(request: SignedInRequest, programme: Programme, pk: UUID) -> SelectionRound:
    """Return a round of the programme that the reader may see; 404 otherwise."""
    visible = SelectionRound.objects.visible_to(request.user).filter(cohort__programme=programme)
    return get_object_or_404(visible.select_related("cohort__programme__organisation"), pk=pk)


def trail_of(programme: Programme, found: SelectionRound | None = None) -> list[dict[str, str]]:
    """Return the way to a page of a round."""
    trail = [
        {"label": _("Reviews"), "url": reverse("programmes:round-list", args=(programme.slug,))}
    ]
    if found is not None:
        url = reverse("programmes:round-detail", args=(programme.slug, found.pk))
        trail.append({"label": _("Round %(number)d") % {"number": found.number}, "url": url})
    return trail


def _may_act(request: SignedInRequest, programme: Programme) -> bool:
    """Tell whether whoever asks may give out applications and decide."""
    return allowed_in(request.user, Permission.DECIDE_APPLICATIONS, programme)


def _no_profile() -> str:
    """Say what samples need."""
    return _("Publish the Ideal Mentor Profile first: samples are judged by it.")


def _given_out(number: int) -> str:
    """Say how many reviews were given out."""
    said = ngettext(
        "%(count)d review is given out, and its reviewer is written to.",
        "%(count)d reviews are given out, and their reviewers are written to.",
        number,
    )
    return said % {"count": number}
