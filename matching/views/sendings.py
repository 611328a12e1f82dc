"""Preparing pairs of a draft for sending: chosen, looked at, every mail read."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from matching.actions.sendings import (
    AlreadyStagedError,
    NothingToStageError,
    change_words,
    stage,
)
from matching.models import Draft, Round, Sending
from matching.publishing.enums import SendingState
from matching.publishing.forms import StageForm, WordsForm
from matching.publishing.mails import preview_mail
from matching.publishing.pictures import picture_of
from matching.publishing.reviewing import (
    Review,
    people_counts,
    unasked_in,
    with_place,
    with_unasked,
)
from matching.publishing.wording import counts_sentence, leaving_title, title_of
from matching.rounds.pages import trail_through
from matching.tabs import tabs_of
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.accounts.quicker import who_was_quicker
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.access import programme_view
from programmes.models import Programme
from programmes.permissions import allowed_in

PER_PAGE = 50
MOST_DRAFTS = 5


@require_GET
@programme_view(Permission.VIEW_MATCHES)
def sending_list(
    request: SignedInRequest, programme: Programme, round_id: uuid.UUID
) -> HttpResponse:
    """Show what of a round was sent, and what can be."""
    chosen = round_or_404(request, programme, round_id)
    visible = Sending.objects.visible_to(request.user).filter(round=chosen)
    page = Paginator(with_place(visible), PER_PAGE).get_page(request.GET.get("page"))
    drafts = Draft.objects.visible_to(request.user).filter(round=chosen).ready()
    context = {
        "programme": programme,
        "round": chosen,
        "page": page,
        "open": visible.open().select_related("draft").first(),
        "drafts": list(with_unasked(drafts)[:MOST_DRAFTS]),
        "may_manage": may_manage(request, programme),
        "tabs": tabs_of(chosen, "sending-list"),
        "trail": trail_through(chosen),
    }
    return render(request, "matching/sending_list.html", context)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_MATCHES)
def sending_stage(
    request: SignedInRequest, programme: Programme, draft_id: uuid.UUID
) -> HttpResponse:
    """Choose pairs of a draft, all at first, and put them before oneself to look at."""
    visible = Draft.objects.visible_to(request.user).filter(round__cohort__programme=programme)
    draft = get_object_or_404(
        visible.select_related("round__cohort__programme__organisation"), pk=draft_id
    )
    if earlier := draft.sendings.open().first():
        return redirect("matching:sending", programme.slug, earlier.pk)
    pairs = unasked_in(draft)
    ids = [pair.pk for pair in pairs]
    form = StageForm(
        request.POST if request.method == "POST" else None, pairs=pairs, initial={"pairs": ids}
    )
    if request.method == "POST" and form.is_valid():
        return _stage(request, programme, draft, [pair.pk for pair in form.cleaned_data["pairs"]])
    context = {
        "programme": programme,
        "draft": draft,
        "form": form,
        "number": len(ids),
        "trail": trail_of(programme, draft.round, str(draft)),
    }
    return render(request, "matching/sending_stage.html", context)


@require_GET
@programme_view(Permission.VIEW_MATCHES)
def sending(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Show who is about to get what, who cannot be asked, and who is left out."""
    shown = sending_or_404(request, programme, pk)
    return sending_page(request, programme, shown)


@require_GET
@programme_view(Permission.VIEW_MATCHES)
def sending_mails(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Show every mail of a sending as it is, one at a time, or both of one pair."""
    shown = sending_or_404(request, programme, pk)
    review = Review(shown)
    mails = review.mails
    only = request.GET.get("pair")
    if only:
        mails = [mail for mail in mails if only in {str(line.pk) for line in mail.lines}]
    page = Paginator(mails, 2 if only else 1).get_page(request.GET.get("page"))
    pictures = []
    for mail in page:
        words = preview_mail(mail, shown, until=review.until)
        pictures.append((mail, words, picture_of(words.html)))
    context = {
        "programme": programme,
        "sending": shown,
        "page": page,
        "pictures": pictures,
        "recipients": [] if only else [mail.recipient.name for mail in mails],
        "is_one_pair": bool(only),
        "trail": trail_of(programme, shown.round, _("The mails"), sending=shown),
    }
    return render(request, "matching/sending_mails.html", context)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_MATCHES)
def sending_words(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Let a coordinator write a paragraph, and say how many days people have."""
    shown = sending_or_404(request, programme, pk)
    if shown.state != SendingState.STAGED:
        return told_otherwise(request, programme, shown)
    before = {"words": shown.words, "answer_days": shown.answer_days}
    form = WordsForm(request.POST or None, instance=shown, initial=before)
    if request.method == "POST" and form.is_valid():
        try:
            change_words(shown, by=request.user, **form.cleaned_data)
        except IllegalTransitionError:
            return told_otherwise(request, programme, shown)
        messages.success(request, _("Kept. Every mail says so now."))
        return redirect("matching:sending", programme.slug, shown.pk)
    context = {
        "programme": programme,
        "sending": shown,
        "form": form,
        "trail": trail_of(programme, shown.round, _("Your words"), sending=shown),
    }
    return render(request, "matching/sending_words.html", context)


def sending_page(
    request: SignedInRequest, programme: Programme, shown: Sending, **also: Any
) -> HttpResponse:
    """Show a sending as it stands now."""
    review = Review(shown)
    going = review.going if shown.is_open else review.asked
    mentees, mentors = people_counts(going)
    page = Paginator(going, PER_PAGE).get_page(request.GET.get("page"))
    total = len(review.rows) - len(review.left_out)
    done = len(review.asked) + len(review.refused)
    is_leaving = shown.state == SendingState.SENT and done < total
    counts = counts_sentence(len(going), mentees, mentors, len(review.mails))
    context = {
        "programme": programme,
        "sending": shown,
        "round": shown.round,
        "review": review,
        "page": page,
        "title": leaving_title(total) if is_leaving else title_of(shown, len(going)),
        "counts": "" if is_leaving else counts,
        "total": total,
        "done": done,
        "waiting": total - done,
        "seal": review.digest(),
        "may_manage": may_manage(request, programme),
        "trail": trail_of(programme, shown.round, str(shown.draft)),
        **also,
    }
    part = "#progress" if request.headers.get("HX-Request") else ""
    return render(request, f"matching/sending{'_progress' if part else ''}.html", context)


def sending_or_404(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> Sending:
    """Return a sending of the programme that the person may see."""
    visible = Sending.objects.visible_to(request.user).filter(round__cohort__programme=programme)
    return get_object_or_404(with_place(visible), pk=pk)


def round_or_404(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> Round:
    """Return a round of the programme that the person may see."""
    visible = Round.objects.visible_to(request.user).filter(cohort__programme=programme)
    return get_object_or_404(visible.select_related("cohort__programme__organisation"), pk=pk)


def told_otherwise(request: SignedInRequest, programme: Programme, shown: Sending) -> HttpResponse:
    """Say who was quicker, and show how the sending stands now."""
    sentence = who_was_quicker(
        shown,
        name=_("these pairs"),
        viewer=request.user,
        otherwise=_("That is not possible any more: see how it stands now."),
    )
    messages.warning(request, sentence)
    return redirect("matching:sending", programme.slug, shown.pk)


def trail_of(
    programme: Programme, chosen: Round, label: str, *, sending: Sending | None = None
) -> list[dict[str, str]]:
    """Return the way from the round to a page."""
    steps = [(_("Send"), reverse("matching:sending-list", args=(programme.slug, chosen.pk)))]
    if sending is not None:
        url = reverse("matching:sending", args=(programme.slug, sending.pk))
        steps.append((str(sending.draft), url))
    return trail_through(chosen, *steps, (label, ""))


def may_manage(request: SignedInRequest, programme: Programme) -> bool:
    """Tell whether the person may propose matches here."""
    return allowed_in(request.user, Permission.MANAGE_MATCHES, programme)


def _stage(
    request: SignedInRequest, programme: Programme, draft: Draft, pair_ids: list[uuid.UUID]
) -> HttpResponse:
    """Stage the pairs, and show them; or what a colleague staged before."""
    try:
        staged = stage(draft, by=request.user, pair_ids=pair_ids)
    except AlreadyStagedError as error:
        messages.info(request, _("A colleague began to prepare this draft: here is how it stands."))
        return redirect("matching:sending", programme.slug, error.sending.pk)
    except NothingToStageError:
        messages.warning(request, _("Nobody of these is left to be asked: see how it stands now."))
        return redirect("matching:sending-list", programme.slug, draft.round_id)
    return redirect("matching:sending", programme.slug, staged.pk)
