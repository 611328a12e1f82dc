"""After pairs were asked: who said what, who is free again, and what comes next for them."""

import hashlib
import uuid
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from matching.actions.answers import (
    CannotBeNextError,
    extend_answer,
    propose_next,
    write_to_unmatched,
)
from matching.actions.drafts import ask_for_draft
from matching.drafts.enums import DraftOrigin
from matching.enums import MatchState
from matching.models import Draft, Match, Round, Sending, SendingPair
from matching.publishing.answers import (
    WORDS,
    Standing,
    answers_of,
    counts_of,
    headline,
    is_still_leaving,
    lead_of,
    mentees_of,
    silent_in,
)
from matching.publishing.emails import preview_letter
from matching.publishing.enums import SendingState
from matching.publishing.forms import ExtendForm, NextForm, UnmatchedForm
from matching.publishing.mails import answer_by, mails_of, preview_mail
from matching.publishing.next_wish import (
    Choice,
    latest_sent,
    next_choices,
    unanswered_pairs,
)
from matching.publishing.pictures import picture_of
from matching.publishing.unmatched import reasons_of, without_match
from matching.rounds.enums import RoundState
from matching.rounds.pages import trail_through
from matching.tabs import tabs_of
from matching.views.sendings import may_manage, round_or_404
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.common.tabs import Tab
from programmes.access import programme_view
from programmes.models import Participant, Programme

PER_PAGE = 50
SALT = "matching.next"


@require_GET
@programme_view(Permission.VIEW_MATCHES)
def sending_answers(
    request: SignedInRequest, programme: Programme, round_id: uuid.UUID
) -> HttpResponse:
    """Show how every mentee stands, those first who need somebody."""
    chosen = round_or_404(request, programme, round_id)
    counts = counts_of(chosen)
    shown = mentees_of(chosen)
    show = request.GET.get("show", "")
    if show in set(Standing):
        shown = shown.filter(standing=show)
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    answers = answers_of(list(page.object_list))
    free = [each.mentee.pk for each in answers if each.needs_somebody]
    draft = latest_sent(chosen)
    is_going = is_still_leaving(chosen)
    may_go_on = draft is not None and not is_going and chosen.state == RoundState.OPEN
    choices = next_choices(chosen, free, draft=draft) if draft and may_go_on else {}
    context = {
        "programme": programme,
        "round": chosen,
        "title": headline(counts),
        "lead": lead_of(counts),
        "page": page,
        "rows": [(each, choices.get(each.mentee.pk, [])[:1]) for each in answers],
        "number_open": counts[Standing.FREE_AGAIN] + counts[Standing.NOBODY],
        "was_sent": may_go_on,
        "is_going": is_going,
        "number_drafts": chosen.drafts.count(),
        "filters": _filters(request, counts, show),
        "may_manage": may_manage(request, programme),
        "tabs": tabs_of(chosen, "sending-answers"),
        "trail": trail_through(chosen),
    }
    return render(request, "matching/sending_answers.html", context)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_MATCHES)
def sending_next(
    request: SignedInRequest, programme: Programme, round_id: uuid.UUID, mentee_id: uuid.UUID
) -> HttpResponse:
    """Offer a mentee's next wishes, show both mails, and ask both."""
    chosen = round_or_404(request, programme, round_id)
    mentee = _mentee_or_404(chosen, mentee_id)
    draft = latest_sent(chosen)
    if draft is None or chosen.state == RoundState.CLOSED:
        raise Http404
    choices = next_choices(chosen, [mentee.pk], draft=draft).get(mentee.pk, [])
    form = NextForm(
        request.POST if request.method == "POST" else None,
        choices=choices,
        initial={
            "mentor": str(choices[0].mentor.pk) if choices else "",
            "answer_days": chosen.answer_days,
        },
    )
    context: dict[str, Any] = {
        "programme": programme,
        "round": chosen,
        "mentee": mentee,
        "choices": choices,
        "form": form,
        "trail": _trail(programme, chosen, mentee.person.name),
    }
    if form.is_bound and not form.is_valid():
        return render(request, "matching/sending_next.html", context)
    said = form.cleaned_data if form.is_bound else {**form.initial, "words": ""}
    choice = next((each for each in choices if str(each.mentor.pk) == said["mentor"]), None)
    if choice is None:
        return render(request, "matching/sending_next.html", context)
    seal = _read_seal(request.POST.get("seal", ""))
    digest = _digest(mentee, choice, said)
    if "send" in request.POST and seal is not None and seal[1] == digest:
        return _ask_next(request, programme, chosen, mentee, choice, draft, seal[0], said)
    line_id = seal[0] if seal is not None else uuid.uuid4()
    context |= {
        "is_not_what_you_saw": "send" in request.POST,
        "pictures": _pictures(chosen, draft, mentee, choice, line_id, said),
        "seal": signing.dumps([str(line_id), digest], salt=SALT),
    }
    return render(request, "matching/sending_next.html", context)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_MATCHES)
def sending_extend(
    request: SignedInRequest, programme: Programme, round_id: uuid.UUID, mentee_id: uuid.UUID
) -> HttpResponse:
    """Give the people of a proposal more time."""
    chosen = round_or_404(request, programme, round_id)
    mentee = _mentee_or_404(chosen, mentee_id)
    waiting = Match.objects.visible_to(request.user).filter(
        cohort=chosen.cohort, state=MatchState.PROPOSED, members__participant=mentee
    )
    match = waiting.exclude(answer_by=None).with_people().order_by("proposed_at").first()
    back = redirect("matching:sending-answers", programme.slug, chosen.pk)
    if match is None:
        messages.info(request, _("Nothing waits for an answer here any more."))
        return back
    form = ExtendForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            extend_answer(match, days=form.cleaned_data["days"], by=request.user)
        except IllegalTransitionError:
            messages.info(request, _("Nothing waits for an answer here any more."))
        else:
            messages.success(request, _("They have more time now."))
        return back
    context = {
        "programme": programme,
        "round": chosen,
        "mentee": mentee,
        "match": match,
        "silent": silent_in(match),
        "form": form,
        "trail": _trail(programme, chosen, _("More time")),
    }
    return render(request, "matching/sending_extend.html", context)


@require_POST
@programme_view(Permission.MANAGE_MATCHES)
def sending_rest(
    request: SignedInRequest, programme: Programme, round_id: uuid.UUID
) -> HttpResponse:
    """Draw up a draft for those who have nobody; accepted and waiting pairs stay as they are."""
    chosen = round_or_404(request, programme, round_id)
    drafts = chosen.drafts.filter(origin=DraftOrigin.AFTER_ANSWERS).order_by("-number")
    is_second_press = request.POST.get("drafts") != str(chosen.drafts.count())
    if is_second_press and (known := drafts.first()):
        return redirect("matching:draft", programme.slug, known.pk)
    draft = ask_for_draft(
        chosen,
        by=request.user,
        parent=latest_sent(chosen),
        origin=DraftOrigin.AFTER_ANSWERS,
        forbidden=unanswered_pairs(chosen),
        # Of two presses at the same moment the second finds the draft of the first.
        draft_id=uuid.uuid5(chosen.pk, f"rest {chosen.drafts.count()}"),
    )
    messages.success(request, _("A draft for the rest is made. Nobody has been asked yet."))
    return redirect("matching:draft", programme.slug, draft.pk)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_MATCHES)
def sending_unmatched(
    request: SignedInRequest, programme: Programme, round_id: uuid.UUID
) -> HttpResponse:
    """Show the letters to those who have nobody, and send them."""
    chosen = round_or_404(request, programme, round_id)
    mentees = without_match(chosen)
    reasons = reasons_of(mentees, latest_sent(chosen))
    form = UnmatchedForm(request.POST if request.method == "POST" else None)
    words = form.cleaned_data["words"] if form.is_bound and form.is_valid() else ""
    going = {mentee: reason for mentee, reason in reasons.items() if mentee.person.can_sign_in}
    facts = [f"{mentee.pk} {reason}" for mentee, reason in going.items()]
    digest = hashlib.sha256("\n".join([words, *facts]).encode()).hexdigest()
    is_as_seen = request.POST.get("seal") == digest
    if "send" in request.POST and form.is_valid() and is_as_seen and going:
        number = write_to_unmatched(chosen, going, words=words, by=request.user)
        done = ngettext("%(n)d letter is sent.", "%(n)d letters are sent.", number)
        messages.success(request, done % {"n": number})
        return redirect("matching:sending-answers", programme.slug, chosen.pk)
    page = Paginator(list(going.items()), 10).get_page(request.GET.get("page"))
    letters = []
    for mentee, reason in page:
        mail = preview_letter(mentee, chosen, reason=reason, words=words)
        letters.append((mentee, mail, picture_of(mail.html)))
    context = {
        "programme": programme,
        "round": chosen,
        "form": form,
        "letters": letters,
        "page": page,
        "number": len(going),
        "by_hand": [mentee for mentee in mentees if mentee not in going],
        "seal": digest,
        "is_not_what_you_saw": "send" in request.POST and form.is_valid(),
        "trail": _trail(programme, chosen, _("Letters")),
    }
    return render(request, "matching/sending_unmatched.html", context)


def _ask_next(
    request: SignedInRequest,
    programme: Programme,
    chosen: Round,
    mentee: Participant,
    choice: Choice,
    draft: Draft,
    line_id: uuid.UUID,
    said: dict[str, Any],
) -> HttpResponse:
    """Ask both, and say what came of it."""
    try:
        propose_next(
            chosen,
            mentee,
            choice,
            draft=draft,
            line_id=line_id,
            words=said["words"],
            answer_days=said["answer_days"],
            by=request.user,
        )
    except CannotBeNextError as error:
        for reason in error.reasons:
            messages.warning(request, reason)
    else:
        names = {"mentee": mentee.person.name, "mentor": choice.mentor.person.name}
        messages.success(request, _("%(mentee)s and %(mentor)s have been asked.") % names)
    return redirect("matching:sending-answers", programme.slug, chosen.pk)


def _pictures(
    chosen: Round,
    draft: Draft,
    mentee: Participant,
    choice: Choice,
    line_id: uuid.UUID,
    said: dict[str, Any],
) -> list[Any]:
    """Return both mails as they would leave."""
    sending = Sending(
        round=chosen,
        draft=draft,
        state=SendingState.STAGED,
        words=said["words"],
        answer_days=said["answer_days"],
    )
    line = SendingPair(
        pk=line_id,
        sending=sending,
        mentee=mentee,
        mentor=choice.mentor,
        points=choice.points,
        parts=list(choice.parts),
    )
    until = answer_by(sending, asked_at=timezone.now())
    shown = []
    for mail in mails_of([line]):
        words = preview_mail(mail, sending, until=until)
        shown.append((mail, words, picture_of(words.html)))
    return shown


def _digest(mentee: Participant, choice: Choice, said: dict[str, Any]) -> str:
    """Return a digest of what both would read."""
    facts = (mentee.pk, choice.mentor.pk, said["words"], said["answer_days"], timezone.localdate())
    return hashlib.sha256("\n".join(str(fact) for fact in facts).encode()).hexdigest()


def _read_seal(text: str) -> tuple[uuid.UUID, str] | None:
    """Return the line and the digest that a page carries; None where we did not write it."""
    try:
        line_id, digest = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return None
    return uuid.UUID(line_id), digest


def _mentee_or_404(chosen: Round, pk: uuid.UUID) -> Participant:
    """Return a mentee of the round's cohort."""
    rows = mentees_of(chosen).select_related("person", "cohort__programme__organisation")
    mentee: Participant = get_object_or_404(rows, pk=pk)
    return mentee


def _filters(request: SignedInRequest, counts: dict[Standing, int], show: str) -> list[Tab]:
    """Return the ways to narrow the list, with their numbers."""
    everybody = Tab(_("Everybody (%(n)d)") % {"n": sum(counts.values())}, request.path, not show)
    return [
        everybody,
        *(
            Tab(f"{WORDS[each]} ({counts[each]})", f"?show={each}", show == each)
            for each in Standing
            if counts[each]
        ),
    ]


def _trail(programme: Programme, chosen: Round, label: str) -> list[dict[str, str]]:
    """Return the way from the answers to a page."""
    url = reverse("matching:sending-answers", args=(programme.slug, chosen.pk))
    return trail_through(chosen, (_("Answers"), url), (label, ""))
