"""Earlier learning that waits for an answer, in the console."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.actions.sightings import note_looks
from mentorship.accounts.permissions import Permission
from mentorship.accounts.privacy.enums import SightingKind
from mentorship.accounts.quicker import who_was_quicker
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.access import programme_view
from programmes.documents.keeping import download_of
from programmes.models import Programme
from training.actions import accept_claim, refuse_claim
from training.enums import ClaimState, EntryKind
from training.forms.claims import AcceptForm, RefuseClaimForm
from training.models import PriorLearningClaim
from training.queries.caps import room_for_prior_learning
from training.queries.claims import claims_of
from training.queries.currency import policy_for
from training.tabs import tabs_of
from training.views.sessions import may_manage

PER_PAGE = 25


@programme_view(Permission.VIEW_TRAINING)
@require_GET
def claim_queue(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """List what waits for an answer or, when asked for, what was answered."""
    claims = claims_of(programme, request.user)
    wants_answered = request.GET.get("which") == "answered"
    answered = claims.exclude(state=ClaimState.OPEN).order_by("-claimed_at", "pk")
    found = answered if wants_answered else claims.open()
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "programme": programme,
        "tabs": tabs_of(programme, "claim-queue"),
        "page": page,
        "waiting": claims.open().count(),
        "wants_answered": wants_answered,
    }
    return render(request, "training/claim_queue.html", context)


@programme_view(Permission.VIEW_TRAINING)
@require_GET
def claim(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Show a claim: its evidence, and how much the policy still has room for."""
    found = find(request, programme, pk)
    return show(request, programme, found, AcceptForm(claim=found), RefuseClaimForm())


@programme_view(Permission.VIEW_TRAINING)
@require_GET
def claim_file(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Hand out the document of a claim."""
    found = find(request, programme, pk)
    if found.file is None:
        raise Http404
    note_looks(
        SightingKind.FILE,
        [found.person_id],
        organisation_id=programme.organisation_id,
        by=request.user,
    )
    return download_of(found.file)


@programme_view(Permission.MANAGE_TRAINING)
@require_POST
def claim_accept(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Credit a claim, in full or in part."""
    found = find_other(request, programme, pk)
    form = AcceptForm(request.POST, claim=found)
    if not form.is_valid():
        return show(request, programme, found, form, RefuseClaimForm())
    given = form.cleaned_data
    return settled(request, found, lambda: accept_claim(found, by=request.user, **given))


@programme_view(Permission.MANAGE_TRAINING)
@require_POST
def claim_refuse(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Credit nothing, and say why."""
    found = find_other(request, programme, pk)
    form = RefuseClaimForm(request.POST)
    if not form.is_valid():
        return show(request, programme, found, AcceptForm(claim=found), form)
    reason = form.cleaned_data["reason"]
    return settled(request, found, lambda: refuse_claim(found, reason=reason, by=request.user))


def settled(
    request: SignedInRequest, found: PriorLearningClaim, act: Callable[[], object]
) -> HttpResponse:
    """Act, say so or who was quicker, and go back to what waits."""
    name = found.person.name
    try:
        act()
    except IllegalTransitionError:
        otherwise = _("Somebody else was faster: please look how it stands now.")
        said = who_was_quicker(found, name=name, viewer=request.user, otherwise=otherwise)
        messages.warning(request, said)
    else:
        messages.success(request, _("Done, and %(name)s is told by e-mail.") % {"name": name})
    return redirect("training:claim-queue", found.programme.slug)


def find(request: SignedInRequest, programme: Programme, pk: UUID) -> PriorLearningClaim:
    """Return a claim of the programme, or answer 404."""
    return get_object_or_404(claims_of(programme, request.user), pk=pk)


def find_other(request: SignedInRequest, programme: Programme, pk: UUID) -> PriorLearningClaim:
    """Return a claim as above; 404 for the reader's own, which a colleague answers."""
    found = find(request, programme, pk)
    if found.person_id == request.user.pk:
        raise Http404
    return found


def show(
    request: SignedInRequest,
    programme: Programme,
    found: PriorLearningClaim,
    accept: AcceptForm,
    refuse: RefuseClaimForm,
) -> HttpResponse:
    """Show a claim, with the two forms as they stand."""
    policy = policy_for(programme, found.role)
    is_open = found.state == ClaimState.OPEN
    is_own = found.person_id == request.user.pk
    has_errors = bool(accept.errors or refuse.errors)
    url = reverse("training:claim-queue", args=(programme.slug,))
    context = {
        "programme": programme,
        "claim": found,
        "room": room_for_prior_learning(found.person, policy, EntryKind(found.kind)),
        "accept": accept,
        "refuse": refuse,
        "may_decide": is_open and not is_own and may_manage(request, programme),
        "is_own": is_own,
        "page_has_errors": has_errors,
        "trail": [{"label": _("Earlier learning"), "url": url}, {"label": found.person.name}],
    }
    return render(request, "training/claim.html", context, status=422 if has_errors else 200)
