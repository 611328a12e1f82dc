"""The panel: reviewers side by side once all have handed in, and what settled a disagreement."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from mentorship.accounts.quicker import when_in_words
from programmes.access import programme_view
from programmes.actions.resolutions import (
    AlreadyResolvedError,
    NothingToResolveError,
    resolve,
)
from programmes.applying.enums import ApplicationState
from programmes.forms.decisions import ResolutionForm
from programmes.models import Application, Programme
from programmes.permissions import allowed_in
from programmes.selection.panel import is_complete_panel
from programmes.selection.panel_page import (
    PanelPage,
    panel_page_of,
    who_is_still_to_hand_in,
)
from programmes.selection.rounds import reviews_open_to
from programmes.selection.standings import judged_by


@programme_view(Permission.VIEW_APPLICATIONS)
@require_GET
def panel(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Show reviewers side by side, or who is still to hand in."""
    application = _application(request, programme, pk)
    if not is_complete_panel(application):
        return _closed(request, programme, application)
    return _open(request, programme, application)


@programme_view(Permission.DECIDE_APPLICATIONS)
@require_POST
def panel_resolve(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Note what settled one disagreement."""
    application = _application(request, programme, pk)
    if not is_complete_panel(application):
        return _closed(request, programme, application)
    page = panel_page_of(application)
    wanted = request.POST.get("criterion", "")
    row = next((each for each in page.rows if str(each.criterion.pk) == wanted), None)
    if row is None:
        messages.warning(request, _("That criterion is not part of this application’s profile."))
        return redirect("programmes:panel", slug=programme.slug, pk=pk)
    form = ResolutionForm(request.POST, prefix=str(row.criterion.pk))
    if not form.is_valid():
        return _open(request, programme, application, wrong=form)
    try:
        resolve(application, row.criterion, note=form.cleaned_data["note"], by=request.user)
    except AlreadyResolvedError as error:
        earlier = error.resolution
        words = _("%(who)s said %(when)s what settled it; that stands.")
        facts = {"who": earlier.by.short_name, "when": when_in_words(earlier.at)}
        messages.warning(request, words % facts)
    except NothingToResolveError:
        messages.warning(request, _("There is nothing to settle here any more."))
    else:
        messages.success(request, _("Noted. “%(name)s” is settled.") % {"name": row.criterion.name})
    return redirect("programmes:panel", slug=programme.slug, pk=pk)


@requires(Permission.USE_PORTAL)
@require_GET
def panel_read(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show the panel to a reviewer who handed in theirs, once all are in."""
    own = reviews_open_to(request.user).counted().filter(application=pk)
    related = own.exclude(application__person=request.user).select_related(
        "round", "application__person", "application__cohort__programme"
    )
    review = get_object_or_404(related)
    application = review.application
    is_open = application is not None and is_complete_panel(application)
    if application is None or not is_open:
        waiting = who_is_still_to_hand_in(application) if application else []
        return render(request, "programmes/panel_closed_portal.html", {"waiting": waiting})
    is_hidden = review.round.hides_names
    context = {
        **_facts(panel_page_of(application)),
        "title": _("The panel") if is_hidden else application.person.name,
        "programme": application.cohort.programme,
    }
    return render(request, "programmes/panel_portal.html", context)


def _application(request: SignedInRequest, programme: Programme, pk: UUID) -> Application:
    """Return an application that the person may judge; never their own."""
    related = judged_by(request.user, programme).select_related(
        "person", "cohort__programme__organisation", "round"
    )
    return get_object_or_404(related, pk=pk)


def _open(
    request: SignedInRequest,
    programme: Programme,
    application: Application,
    *,
    wrong: ResolutionForm | None = None,
) -> HttpResponse:
    """Draw the panel; what was typed wrongly stands where it was typed."""
    page = panel_page_of(application)
    may_decide = (
        allowed_in(request.user, Permission.DECIDE_APPLICATIONS, programme)
        and application.state == ApplicationState.SUBMITTED
    )
    context = {
        **_facts(page, wrong=wrong, may_settle=may_decide),
        "programme": programme,
        "application": application,
        "may_decide": may_decide,
        "form": wrong,
        "trail": _trail(programme, application),
    }
    return render(request, "programmes/panel.html", context)


def _facts(
    page: PanelPage, *, wrong: ResolutionForm | None = None, may_settle: bool = False
) -> dict[str, Any]:
    """Return what both faces of the panel show."""
    forms = {}
    for row in page.rows:
        prefix = str(row.criterion.pk)
        if row.is_open and may_settle:
            is_wrong = wrong is not None and wrong.prefix == prefix
            forms[prefix] = wrong if is_wrong else ResolutionForm(prefix=prefix)
    rows = [(row, forms.get(str(row.criterion.pk))) for row in page.rows]
    return {"page": page, "rows": rows, "open_rows": [row for row in page.rows if row.is_open]}


def _closed(
    request: SignedInRequest, programme: Programme, application: Application
) -> HttpResponse:
    """Say who is still to hand in, and nothing of anybody's marks."""
    context = {
        "programme": programme,
        "application": application,
        "waiting": who_is_still_to_hand_in(application),
        "trail": _trail(programme, application),
    }
    return render(request, "programmes/panel_closed.html", context)


def _trail(programme: Programme, application: Application) -> list[dict[str, str]]:
    """Return the way here."""
    decide_url = reverse("programmes:decision-list", args=(programme.slug,))
    return [{"label": _("Decisions"), "url": decide_url}, {"label": application.person.name}]
