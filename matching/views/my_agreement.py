"""The agreement of one's match: to read, to write, to sign, to take back, to keep."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from matching.actions.agreements import (
    AgreementChangedError,
    NothingChangedError,
    NotTheWriterError,
    NotUnderWayError,
    sign_agreement,
    take_back_agreement,
    write_agreement,
)
from matching.agreeing.forms import AgreementForm
from matching.agreeing.lines import lines_of
from matching.agreeing.papers import draw_agreement
from matching.agreeing.queries import (
    AGREEING_STATES,
    SIGNED_STATES,
    AgreementStanding,
    agreement_standing,
    today_of,
)
from matching.agreeing.starter import starter_for
from matching.agreeing.wording import headline, who_was_quicker_in
from matching.models import Agreement, Match
from matching.views.my_match import own_or_404
from matching.views.too_late import match_url, too_late
from matching.wording import short_names
from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from mentorship.common.pdf import PdfError


@require_GET
@requires(Permission.USE_PORTAL)
def my_agreement(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Show what counts, what waits for a signature, and what was before."""
    match = own_or_404(request, pk)
    standing = agreement_standing(match, request.user)
    may_write = match.state in AGREEING_STATES
    if not may_write and not standing.versions:
        return redirect("matching:my-match", match.pk)
    title, lead = headline(match, standing, request.user)
    waiting, in_force = standing.waiting, standing.in_force
    context = {
        "match": match,
        "title": title,
        "lead": lead,
        "waiting": waiting,
        "in_force": in_force,
        "earlier": [each for each in standing.versions if each not in (waiting, in_force)],
        "may_write": may_write,
        "may_sign": may_write and standing.waits_for(request.user),
        "is_own": waiting is not None and waiting.agreement.written_by == request.user,
        "is_over": in_force is not None and in_force.is_over(today_of(match)),
        "unsigned": short_names(waiting.unsigned) if waiting else "",
    }
    return render(request, "matching/my_agreement.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.USE_PORTAL)
def write(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Write five lines, or change them, and propose them to the others."""
    match = own_or_404(request, pk)
    if match.state not in AGREEING_STATES:
        sentence = _("Nothing can be agreed in this match just now.")
        names, back = ["purpose", "confidentiality", "contact"], match_url(match)
        return too_late(request, sentence, back=back, form=AgreementForm, names=names)
    standing = agreement_standing(match, request.user)
    begun = standing.waiting or standing.in_force
    form = AgreementForm(
        request.POST if request.method == "POST" else None,
        today=today_of(match),
        begins_with=lines_of(begun.agreement) if begun else starter_for(match),
        seen=standing.latest,
    )
    if request.method == "POST" and form.is_valid() and _propose(request, match, form):
        return redirect("matching:my-agreement", match.pk)
    others = match.others_than(request.user)
    context = {
        "match": match,
        "form": form,
        "others": short_names(others),
        "is_first": begun is None,
        "in_force": standing.in_force,
        "replaces": standing.waiting,
    }
    return render(request, "matching/my_agreement_write.html", context)


@require_POST
@requires(Permission.USE_PORTAL)
def sign(request: SignedInRequest, pk: uuid.UUID, version: int) -> HttpResponse:
    """Sign the version that one has read; another one is shown instead of signed."""
    match, agreement = _version_or_404(request, pk, version)
    try:
        sign_agreement(agreement, by=request.user)
    except (AgreementChangedError, NotUnderWayError):
        standing = agreement_standing(match, request.user)
        messages.warning(request, who_was_quicker_in(match, standing, agreement))
    else:
        messages.success(request, _signed_sentence(match, request))
    return redirect("matching:my-agreement", match.pk)


@require_POST
@requires(Permission.USE_PORTAL)
def take_back(request: SignedInRequest, pk: uuid.UUID, version: int) -> HttpResponse:
    """Take back what one wrote, as long as not everybody has signed it."""
    match, agreement = _version_or_404(request, pk, version)
    try:
        take_back_agreement(agreement, by=request.user)
    except (AgreementChangedError, NotUnderWayError):
        messages.info(request, _("That was too late: it is no longer open. Nothing was changed."))
    except NotTheWriterError:
        messages.info(request, _("Only whoever wrote it can take it back. You can change it."))
    else:
        messages.success(request, _("You took it back. Nobody is asked to sign it."))
    return redirect("matching:my-agreement", match.pk)


@require_GET
@requires(Permission.USE_PORTAL)
def pdf(request: SignedInRequest, pk: uuid.UUID, version: int) -> HttpResponse:
    """Hand out a version that everybody signed, to the people of the match alone."""
    match, agreement = _version_or_404(request, pk, version)
    if agreement.state not in SIGNED_STATES:
        return redirect("matching:my-agreement", match.pk)
    try:
        paper = draw_agreement(agreement, match, reader=request.user)
    except PdfError:
        messages.warning(request, _("The paper could not be drawn just now. Try again later."))
        return redirect("matching:my-agreement", match.pk)
    response = HttpResponse(paper.content, content_type=paper.content_type)
    response["Content-Disposition"] = f'attachment; filename="{paper.filename}"'
    patch_cache_control(response, private=True, no_store=True)
    return response


def _propose(request: SignedInRequest, match: Match, form: AgreementForm) -> bool:
    """Propose what was typed in, or say in the form why not; tell whether it was proposed."""
    seen = form.cleaned_data["seen"]
    try:
        write_agreement(match, by=request.user, lines=form.lines, seen=seen)
    except AgreementChangedError:
        standing = agreement_standing(match, request.user)
        form.look_again(standing.latest)
        form.add_error(None, _newer_sentence(standing))
    except NothingChangedError:
        form.add_error(None, _("These lines are there already, word for word. Change something."))
    except NotUnderWayError:
        form.add_error(None, _("This match has ended meanwhile, so nothing can be agreed."))
    else:
        words = {"names": short_names(match.others_than(request.user))}
        messages.success(request, _("You have signed; %(names)s will be asked to.") % words)
        return True
    return False


def _newer_sentence(standing: AgreementStanding) -> str:
    """Say who wrote a newer version while one typed."""
    newest = standing.versions[0].agreement
    return _(
        "%(name)s was quicker and wrote version %(number)d. Read it in another window; if you still"
        " want yours, send it again, and it takes the place of theirs."
    ) % {"name": newest.written_by.short_name, "number": newest.version}


def _signed_sentence(match: Match, request: SignedInRequest) -> str:
    """Thank for a signature, and say what comes next."""
    waiting = agreement_standing(match, request.user).waiting
    if waiting is None:
        return _("Everybody has signed. You each get a copy by e-mail.")
    return _("You have signed. It waits for %(names)s.") % {"names": short_names(waiting.unsigned)}


def _version_or_404(
    request: SignedInRequest, pk: uuid.UUID, version: int
) -> tuple[Match, Agreement]:
    """Return one's match, and one version of its agreement."""
    match = own_or_404(request, pk)
    visible = Agreement.objects.visible_to(request.user).filter(match=match)
    return match, get_object_or_404(visible.select_related("match"), version=version)
