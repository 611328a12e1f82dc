"""Reporting posts, and what moderators do about them."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from training.actions.discussions import (
    NotAMemberError,
    NotAModeratorError,
    close_discussion,
    pin_discussion,
)
from training.actions.moderation import (
    OwnPostError,
    QuickerError,
    hide_post,
    may_judge,
    report_post,
    settle_reports,
    show_post,
)
from training.communities.discussions import Post, Reader, open_reports_for
from training.forms.discussions import HideForm, ReportForm
from training.models import Discussion
from training.views.discussions import (
    address_of,
    find_community,
    find_discussion,
    find_reply,
)

Find = Callable[[SignedInRequest, UUID], tuple[Post, Reader]]


@requires(Permission.USE_PORTAL)
@require_GET
def community_reports(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show moderators what members reported."""
    community, reader = find_community(request, pk)
    _moderators_only(reader)
    found = open_reports_for(community, request.user)
    reports = [
        (report, post, address_of(post), may_judge(post, request.user))
        for report in found
        for post in [report.reply or report.discussion]
    ]
    context = {"community": community, "reports": reports}
    return render(request, "training/community_reports.html", context)


@requires(Permission.USE_PORTAL)
@require_http_methods(["GET", "HEAD", "POST"])
def discussion_report(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Report the first words of a discussion."""
    return _report(request, *find_discussion(request, pk))


@requires(Permission.USE_PORTAL)
@require_http_methods(["GET", "HEAD", "POST"])
def reply_report(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Report a reply."""
    return _report(request, *find_reply(request, pk))


@requires(Permission.USE_PORTAL)
@require_http_methods(["GET", "HEAD", "POST"])
def discussion_hide(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take the first words of a discussion out of sight."""
    return _hide(request, *find_discussion(request, pk))


@requires(Permission.USE_PORTAL)
@require_http_methods(["GET", "HEAD", "POST"])
def reply_hide(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take a reply out of sight."""
    return _hide(request, *find_reply(request, pk))


@requires(Permission.USE_PORTAL)
@require_POST
def discussion_show(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Let everybody read the first words of a discussion again."""
    return _show(request, *find_discussion(request, pk))


@requires(Permission.USE_PORTAL)
@require_POST
def reply_show(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Let everybody read a reply again."""
    return _show(request, *find_reply(request, pk))


@requires(Permission.USE_PORTAL)
@require_POST
def discussion_settle(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Say that the first words of a discussion may stay."""
    return _settle(request, *find_discussion(request, pk))


@requires(Permission.USE_PORTAL)
@require_POST
def reply_settle(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Say that a reply may stay."""
    return _settle(request, *find_reply(request, pk))


@requires(Permission.USE_PORTAL)
@require_POST
def discussion_pin(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Let a discussion stand on top, or no longer."""
    found, _reader = _moderated(request, pk)
    is_pinned = request.POST.get("on") == "1"
    _do(lambda: pin_discussion(found, is_pinned=is_pinned, by=request.user))
    said = _("It stands on top now.") if is_pinned else _("It no longer stands on top.")
    messages.success(request, said)
    return redirect("training:discussion", found.pk)


@requires(Permission.USE_PORTAL)
@require_POST
def discussion_close(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take no more replies in a discussion, or take them again."""
    found, _reader = _moderated(request, pk)
    is_closed = request.POST.get("on") == "1"
    _do(lambda: close_discussion(found, is_closed=is_closed, by=request.user))
    said = _("It is closed: everybody can read it still.") if is_closed else _("It is open again.")
    messages.success(request, said)
    return redirect("training:discussion", found.pk)


def _moderated(request: SignedInRequest, pk: UUID) -> tuple[Discussion, Reader]:
    """Return a discussion that the person moderates, or answer 404."""
    found, reader = find_discussion(request, pk)
    _moderators_only(reader)
    return found, reader


def _moderators_only(reader: Reader) -> None:
    """Answer 404 to everybody else."""
    if not reader.is_moderator:
        raise Http404


def _do(action: Callable[[], None]) -> None:
    """Do what only moderators may; who stopped being one meanwhile finds nothing."""
    try:
        action()
    except (NotAMemberError, NotAModeratorError):
        raise Http404 from None


def _report(request: SignedInRequest, post: Post, reader: Reader) -> HttpResponse:
    """Ask why, and tell the moderators."""
    form = ReportForm(request.POST or None)
    if form.is_valid():
        try:
            report_post(post, reason=form.cleaned_data["reason"], by=request.user)
        except OwnPostError:
            form.add_error(None, _("These are your own words. You can change them instead."))
        except NotAMemberError:
            form.add_error(None, _("This community goes on no more, so nobody moderates it."))
        else:
            messages.success(request, _("Thank you. The moderators look at it."))
            return redirect(address_of(post))
    return _ask(request, post, reader, form, is_report=True)


def _hide(request: SignedInRequest, post: Post, reader: Reader) -> HttpResponse:
    """Ask why, and take a post out of sight."""
    _moderators_only(reader)
    form = HideForm(request.POST or None)
    if form.is_valid():
        try:
            _do(lambda: hide_post(post, reason=form.cleaned_data["reason"], by=request.user))
        except QuickerError as error:
            messages.info(request, _quicker(error))
        else:
            messages.success(request, _("It is out of sight. Its author reads why."))
        return redirect(address_of(post))
    return _ask(request, post, reader, form, is_report=False)


def _ask(
    request: SignedInRequest, post: Post, reader: Reader, form: forms.Form, *, is_report: bool
) -> HttpResponse:
    """Show the post and ask for a reason."""
    is_readable = post.hidden_at is None or reader.is_moderator
    context = {
        "form": form,
        "post": post,
        "words": post.words if is_readable else "",
        "back": address_of(post),
        "is_report": is_report,
        "community": reader.member.community,
    }
    return render(request, "training/post_judge.html", context, status=422 if form.errors else 200)


def _show(request: SignedInRequest, post: Post, reader: Reader) -> HttpResponse:
    """Let everybody read a post again."""
    _moderators_only(reader)
    try:
        _do(lambda: show_post(post, by=request.user))
    except QuickerError as error:
        messages.info(request, _quicker(error))
    else:
        messages.success(request, _("Everybody can read it again."))
    return redirect(address_of(post))


def _settle(request: SignedInRequest, post: Post, reader: Reader) -> HttpResponse:
    """Say that a post may stay."""
    _moderators_only(reader)
    try:
        _do(lambda: settle_reports(post, by=request.user))
    except OwnPostError:
        messages.error(request, _("These are your own words: another moderator looks at them."))
    except QuickerError as error:
        messages.info(request, _quicker(error))
    else:
        messages.success(request, _("It stays, and the report is settled."))
    return redirect("training:my-community-reports", reader.member.community_id)


def _quicker(error: QuickerError) -> str:
    """Say which moderator was quicker."""
    if error.who is None:
        return _("Another moderator was quicker.")
    return _("%(name)s was quicker.") % {"name": error.who.short_name}
