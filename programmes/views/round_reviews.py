"""One reviewer's work in a round, in the console: reminding, replacing, and giving back."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.accounts.quicker import who_was_quicker
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.access import programme_view
from programmes.actions.reviews import (
    EnoughReviewersError,
    IsDecidedError,
    NobodyFitError,
    NudgedAlreadyError,
    ReviewClosedError,
    give_back,
    nudge_review,
    replace_reviewer,
)
from programmes.applying.enums import ApplicationState
from programmes.emails.reviews import (
    preview_review_given_back,
    preview_reviews_assigned,
    preview_reviews_nudge,
)
from programmes.forms.selection import WhyForm
from programmes.models import Programme, Review, SelectionRound
from programmes.permissions import allowed_in
from programmes.selection.rounds import next_reviewer, readers_of, reviews_by
from programmes.views.rounds import round_of, trail_of

PER_PAGE = 50


@programme_view(Permission.VIEW_APPLICATIONS)
@require_GET
def round_reviewer(
    request: SignedInRequest, programme: Programme, pk: UUID, reviewer_id: UUID
) -> HttpResponse:
    """Show what one reviewer has to read and has handed in; never a mark."""
    found = round_of(request, programme, pk)
    reviews = reviews_by(reviewer_id, found, reader=request.user)
    reviewer = get_object_or_404(readers_of(reviews))
    ordered = reviews.select_related("application__person").order_by(
        "application__person__name", "pk"
    )
    context = {
        "programme": programme,
        "round": found,
        "reviewer": reviewer,
        "page": Paginator(ordered, PER_PAGE).get_page(request.GET.get("page")),
        "may_act": allowed_in(request.user, Permission.DECIDE_APPLICATIONS, programme),
        "trail": [*trail_of(programme, found), {"label": reviewer.name}],
    }
    return render(request, "programmes/round_reviewer.html", context)


@programme_view(Permission.DECIDE_APPLICATIONS)
@require_http_methods(["GET", "POST"])
def round_nudge(
    request: SignedInRequest, programme: Programme, pk: UUID, review_id: UUID
) -> HttpResponse:
    """Show the reminder that a reviewer gets; POST sends it, once a day."""
    found = round_of(request, programme, pk)
    review = _review(found, review_id)
    if request.method == "POST":
        _nudge(request, review)
        return redirect("programmes:round-detail", programme.slug, pk)
    waiting = found.reviews.to_do().filter(
        reviewer=review.reviewer_id, application__state=ApplicationState.SUBMITTED
    )
    name = {"name": review.reviewer.name}
    context = {
        "title": _("Remind %(name)s") % name,
        "lead": _("Nothing has been sent yet. At most one reminder goes out in a day."),
        "action": _("Send the reminder"),
        "mail": preview_reviews_nudge(
            found, review.reviewer, number=waiting.count(), by=request.user
        ),
        "to": review.reviewer,
        "back_url": reverse("programmes:round-detail", args=(programme.slug, pk)),
        "trail": trail_of(programme, found),
    }
    return render(request, "programmes/round_mail.html", context)


@programme_view(Permission.DECIDE_APPLICATIONS)
@require_http_methods(["GET", "POST"])
def round_replace(
    request: SignedInRequest, programme: Programme, pk: UUID, review_id: UUID
) -> HttpResponse:
    """Show who would read an application instead, and the mail they get; POST does it."""
    found = round_of(request, programme, pk)
    review = _review_of_others(request, found, review_id)
    if request.method == "POST":
        _replace(request, review)
        return redirect("programmes:round-detail", programme.slug, pk)
    instead = next_reviewer(review)
    applicant = review.application.person.name if review.application else ""
    facts = {"former": review.reviewer.name, "applicant": applicant}
    context = {
        "title": _("%(name)s reads it instead") % {"name": instead.name}
        if instead
        else _("Nobody else may read it"),
        "lead": _("%(applicant)s’s application, instead of %(former)s. Nothing has changed yet.")
        % facts
        if instead
        else _("Let somebody else join the team as reviewer, who is not near to %(applicant)s.")
        % facts,
        "action": _("Let them read it") if instead else "",
        "mail": preview_reviews_assigned(found, instead, number=1) if instead else None,
        "to": instead,
        "back_url": reverse("programmes:round-detail", args=(programme.slug, pk)),
        "trail": trail_of(programme, found),
    }
    return render(request, "programmes/round_mail.html", context)


@programme_view(Permission.DECIDE_APPLICATIONS)
@require_http_methods(["GET", "POST"])
def round_give_back(
    request: SignedInRequest, programme: Programme, pk: UUID, review_id: UUID
) -> HttpResponse:
    """Ask why, and give a review back that was handed in, before anything is decided."""
    found = round_of(request, programme, pk)
    review = _review_of_others(request, found, review_id)
    form = WhyForm(request.POST or None, hint=_("The reviewer reads it, here and by e-mail."))
    back_url = reverse("programmes:round-reviewer", args=(programme.slug, pk, review.reviewer_id))
    if form.is_valid():
        _give_back(request, review, form.cleaned_data["reason"])
        return redirect(back_url)
    context = {
        "form": form,
        "title": _("Give the review back to %(name)s") % {"name": review.reviewer.name},
        "lead": _("They can change it and hand it in again. All they wrote stays."),
        "action": _("Give it back"),
        "mail": preview_review_given_back(
            review, reason=form["reason"].value() or _("your reason"), by=request.user
        ),
        "to": review.reviewer,
        "back_url": back_url,
        "trail": trail_of(programme, found),
    }
    return render(request, "programmes/round_mail.html", context)


def _review(found: SelectionRound, review_id: UUID) -> Review:
    """Return a review of an application of the round; 404 otherwise."""
    reviews = found.reviews.of_applications().select_related(
        "reviewer", "application__person", "round__cohort__programme__organisation"
    )
    return get_object_or_404(reviews, pk=review_id)


def _review_of_others(request: SignedInRequest, found: SelectionRound, review_id: UUID) -> Review:
    """Return such a review, but none of one's own application: others choose who reads that."""
    review = _review(found, review_id)
    if review.application is not None and review.application.person_id == request.user.pk:
        raise Http404
    return review


def _nudge(request: SignedInRequest, review: Review) -> None:
    """Send the reminder, and tell; or say why not."""
    name = {"name": review.reviewer.name}
    try:
        number = nudge_review(review, by=request.user)
    except NudgedAlreadyError:
        messages.info(request, _("%(name)s was reminded today already.") % name)
    except ReviewClosedError:
        messages.info(request, _("%(name)s has handed everything in meanwhile.") % name)
    else:
        said = ngettext(
            "%(name)s is reminded of %(count)d application.",
            "%(name)s is reminded of %(count)d applications.",
            number,
        )
        messages.success(request, said % {**name, "count": number})


def _replace(request: SignedInRequest, review: Review) -> None:
    """Let somebody else read it, and tell; or say why not."""
    try:
        instead = replace_reviewer(review, by=request.user)
    except EnoughReviewersError:
        said = _("The application has all its reviewers already.")
        messages.info(
            request,
            who_was_quicker(review, name=_("a reviewer"), viewer=request.user, otherwise=said),
        )
    except NobodyFitError:
        messages.warning(request, _("Nobody is left who may read this application."))
    except (ReviewClosedError, IllegalTransitionError):
        messages.info(request, _("The review is handed in, or the application is closed."))
    else:
        messages.success(request, _("%(name)s reads it instead.") % {"name": instead.name})


def _give_back(request: SignedInRequest, review: Review, reason: str) -> None:
    """Give it back, and tell; or say why not."""
    name = {"name": review.reviewer.name}
    try:
        give_back(review, reason=reason, by=request.user)
    except IsDecidedError:
        messages.warning(request, _("A decision rests on this review, so it stays as it is."))
    except IllegalTransitionError:
        messages.info(request, _("%(name)s has it already.") % name)
    else:
        messages.success(request, _("%(name)s can change it again.") % name)
