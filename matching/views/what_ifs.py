"""What-if: changes are tried with a draft, and kept as a draft of their own or left."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from matching.actions.what_ifs import AnswerChangedError, ask_for_what_if, keep_what_if
from matching.drafts.enums import DraftState
from matching.drafts.finding import draft_or_404, may_manage, trail_of
from matching.models import Draft
from matching.rounds.enums import RoundState
from matching.solver.model import BadProblemError
from matching.tabs import tabs_of
from matching.trying.forms import KeepForm, TryForm
from matching.trying.links import url_of
from matching.trying.page import (
    Answer,
    Trouble,
    answer_of,
    answer_or_trouble,
    has_hand,
    rules_to_try,
    tried,
)
from matching.trying.people import Cast, cast_of
from matching.trying.solving import PinRefusedError, PinsTriedConflictError, TooLargeError
from matching.trying.wanted import BETWEEN, Wanted
from matching.trying.wording import called, change_words
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.models import Programme

# A draft that was put aside can still be looked at.
LOOKED_AT = frozenset({DraftState.READY, DraftState.DISCARDED})
LISTED = ("together", "apart", "free", "seats", "group")
NO_ANSWER = (PinRefusedError, PinsTriedConflictError, TooLargeError, BadProblemError)


@require_GET
@programme_view(Permission.VIEW_MATCHES)
def draft_try(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Show what changes would do to a draft; nothing is stored."""
    draft = ready_or_404(request, programme, pk)
    form, cast = _asked(request, draft)
    context = _frame(request, programme, draft, form)
    if not form.is_valid():
        return render(request, "matching/what_if.html", context)
    wanted = form.cleaned_data["wanted"]
    if wanted.query != request.GET.urlencode(safe=BETWEEN):
        return redirect(url_of(programme.slug, draft, wanted))
    if wanted:
        names = called(draft.settings, form.all_rules)
        found = answer_or_trouble(programme.slug, draft, wanted, cast, names)
        context |= _found(programme, draft, wanted, cast, names, found)
    return render(request, "matching/what_if.html", context)


@require_POST
@programme_view(Permission.MANAGE_MATCHES)
def draft_try_keep(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Keep what was tried as a draft, as it was shown; a large one is worked out by a worker."""
    draft = ready_or_404(request, programme, pk)
    if draft.round.state != RoundState.OPEN:
        messages.warning(request, _("This round is closed."))
        return redirect("matching:draft", programme.slug, draft.pk)
    form, cast = _asked(request, draft)
    if not form.is_valid() or not form.cleaned_data["wanted"]:
        return redirect(_page(programme, draft, request.GET.urlencode(safe=BETWEEN)))
    wanted, seen = form.cleaned_data["wanted"], KeepForm(request.POST)
    names = called(draft.settings, form.all_rules)
    try:
        words = change_words(wanted, cast.names, names)
        if seen.is_valid() and seen.cleaned_data["mark"]:
            mark = seen.cleaned_data["mark"]
            kept = keep_what_if(draft, wanted, by=request.user, mark=mark, words=words)
        else:
            kept = ask_for_what_if(draft, wanted, by=request.user, words=words)
    except AnswerChangedError as error:
        messages.warning(request, _("Something has changed meanwhile: look at the new answer."))
        context = _frame(request, programme, draft, form)
        answer = answer_of(error.outcome, cast, names)
        context |= _found(programme, draft, wanted, cast, names, answer)
        return render(request, "matching/what_if.html", context, status=HTTPStatus.CONFLICT)
    except NO_ANSWER:
        return redirect(url_of(programme.slug, draft, wanted))
    messages.success(request, _("Kept as %(draft)s. Nobody has been written to.") % {"draft": kept})
    return redirect("matching:draft", programme.slug, kept.pk)


def ready_or_404(request: SignedInRequest, programme: Programme, pk: UUID) -> Draft:
    """Return a draft that is ready, or answer 404."""
    draft = draft_or_404(request.user, programme, pk)
    if draft.state not in LOOKED_AT:
        raise Http404
    return draft


def _asked(request: SignedInRequest, draft: Draft) -> tuple[TryForm, Cast]:
    """Return what somebody wants to try, as a form, and the people of the draft."""
    cast = cast_of(draft)
    form = TryForm(
        request.GET, draft=draft, cast=cast, rules=rules_to_try(draft), has_hand=has_hand(draft)
    )
    return form, cast


def _frame(
    request: SignedInRequest, programme: Programme, draft: Draft, form: TryForm
) -> dict[str, Any]:
    """Return what the page shows whether or not there is an answer."""
    return {
        "programme": programme,
        "draft": draft,
        "form": form,
        "tabs": tabs_of(draft.round, "draft-list"),
        "trail": trail_of(programme, draft, _("What if")),
        "may_manage": may_manage(request.user, programme),
        "page_url": _page(programme, draft),
        "listed": [(name, text) for name in LISTED for text in request.GET.getlist(name)],
        "board_url": reverse("matching:draft", args=(programme.slug, draft.pk)),
    }


def _found(
    programme: Programme,
    draft: Draft,
    wanted: Wanted,
    cast: Cast,
    names: Mapping[str, str],
    found: Answer | Trouble,
) -> dict[str, Any]:
    """Return what there is to say, and what can be taken out again."""
    keep = reverse("matching:draft-try-keep", args=(programme.slug, draft.pk))
    mark = found.outcome.mark if isinstance(found, Answer) else ""
    return {
        "answer": found if isinstance(found, Answer) else None,
        "trouble": found if isinstance(found, Trouble) else None,
        "tried": tried(programme.slug, draft, wanted, cast.names, names),
        "keep_url": f"{keep}?{wanted.query}",
        "keep_form": KeepForm(initial={"mark": mark}),
    }


def _page(programme: Programme, draft: Draft, query: str = "") -> str:
    """Return the address of the page."""
    url = reverse("matching:draft-try", args=(programme.slug, draft.pk))
    return f"{url}?{query}" if query else url
