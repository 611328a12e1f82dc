"""What becomes of a version: looked at, ready, written on, a new one, retired, thrown away."""

import uuid
from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from evaluation.actions.instrument_versions import (
    DraftUnderWayError,
    InstrumentIncompleteError,
    InUseError,
    back_to_draft,
    bring_back,
    discard_draft,
    make_ready,
    new_version,
    retire,
)
from evaluation.enums import InstrumentState
from evaluation.instruments.page import page_of
from evaluation.models import Instrument, WavePlan
from evaluation.models.instrument import USABLE
from evaluation.views.instruments import (
    address_of,
    back_to,
    instrument_of,
    say_no_draft,
    trail_of,
)
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.accounts.quicker import who_was_quicker
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.access import programme_view
from programmes.models import Programme


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_SURVEYS)
def instrument_ready(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Say what is missing and what being ready means, and make a draft ready."""
    shown = instrument_of(request, programme, pk)
    if shown.state != InstrumentState.DRAFT:
        return say_no_draft(request, programme, shown)
    if request.method == "POST":
        try:
            make_ready(shown, by=request.user)
        except IllegalTransitionError:
            return say_no_draft(request, programme, shown)
        except InstrumentIncompleteError:
            pass  # the page says what is missing
        else:
            messages.success(request, _("“%(title)s” can be asked.") % {"title": shown.title})
            return back_to(programme, shown)
    context = {
        "programme": programme,
        "instrument": shown,
        "page": page_of(shown),
        "back_url": address_of(programme, shown),
        "trail": trail_of(programme, _("Ready?"), shown),
    }
    return render(request, "evaluation/instrument_ready.html", context)


@require_POST
@programme_view(Permission.MANAGE_SURVEYS)
def instrument_rework(
    request: SignedInRequest, programme: Programme, pk: uuid.UUID
) -> HttpResponse:
    """Go on writing at a version that nobody was asked."""
    shown = instrument_of(request, programme, pk)
    try:
        back_to_draft(shown, by=request.user)
    except IllegalTransitionError:
        return say_no_draft(request, programme, shown)
    except InUseError:
        words = _(
            "It is planned to be asked in this version, so it stays. Begin a new version instead."
        )
        messages.warning(request, words)
    except DraftUnderWayError as error:
        messages.warning(request, _("A newer version is being written already: here it is."))
        return back_to(programme, error.draft)
    else:
        messages.success(request, _("It is a draft again, and cannot be asked until it is ready."))
    return back_to(programme, shown)


@require_POST
@programme_view(Permission.MANAGE_SURVEYS)
def instrument_version(
    request: SignedInRequest, programme: Programme, pk: uuid.UUID
) -> HttpResponse:
    """Begin a new version, or go on with the one that is under way."""
    draft = new_version(instrument_of(request, programme, pk), by=request.user)
    words = _("This is version %(version)d, a draft. The one in use stays until it is ready.")
    messages.success(request, words % {"version": draft.version})
    return back_to(programme, draft)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_SURVEYS)
def instrument_retire(
    request: SignedInRequest, programme: Programme, pk: uuid.UUID
) -> HttpResponse:
    """Say what retiring a survey means, and take it from the offer."""
    shown = instrument_of(request, programme, pk)
    if shown.state not in USABLE:
        return _say_moved(request, programme, shown)
    plans = WavePlan.objects.visible_to(request.user).filter(
        programme__organisation=shown.organisation_id, instrument_key=shown.key
    )
    number = plans.count()
    hanging = ngettext(
        "%(number)d plan that would open waves of it opens none any more.",
        "%(number)d plans that would open waves of it open none any more.",
        number,
    )
    if request.method == "POST":
        done = _("“%(title)s” is not offered any more.") % {"title": shown.title}
        return _act(request, programme, shown, lambda: retire(shown, by=request.user), done)
    lead = [
        _("It is not offered any more. What was answered stays, and what is planned still opens.")
    ]
    lead += [hanging % {"number": number}] if number else []
    return _ask_first(
        request,
        programme,
        shown,
        title=_("Retire “%(title)s”?") % {"title": shown.title},
        lead=" ".join(lead),
        action=_("Retire it"),
    )


@require_POST
@programme_view(Permission.MANAGE_SURVEYS)
def instrument_return(
    request: SignedInRequest, programme: Programme, pk: uuid.UUID
) -> HttpResponse:
    """Offer a retired version again."""
    shown = instrument_of(request, programme, pk)
    try:
        bring_back(shown, by=request.user)
    except IllegalTransitionError:
        return _say_moved(request, programme, shown)
    messages.success(request, _("“%(title)s” is offered again.") % {"title": shown.title})
    return back_to(programme, shown)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_SURVEYS)
def instrument_discard(
    request: SignedInRequest, programme: Programme, pk: uuid.UUID
) -> HttpResponse:
    """Ask whether a draft should go, and throw it away."""
    shown = instrument_of(request, programme, pk)
    if shown.state != InstrumentState.DRAFT:
        return say_no_draft(request, programme, shown)
    if request.method == "POST":
        done = _("The draft is gone. Earlier versions are as they were.")
        then = reverse("evaluation:instrument-list", args=(programme.slug,))
        return _act(
            request, programme, shown, lambda: discard_draft(shown, by=request.user), done, then
        )
    return _ask_first(
        request,
        programme,
        shown,
        title=_("Throw this draft away?"),
        lead=_("Its sections and questions go with it. Nobody was asked any of them."),
        action=_("Throw it away"),
    )


def _act(
    request: SignedInRequest,
    programme: Programme,
    shown: Instrument,
    act: Callable[[], None],
    done: str,
    then: str = "",
) -> HttpResponse:
    """Act, and say what was done or why nothing was."""
    try:
        act()
    except IllegalTransitionError:
        return _say_moved(request, programme, shown)
    except InUseError:
        messages.warning(request, _("This version is planned to be asked, so it stays."))
        return back_to(programme, shown)
    messages.success(request, done)
    return redirect(then or address_of(programme, shown))


def _ask_first(
    request: SignedInRequest,
    programme: Programme,
    shown: Instrument,
    *,
    title: str,
    lead: str,
    action: str,
) -> HttpResponse:
    """Ask before a survey goes."""
    context = {
        "form": forms.Form(),
        "title": title,
        "lead": lead,
        "action": action,
        "style": "danger",
        "back_url": address_of(programme, shown),
        "trail": trail_of(programme, action, shown),
    }
    return render(request, "programmes/form.html", context)


def _say_moved(request: SignedInRequest, programme: Programme, shown: Instrument) -> HttpResponse:
    """Say that somebody was quicker."""
    otherwise = _("Nothing had to be done.")
    words = who_was_quicker(shown, name=shown.title, viewer=request.user, otherwise=otherwise)
    messages.warning(request, words)
    return back_to(programme, shown)
