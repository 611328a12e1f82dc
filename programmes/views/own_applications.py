"""One's own application: how it stands, what it says, taking it back; and the files in it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.actions.sightings import note_looks
from mentorship.accounts.permissions import Permission
from mentorship.accounts.privacy.enums import SightingKind
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.actions.applications import (
    CannotApplyError,
    may_reopen,
    reopen_application,
    withdraw_application,
)
from programmes.applying.entry import decisions_on, entry_of, may_write
from programmes.applying.enums import APPLICATION_TRANSITIONS, ApplicationState
from programmes.applying.filling import answers_of
from programmes.applying.obstacles import WHY_NOT
from programmes.documents.keeping import download_of
from programmes.forms.applying import WithdrawForm
from programmes.models import Application, Validation
from programmes.selection.rounds import reviews_open_to
from programmes.views.applying import own_application

TONES = {
    ApplicationState.DRAFT: "idle",
    ApplicationState.SUBMITTED: "good",
    ApplicationState.DECIDED: "good",
    ApplicationState.WITHDRAWN: "off",
}


@requires(Permission.USE_PORTAL)
@require_GET
def application(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show how one's application stands, what it says, and what one can do about it."""
    own = own_application(request, pk)
    if may_write(own):
        return redirect("programmes:apply-check", own.pk)
    entry = entry_of(own.cohort, own.role, own.person)
    context = {
        "application": own,
        "programme": own.cohort.programme,
        "tone": TONES[ApplicationState(own.state)],
        "sections": answers_of(own),
        "decisions_on": decisions_on(own.cohort_id),
        "may_withdraw": _may_withdraw(own),
        "may_open_again": entry.obstacle is None and may_reopen(own),
        "decision_url": _decision_url(own),
        "validation": Validation.objects.visible_to(request.user)
        .open()
        .filter(application=own)
        .first(),
    }
    return render(request, "programmes/apply_detail.html", context)


@requires(Permission.USE_PORTAL)
@require_http_methods(["GET", "POST"])
def withdraw(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take one's application back, with a reason or without."""
    own = own_application(request, pk)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if not _may_withdraw(own):
        messages.info(request, _("It cannot be withdrawn any more: it is decided, or is already."))
        return redirect("programmes:apply-detail", own.pk)
    if form.is_valid():
        try:
            withdraw_application(own, by=request.user, reason=form.cleaned_data["reason"])
        except IllegalTransitionError:
            messages.info(request, _("Somebody was quicker: look how it stands now."))
        else:
            messages.success(request, _("It is withdrawn. Thank you for telling us."))
        return redirect("programmes:apply-detail", own.pk)
    context = {"application": own, "programme": own.cohort.programme, "form": form}
    return render(request, "programmes/apply_withdraw.html", context)


@requires(Permission.USE_PORTAL)
@require_POST
def open_again(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Go on with what was withdrawn or handed in, while one may still apply."""
    own = own_application(request, pk)
    try:
        reopen_application(own, by=request.user)
    except CannotApplyError as error:
        messages.warning(request, str(WHY_NOT[error.obstacle]))
    except IllegalTransitionError:
        messages.info(request, _("It is being read already, so it stays as it is."))
    else:
        messages.success(request, _("It is open again. Hand it in when you are done."))
        return redirect("programmes:apply-check", own.pk)
    return redirect("programmes:apply-detail", own.pk)


@requires(Permission.USE_PORTAL)
@require_GET
def file(request: SignedInRequest, pk: UUID, file: UUID) -> HttpResponse:
    """Hand out a file of an application to whoever may read it, as a download."""
    seen, is_hidden = Application.objects.visible_to(request.user).filter(pk=pk).first(), False
    if seen is None:
        reviews = reviews_open_to(request.user).filter(application=pk)
        review = get_object_or_404(reviews.select_related("application", "round"))
        seen, is_hidden = review.application, review.round.hides_names
    answer = seen.answers.filter(file=file).select_related("file").first() if seen else None
    if seen is None or answer is None or answer.file is None:
        raise Http404
    note_looks(
        SightingKind.FILE,
        [seen.person_id],
        organisation_id=answer.file.organisation_id,
        by=request.user,
    )
    if is_hidden:
        return download_of(answer.file, called=_("application"))
    return download_of(answer.file)


def _may_withdraw(application: Application) -> bool:
    """Tell whether it is neither decided nor withdrawn."""
    return application.state in APPLICATION_TRANSITIONS[ApplicationState.WITHDRAWN]


def _decision_url(application: Application) -> str:
    """Return the page of the decision, once there is one to read."""
    if application.state != ApplicationState.DECIDED:
        return ""
    return reverse("programmes:decision-own", args=(application.pk,))
