"""Erasing people, for an administrator: who asked, what would go, a second look, and the deed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest, organisations_allowing, requires
from mentorship.accounts.actions.erasing import (
    CannotEraseError,
    ask_for_erasure,
    decide_mentions,
    decline_erasure,
    erase_person,
)
from mentorship.accounts.erasing_forms import AskForm, DeclineForm, MentionsForm, SecondLookForm
from mentorship.accounts.models import Erasure, Organisation
from mentorship.accounts.permissions import Permission
from mentorship.accounts.privacy.erasing.enums import ErasureState
from mentorship.accounts.privacy.erasing.preview import Preview, preview_of
from mentorship.accounts.quicker import who_was_quicker
from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.views.organisation_tabs import organisation_tabs
from mentorship.views.reauthentication import has_shown, sent_back

PER_PAGE = 50


@requires(Permission.MANAGE_ORGANISATION)
@require_http_methods(["GET", "POST"])
def erasures(request: SignedInRequest) -> HttpResponse:
    """List who is to be erased and who was; ask for somebody who cannot sign in."""
    mine = organisations_allowing(request.user, Permission.MANAGE_ORGANISATION)
    organisations = (
        Organisation.objects.visible_to(request.user).filter(pk__in=mine).order_by("name", "pk")
    )
    form = AskForm(request.POST or None, organisations=organisations)
    if form.is_valid():
        asked = ask_for_erasure(
            form.cleaned_data["person"],
            organisation=form.cleaned_data["organisation"],
            by=request.user,
        )
        return redirect("organisation-erasing-one", asked.pk)
    rows = (
        Erasure.objects.visible_to(request.user)
        .filter(organisation__in=mine)
        .select_related("person", "organisation")
    )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    waiting = rows.filter(state=ErasureState.ASKED).count()
    context = {
        "tabs": organisation_tabs("organisation-erasing"),
        "form": form,
        "page": page,
        "waiting": waiting,
    }
    return render(request, "erasing/erasures.html", context)


@requires(Permission.MANAGE_ORGANISATION)
@require_GET
def erasure(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show what would go, what would stay, what stands in the way, and who else names them."""
    return _page(request, _theirs(request, pk))


@requires(Permission.MANAGE_ORGANISATION)
@require_POST
def erasure_texts(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Keep what was decided about each text that names the person."""
    row = _theirs(request, pk)
    preview = preview_of(row, reader=request.user)
    form = _mentions_form(row, preview, request.POST)
    if not form.is_valid():
        return _page(request, row, preview=preview, texts_form=form)
    decide_mentions(row, form.answers(), by=request.user)
    messages.success(request, _("Kept. Nothing is cut before the person is erased."))
    return redirect("organisation-erasing-one", row.pk)


@requires(Permission.MANAGE_ORGANISATION)
@require_http_methods(["GET", "POST"])
def erasure_do(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Look a second time, then erase; who has not signed in just now does so first."""
    row = _theirs(request, pk)
    if not has_shown(request, "mentorship.privacy"):
        return sent_back(request)
    form = SecondLookForm(request.POST or None, person=row.person)
    if form.is_valid():
        try:
            erase_person(row, by=request.user)
        except CannotEraseError:
            messages.error(request, _("Something stands in the way again. Nothing was erased."))
        except IllegalTransitionError as error:
            messages.error(request, _quicker(request, error.row))
        else:
            messages.success(request, _("Erased. The last mail to them is on its way."))
        return redirect("organisation-erasing-one", row.pk)
    context = {"row": row, "form": form, "tabs": organisation_tabs("organisation-erasing")}
    return render(request, "erasing/second_look.html", context)


@requires(Permission.MANAGE_ORGANISATION)
@require_POST
def erasure_decline(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Say no, and why."""
    row = _theirs(request, pk)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _page(request, row, decline_form=form)
    try:
        decline_erasure(row, by=request.user, answer=form.cleaned_data["answer"])
    except IllegalTransitionError as error:
        messages.error(request, _quicker(request, error.row))
    else:
        messages.success(request, _("Declined. They read why on their page."))
    return redirect("organisation-erasing-one", row.pk)


def _theirs(request: SignedInRequest, pk: UUID) -> Erasure:
    """Return an erasure of an organisation that the reader administers; else a 404."""
    mine = organisations_allowing(request.user, Permission.MANAGE_ORGANISATION)
    rows = Erasure.objects.visible_to(request.user).filter(organisation__in=mine)
    return get_object_or_404(rows.select_related("person", "organisation", "settled_by"), pk=pk)


def _page(
    request: SignedInRequest,
    row: Erasure,
    *,
    preview: Preview | None = None,
    texts_form: MentionsForm | None = None,
    decline_form: DeclineForm | None = None,
) -> HttpResponse:
    """Show one erasure; with forms that somebody filled in, nothing typed is lost."""
    context: dict[str, Any] = {"row": row, "tabs": organisation_tabs("organisation-erasing")}
    if row.state == ErasureState.ASKED:
        preview = preview or preview_of(row, reader=request.user)
        context |= {
            "preview": preview,
            "texts_form": texts_form or _mentions_form(row, preview, None),
            "decline_form": decline_form or DeclineForm(),
        }
    return render(request, "erasing/erasure.html", context)


def _mentions_form(row: Erasure, preview: Preview, data: Any) -> MentionsForm:
    """Return the form about each text, beginning with what was decided."""
    decided = {
        (each.about_kind, each.about_id, each.field): (each.answer, each.reason)
        for each in row.mentions.all()
    }
    return MentionsForm(data, texts=preview.texts, decided=decided)


def _quicker(request: SignedInRequest, row: Any) -> str:
    """Say who settled it before."""
    return who_was_quicker(
        row,
        name=_("this erasure"),
        viewer=request.user,
        otherwise=_("Somebody else settled this before you."),
    )
