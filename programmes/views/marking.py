"""A reviewer's own reviews: what is to do, judging an application, and standing aside."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.actions.sightings import note_looks
from mentorship.accounts.permissions import Permission
from mentorship.accounts.privacy.enums import SightingKind
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.actions.reviews import (
    ReviewClosedError,
    SamplesFirstError,
    recuse,
    save_review,
    submit_review,
)
from programmes.actions.selection_rounds import declare_conflicts, remove_conflict
from programmes.forms.selection import MarkingForm, OwnConflictsForm, TakeBackForm, WhyForm
from programmes.models import Review
from programmes.selection.calibration import calibration_of, may_compare
from programmes.selection.conflicts import conflicts_of, judgeable, reviewing_programmes
from programmes.selection.enums import ReviewState
from programmes.selection.marking import (
    Task,
    duties_of,
    in_order,
    is_closed,
    name_of,
    neighbours_of,
    sections_of,
)
from programmes.selection.rounds import criteria_to_mark, reviews_open_to, waits_for_samples

PER_PAGE = 50


@requires(Permission.USE_PORTAL)
@require_GET
def marking_list(request: SignedInRequest) -> HttpResponse:
    """Show what the reader has to read, round by round, and what is handed in."""
    duties = duties_of(request.user)
    waiting = {duty.round.pk for duty in duties if duty.waits_for_samples}
    reviews = in_order(reviews_open_to(request.user))
    page = Paginator(reviews, PER_PAGE).get_page(request.GET.get("page"))
    tasks = [
        Task(each, name_of(each), each.sample_id is None and each.round_id in waiting)
        for each in page
    ]
    context = {
        "sections": [
            {
                "duty": duty,
                "tasks": [each for each in tasks if each.review.round_id == duty.round.pk],
            }
            for duty in duties
        ],
        "next_to_read": next(
            (each.review for each in tasks if not (each.is_done or each.is_locked)), None
        ),
        "to_do": sum(duty.total - duty.done for duty in duties),
        "page": page,
        "reviews_anywhere": reviewing_programmes(request.user).exists(),
    }
    return render(request, "programmes/marking_list.html", context)


@requires(Permission.USE_PORTAL)
@require_http_methods(["GET", "POST"])
def marking_review(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show an application with the criteria to judge; keep what is chosen, or hand it in."""
    review = _own(request, pk)
    if waits_for_samples(review):
        return render(request, "programmes/marking_locked.html", {"review": review})
    marks, criteria = list(review.marks.all()), criteria_to_mark(review)
    by_criterion = {mark.criterion_id: mark for mark in marks}
    form = MarkingForm(
        request.POST or None,
        criteria=criteria,
        marks=marks,
        note=review.private_note,
        is_handed_in=request.POST.get("act") == "hand_in",
    )
    is_open = review.state == ReviewState.ASSIGNED and not is_closed(review)
    if request.method == "POST" and not is_open:
        messages.info(request, _("It is handed in, or closed, so nothing was changed."))
        return redirect(request.path)
    if form.is_valid():
        return _keep(request, review, form)
    context = {
        "review": review,
        "name": name_of(review),
        "round": review.round,
        "programme": review.round.cohort.programme,
        "sections": sections_of(review),
        "form": form,
        "is_open": is_open,
        "judged": [{"criterion": each, "mark": by_criterion.get(each.pk)} for each in criteria],
        "place": neighbours_of(review),
    }
    if review.application is not None:
        note_looks(
            SightingKind.REVIEW,
            [review.application.person_id],
            organisation_id=review.round.cohort.programme.organisation_id,
            by=request.user,
        )
    return render(request, "programmes/marking_review.html", context)


@requires(Permission.USE_PORTAL)
@require_http_methods(["GET", "POST"])
def marking_aside(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Ask why somebody cannot judge an application, and let them stand aside."""
    review = _own(request, pk)
    if review.application is None or review.state != ReviewState.ASSIGNED:
        messages.info(request, _("There is nothing to stand aside from."))
        return redirect("programmes:marking-list")
    form = WhyForm(
        request.POST or None,
        hint=_("A coordinator reads it: “We share an office”, “She is my cousin”."),
    )
    if form.is_valid():
        try:
            recuse(review, reason=form.cleaned_data["reason"], by=request.user)
        except (ReviewClosedError, IllegalTransitionError):
            messages.info(request, _("It is handed in, or closed, so nothing was changed."))
        else:
            messages.success(request, _("Thank you for saying so. Somebody else reads it."))
        return redirect("programmes:marking-list")
    context = {"review": review, "name": name_of(review), "form": form}
    return render(request, "programmes/marking_aside.html", context)


@requires(Permission.USE_PORTAL)
@require_GET
def marking_compare(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Compare everybody's marks of the samples, once the reader's own are in."""
    review = _own(request, pk)
    if not may_compare(review.round, request.user):
        messages.info(request, _("Hand both samples in first. Then you see where others differ."))
        return redirect("programmes:marking-list")
    context = {
        "round": review.round,
        "programme": review.round.cohort.programme,
        "calibration": calibration_of(review.round, reader=request.user),
        "next": neighbours_of(review).next_to_do,
    }
    return render(request, "programmes/marking_compare.html", context)


@requires(Permission.USE_PORTAL)
@require_http_methods(["GET", "POST"])
def marking_people(request: SignedInRequest) -> HttpResponse:
    """Let a reviewer say beforehand whom they should not judge."""
    if request.method == "POST" and "remove" in request.POST:
        return _take_back(request)
    sections, wrong = [], None
    wanted = request.GET.get("q", "").strip()
    for programme in reviewing_programmes(request.user).order_by("name"):
        chosen = request.method == "POST" and request.POST.get("programme") == programme.slug
        form = OwnConflictsForm(
            request.POST if chosen else None,
            applicants=judgeable(programme, request.user).filter(name__icontains=wanted),
            auto_id=f"id_{programme.slug}_%s",
        )
        if form.is_valid():
            number = declare_conflicts(
                programme,
                reviewer=request.user,
                applicants=form.cleaned_data["applicants"],
                by=request.user,
            )
            messages.success(request, _noted(number))
            return redirect(request.path)
        wrong = form if form.errors else wrong
        sections.append(
            {
                "programme": programme,
                "form": form,
                "declared": conflicts_of(request.user).filter(programme=programme),
            }
        )
    if not sections:
        raise Http404
    context = {
        "sections": sections,
        "wrong": wrong,
        "page_has_errors": wrong is not None,
        "wanted": wanted,
    }
    return render(request, "programmes/marking_people.html", context)


def _take_back(request: SignedInRequest) -> HttpResponse:
    """Take back what the reader said of themselves; what a coordinator noted stays."""
    own = conflicts_of(request.user).filter(declared_by=request.user)
    form = TakeBackForm(request.POST, conflicts=own)
    if form.is_valid():
        conflict = form.cleaned_data["remove"]
        remove_conflict(conflict, by=request.user)
        words = _("You may be given the application of %(name)s from now on.")
        messages.success(request, words % {"name": conflict.applicant.name})
    else:
        messages.info(request, _("That does not stand there any more, so nothing was changed."))
    return redirect("programmes:marking-people")


def _own(request: SignedInRequest, pk: UUID) -> Review:
    """Return a review of the reader's own, in a programme where they review still."""
    return get_object_or_404(in_order(reviews_open_to(request.user)), pk=pk)


def _keep(request: SignedInRequest, review: Review, form: MarkingForm) -> HttpResponse:
    """Keep the marks, hand them in where that was pressed, and go on to what comes next."""
    try:
        save_review(review, marks=form.entries(), note=form.note, by=request.user)
        if not form.is_handed_in:
            messages.success(request, _("Saved. Nobody else sees it before you hand it in."))
            return redirect(request.path)
        submit_review(review, by=request.user)
    except (ReviewClosedError, SamplesFirstError, IllegalTransitionError):
        messages.info(request, _("It is handed in, or closed, so nothing was changed."))
        return redirect(request.path)
    messages.success(request, _("“%(name)s” is handed in.") % {"name": name_of(review)})
    following = neighbours_of(review).next_to_do
    if following is None:
        return redirect("programmes:marking-list")
    if review.sample_id and may_compare(review.round, request.user):
        return redirect("programmes:marking-compare", review.pk)
    return redirect("programmes:marking-review", following)


def _noted(number: int) -> str:
    """Say how many people one will not get."""
    said = ngettext(
        "Thank you. You will not get this person’s application.",
        "Thank you. You will not get the applications of these %(count)d people.",
        number,
    )
    return said % {"count": number}
