"""What members of a community talk about: the list, one discussion, and writing in it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from training.actions.discussions import (
    DiscussionClosedError,
    NotAMemberError,
    TooLateToEditError,
    begin_discussion,
    edit_post,
    note_read,
    reply_to,
)
from training.communities.discussions import (
    Post,
    Reader,
    communities_of,
    count_news,
    discussions_for,
    moderators_of,
    open_reports_for,
    open_reports_of,
    reader_of,
    shown,
)
from training.communities.talk import talk_headline
from training.forms.discussions import DiscussionForm, TalkSearchForm, WordsForm
from training.models import Community, Discussion, Reply

PER_PAGE = 20
REPLIES_PER_PAGE = 25


@requires(Permission.USE_PORTAL)
@require_GET
def community_talk(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """List the discussions of a community, what is new in them, and who can read them."""
    community, reader = find_community(request, pk)
    search = TalkSearchForm(request.GET)
    found = discussions_for(community, reader, search.wanted)
    news = count_news(community, reader)
    context = {
        "community": community,
        "reader": reader,
        "headline": talk_headline(news),
        "news": news,
        "moderators": moderators_of(community),
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "search": search,
        "is_narrowed": bool(search.wanted),
        "reports": len(open_reports_for(community, request.user)),
        "now": timezone.now().isoformat(),
    }
    return render(request, "training/community_talk.html", context)


@requires(Permission.USE_PORTAL)
@require_http_methods(["GET", "HEAD", "POST"])
def discussion_begin(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Begin a discussion."""
    community, _reader = find_community(request, pk)
    form = DiscussionForm(request.POST or None, community=community, writer=request.user)
    if form.is_valid():
        try:
            discussion = begin_discussion(community, form.written(), by=request.user)
        except NotAMemberError:
            form.add_error(None, _("This community goes on no more. Your words are kept below."))
        else:
            return redirect("training:discussion", discussion.pk)
    context = {"community": community, "form": form, "moderators": moderators_of(community)}
    return render(request, "training/discussion_begin.html", context, status=status_of(form))


@requires(Permission.USE_PORTAL)
@require_http_methods(["GET", "HEAD", "POST"])
def discussion(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show a discussion with its replies; POST answers."""
    found, reader = find_discussion(request, pk)
    form = WordsForm(request.POST or None, community=found.community, writer=request.user)
    if form.is_valid():
        try:
            reply = reply_to(found, form.written(), by=request.user)
        except (DiscussionClosedError, NotAMemberError):
            sentence = _("This discussion was closed meanwhile. Your words are kept below.")
            form.add_error(None, sentence)
            found.refresh_from_db()
        else:
            return redirect(address_of(reply))
    replies = Reply.objects.visible_to(request.user).filter(discussion=found)
    asked = request.GET.get("page", "1")
    page = Paginator(replies.select_related("author"), REPLIES_PER_PAGE).get_page(asked)
    reports = open_reports_of(found) if reader.is_moderator else {}
    first, *others = shown([found, *page], reader, reports)
    context = {
        "discussion": found,
        "community": found.community,
        "reader": reader,
        "first": first,
        "posts": others,
        "page": page,
        "form": form,
        "is_open": found.closed_at is None and found.hidden_at is None,
        "moderators": moderators_of(found.community),
    }
    return render(request, "training/discussion.html", context, status=status_of(form))


@requires(Permission.USE_PORTAL)
@require_http_methods(["GET", "HEAD", "POST"])
def discussion_edit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Change the title and first words of one's own discussion."""
    found, reader = find_discussion(request, pk)
    given = {"title": found.title, "words": found.words, "mentioned": found.mentions.all()}
    form = DiscussionForm(
        request.POST or None, community=found.community, writer=request.user, initial=given
    )
    return _edit(request, found, reader, form)


@requires(Permission.USE_PORTAL)
@require_http_methods(["GET", "HEAD", "POST"])
def reply_edit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Change one's own reply."""
    found, reader = find_reply(request, pk)
    given = {"words": found.words, "mentioned": found.mentions.all()}
    form = WordsForm(
        request.POST or None,
        community=found.discussion.community,
        writer=request.user,
        initial=given,
    )
    return _edit(request, found, reader, form)


@requires(Permission.USE_PORTAL)
@require_POST
def talk_read(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Remember that the member has seen what was written until the page was made."""
    community, _reader = find_community(request, pk)
    until = parse_datetime(request.POST.get("until", "")[:40])
    if until is not None and timezone.is_aware(until):
        try:
            note_read(community, until, by=request.user)
        except NotAMemberError:
            raise Http404 from None
        messages.success(request, _("What is new from now on will be marked."))
    return redirect("training:my-community-talk", community.pk)


def find_community(request: SignedInRequest, pk: UUID) -> tuple[Community, Reader]:
    """Return a community to which the person belongs, or answer 404."""
    community = get_object_or_404(communities_of(request.user), pk=pk)
    reader = reader_of(community, request.user)
    if reader is None:
        raise Http404
    return community, reader


def find_discussion(request: SignedInRequest, pk: UUID) -> tuple[Discussion, Reader]:
    """Return a discussion that the person may read, or answer 404."""
    rows = Discussion.objects.visible_to(request.user)
    found = get_object_or_404(
        rows.select_related("author", "community__programme__organisation"), pk=pk
    )
    return found, _reader(found, request)


def find_reply(request: SignedInRequest, pk: UUID) -> tuple[Reply, Reader]:
    """Return a reply that the person may read, or answer 404."""
    rows = Reply.objects.visible_to(request.user).select_related(
        "author", "discussion__community__programme__organisation"
    )
    found = get_object_or_404(rows, pk=pk)
    return found, _reader(found.discussion, request)


def address_of(post: Post) -> str:
    """Return where a post stands: its discussion, on the page of the reply."""
    if isinstance(post, Discussion):
        return reverse("training:discussion", args=(post.pk,))
    before = post.discussion.replies.filter(written_at__lt=post.written_at).count()
    page = before // REPLIES_PER_PAGE + 1
    address = reverse("training:discussion", args=(post.discussion_id,))
    return f"{address}?page={page}#reply-{post.pk}"


def status_of(form: WordsForm) -> int:
    """Return 422 where something typed needs another look."""
    return 422 if form.errors else 200


def _edit(request: SignedInRequest, post: Post, reader: Reader, form: WordsForm) -> HttpResponse:
    """Show the form, or keep the changed words."""
    if post.author_id != request.user.pk:
        raise Http404
    if form.is_valid():
        try:
            edit_post(post, form.written(), by=request.user)
        except (TooLateToEditError, NotAMemberError):
            form.add_error(None, _("Half an hour is over, so the words stay as they were."))
        else:
            messages.success(request, _("Your words are changed."))
            return redirect(address_of(post))
    context = {"form": form, "back": address_of(post), "community": reader.member.community}
    return render(request, "training/post_edit.html", context, status=status_of(form))


def _reader(found: Discussion, request: SignedInRequest) -> Reader:
    """Return the person as a reader of a discussion."""
    reader = reader_of(found.community, request.user)
    if reader is None:
        raise Http404
    return reader
