"""What the people of a match write to each other, which nobody else reads."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from matching.actions.message_reports import NobodyToTellError, report_message
from matching.actions.messages import (
    ThreadClosedError,
    TooManyMessagesError,
    read_messages,
    write_message,
)
from matching.messaging.conversation import (
    PER_PAGE,
    excerpt_of,
    lines_of,
    read_until,
    written_after,
)
from matching.messaging.doors import Door, closes_on, door_of
from matching.messaging.emails import helpers_of, thread_url
from matching.messaging.forms import MessageForm, ReportForm
from matching.messaging.queries import is_openable, open_since, openings_of
from matching.messaging.signed_out import forget_words, keeps_words, words_kept
from matching.models import Match, MessageReport, PairMessage
from matching.wording import short_names, you_with, zone_name
from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission


@sensitive_post_parameters("text")
@keeps_words
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.USE_PORTAL)
def my_messages(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show a conversation with the form below it; POST writes to the others."""
    match = _own_or_404(request, pk)
    names = short_names(match.others_than(request.user))
    kept = words_kept(request.session, pk)
    data = request.POST if request.method == "POST" else None
    form = MessageForm(data, names=names, initial={"text": kept})
    if form.is_valid() and _is_sent(request, match, form):
        return redirect(thread_url(match))
    context = {
        **_conversation(request, match),
        "form": form,
        "names": names,
        "is_kept": bool(kept) and data is None,
    }
    return render(request, "matching/my_messages.html", context, status=422 if form.errors else 200)


@require_GET
@requires(Permission.USE_PORTAL)
def my_messages_new(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Return what was written since a message, for the page that stands open; 204 for nothing."""
    match = _own_or_404(request, pk)
    after = _id_in(request.GET.get("after", ""))
    found = list(written_after(match, request.user, after)[:PER_PAGE])
    if not found:
        return HttpResponse(status=204)
    own = PairMessage.objects.visible_to(request.user).filter(match=match)
    shown_last = own.filter(pk=after).first() if after else None
    context = {
        "match": match,
        "lines": lines_of(found, request.user, after=shown_last, marks_unread=False),
        "newest": found[-1],
        "has_unread": any(message.by_id != request.user.pk for message in found),
    }
    return render(request, "matching/my_messages_new.html", context)


@require_POST
@requires(Permission.USE_PORTAL)
def my_messages_read(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Note that the person has seen the messages up to one of them."""
    match = _own_or_404(request, pk)
    until = _id_in(request.POST.get("until", ""))
    if until is not None:
        read_messages(match, by=request.user, until=until)
    if "HX-Request" in request.headers:
        return HttpResponse("")
    return redirect(thread_url(match))


@sensitive_post_parameters("words")
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.USE_PORTAL)
def my_message_report(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Report what somebody else wrote, after reading who learns what."""
    others = PairMessage.objects.visible_to(request.user).exclude(by=request.user)
    message = get_object_or_404(others.select_related("by"), pk=pk)
    match = _own_or_404(request, message.match_id)
    message.match = match
    reports = MessageReport.objects.visible_to(request.user)
    known = reports.filter(message=message, by=request.user).first()
    form = ReportForm(request.POST if request.method == "POST" else None)
    if known is None and form.is_valid():
        try:
            report_message(message, by=request.user, **form.cleaned_data)
        except NobodyToTellError:
            form.add_error(None, _("Everybody who would read this is in your match themselves."))
        else:
            messages.success(request, _("Thank you for saying so. The coordinators look into it."))
            return redirect("matching:my-message-report", pk)
    context = {
        "match": match,
        "message": message,
        "report": known,
        "form": form,
        "helpers": [person.name for person in helpers_of(match)],
        "may_be_opened": is_openable(match, message),
        "back_url": thread_url(match),
    }
    status = 422 if form.errors else 200
    return render(request, "matching/my_message_report.html", context, status=status)


def _is_sent(request: SignedInRequest, match: Match, form: MessageForm) -> bool:
    """Write the message; else say why not, with the words kept."""
    typed = form.cleaned_data
    try:
        write_message(match, by=request.user, text=typed["text"], key=typed["key"])
    except ThreadClosedError:
        sentence = _("Nobody can write here just now. Your words are kept below for you to copy.")
        form.add_error(None, sentence)
    except TooManyMessagesError:
        sentence = _("That is a lot for one hour. Your words are kept: send them in a while.")
        form.add_error(None, sentence)
    else:
        forget_words(request.session)
        seen = _id_in(request.POST.get("until", ""))
        if seen is not None:
            read_messages(match, by=request.user, until=seen)
        return True
    return False


def _conversation(request: SignedInRequest, match: Match) -> dict[str, Any]:
    """Return what the page shows of a conversation, and who can read it."""
    reader, now = request.user, timezone.now()
    before = _id_in(request.GET.get("before", ""))
    excerpt = excerpt_of(match, reader, before)
    read_at = read_until(match, reader)
    lines = list(lines_of(excerpt.messages, reader, read_at=read_at))
    return {
        "match": match,
        "you": you_with(match, reader),
        "door": door_of(match, now),
        "closes_on": closes_on(match),
        "is_over": door_of(match, now) == Door.CLOSED,
        "excerpt": excerpt,
        "lines": lines,
        "earliest": excerpt.messages[0] if excerpt.messages else None,
        "newest": excerpt.newest,
        "has_unread": any(line.is_first_unread for line in lines),
        "open_since": open_since(match.cohort.programme),
        "openings": openings_of(match),
        "zone": zone_name(reader.time_zone),
    }


def _own_or_404(request: SignedInRequest, pk: UUID) -> Match:
    """Return a match the person is in, with its people; none that came to nothing."""
    own = Match.objects.visible_to(request.user).involving(request.user)
    rows = own.select_related("cohort__programme__organisation").with_people()
    match = get_object_or_404(rows, pk=pk)
    if door_of(match, timezone.now()) == Door.GONE:
        raise Http404
    return match


def _id_in(text: str) -> UUID | None:
    """Return the id that an address names, or None for anything else."""
    try:
        return UUID(text)
    except ValueError:
        return None
