"""The portal's pages for whoever would like to be a mentor, and for who is asked about them."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from mentorship.common.lifecycle import IllegalTransitionError
from training.actions.pathway import come_back, leave_pathway, note_interest
from training.actions.readiness import ask_referee, give_word, keep_readiness
from training.forms.pathway import BeginForm, PersonForm, ReadinessForm, WordForm
from training.models import Pathway
from training.pathway import emails
from training.pathway.enums import InterestSource
from training.pathway.own_page import own_page, supported_by, whom_to_ask
from training.pathway.queries import asked_at_close, may_begin_in
from training.queries.currency import today_at


@requires(Permission.USE_PORTAL)
@require_GET
def home(request: SignedInRequest) -> HttpResponse:
    """Say what becoming a mentor is, and lead to one's own way."""
    own = list(_own(request))
    may_begin = may_begin_in(request.user)
    supported = supported_by(request.user)
    if len(own) == 1 and not may_begin and not supported:
        return redirect("training:my-pathway-one", own[0].pk)
    context = {"pathways": own, "programmes": may_begin, "supported": supported}
    return render(request, "training/my_pathway.html", context)


@requires(Permission.USE_PORTAL)
@require_POST
def begin(request: SignedInRequest) -> HttpResponse:
    """Say that one would like to be a mentor."""
    form = BeginForm(request.POST, programmes=may_begin_in(request.user))
    if not form.is_valid():
        return redirect("training:my-pathway")
    programme = form.cleaned_data["programme"]
    is_close = programme in asked_at_close(request.user)
    pathway = note_interest(
        programme,
        request.user,
        source=InterestSource.CLOSE if is_close else InterestSource.SELF,
        on=today_at(programme.organisation),
        by=request.user,
    )
    messages.success(request, _("How good that you would like to! Here is the way."))
    return redirect("training:my-pathway-one", pathway.pk)


@requires(Permission.USE_PORTAL)
@require_GET
def one(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show one's own way: done, now and later."""
    return _show(request, _find(request, pk))


@requires(Permission.USE_PORTAL)
@require_POST
def readiness(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Keep whether the goals are reached, and one's reflection."""
    found = _find(request, pk)
    form = ReadinessForm(request.POST)
    if not form.is_valid():
        return _show(request, found, form)
    try:
        keep_readiness(found, by=request.user, **form.cleaned_data)
    except IllegalTransitionError:
        messages.info(request, _("You are past this already, so it stays as it was."))
    else:
        messages.success(request, _("Kept. You can change it until you are found ready."))
    return redirect("training:my-pathway-one", found.pk)


@requires(Permission.USE_PORTAL)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Choose which of one's mentors is asked for a word, and see the mail they get."""
    found = _find(request, pk)
    people = whom_to_ask(found)
    first = people.first()
    form = PersonForm(request.POST or None, people=people, initial={"person": first})
    if form.is_valid():
        try:
            ask_referee(found, form.cleaned_data["person"], by=request.user)
        except IllegalTransitionError:
            messages.info(request, _("Somebody has given their word already."))
        else:
            messages.success(request, _("Asked. You read the answer here."))
        return redirect("training:my-pathway-one", found.pk)
    mail = None
    if first is not None:
        mail = emails.preview(emails.WORD_ASKED, found, first, emails.word_facts(found))
    context = {"pathway": found, "form": form, "first": first, "mail": mail}
    status = 422 if form.errors else 200
    return render(request, "training/my_pathway_ask.html", context, status=status)


@requires(Permission.USE_PORTAL)
@require_http_methods(["GET", "HEAD", "POST"])
def word(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Let a mentor say what they think of their mentee as a mentor; the mentee reads it."""
    rows = Pathway.objects.visible_to(request.user).filter(referee=request.user)
    found = get_object_or_404(rows.select_related("person", "programme"), pk=pk)
    form = WordForm(request.POST or None)
    if form.is_valid():
        try:
            give_word(found, by=request.user, **form.cleaned_data)
        except IllegalTransitionError:
            messages.info(request, _("This is settled already. Thank you all the same."))
        else:
            messages.success(request, _("Thank you. They read it on their page."))
        return redirect("training:my-pathway-word", found.pk)
    context = {"pathway": found, "form": form}
    status = 422 if form.errors else 200
    return render(request, "training/my_pathway_word.html", context, status=status)


@requires(Permission.USE_PORTAL)
@require_POST
def leave(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Leave the pathway; nobody asks why."""
    found = _find(request, pk)
    try:
        leave_pathway(found, by=request.user)
    except IllegalTransitionError:
        messages.info(request, _("You left it before."))
    else:
        messages.success(request, _("That is fine. You can come back any time."))
    return redirect("training:my-pathway-one", found.pk)


@requires(Permission.USE_PORTAL)
@require_POST
def come_back_here(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Go on where one left."""
    found = _find(request, pk)
    try:
        come_back(found, by=request.user)
    except IllegalTransitionError:
        messages.info(request, _("You are on your way already."))
    else:
        messages.success(request, _("Welcome back!"))
    return redirect("training:my-pathway-one", found.pk)


def _own(request: SignedInRequest) -> QuerySet[Pathway]:
    """Return one's own pathways."""
    rows = Pathway.objects.visible_to(request.user).filter(person=request.user)
    return rows.select_related("programme__organisation", "supporter", "referee", "person")


def _find(request: SignedInRequest, pk: UUID) -> Pathway:
    """Return one's own pathway, or answer 404."""
    found = _own(request).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _show(
    request: SignedInRequest, found: Pathway, form: ReadinessForm | None = None
) -> HttpResponse:
    """Show one's page with the form as it stands."""
    kept = {"goals_reached": found.goals_reached, "reflection": found.reflection}
    context = {
        "pathway": found,
        "page": own_page(found),
        "form": form or ReadinessForm(initial=kept),
    }
    has_errors = form is not None and bool(form.errors)
    return render(
        request, "training/my_pathway_one.html", context, status=422 if has_errors else 200
    )
