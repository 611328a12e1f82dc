"""Reminders: every kind that leaves by itself, the first of each read before it goes."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.models import Programme
from training.actions.reminders import approve_reminders, hold_reminders
from training.reminding.declarations import Declared, declared_called
from training.reminding.lookout import Outlook, first_of, outlook_of
from training.reminding.tables import (
    reminder_columns,
    reminder_facts,
    reminder_lines,
    reminders_headline,
)
from training.tabs import tabs_of
from training.views.sessions import may_manage, trail

# A mail is shown as it is, in a page that runs nothing and fetches nothing.
SEALED = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"


@programme_view(Permission.VIEW_TRAINING)
@require_GET
def reminder_list(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """List every kind of reminder: to how many it goes next, and who let it go."""
    outlooks = outlook_of(programme, timezone.now())
    context = {
        "programme": programme,
        "tabs": tabs_of(programme, "reminder-list"),
        "headline": reminders_headline(outlooks),
        "columns": reminder_columns(),
        "rows": reminder_lines(programme, outlooks),
    }
    return render(request, "training/reminder_list.html", context)


@programme_view(Permission.VIEW_TRAINING)
@require_GET
def reminder(request: SignedInRequest, programme: Programme, reminder: str) -> HttpResponse:
    """Show one kind: whom it goes to, the first as its reader reads it, and what to decide."""
    outlook = _outlook(programme, _declared(reminder))
    first = first_of(outlook, programme, timezone.now())
    context = {
        "programme": programme,
        "outlook": outlook,
        "declared": outlook.declared,
        "first": first,
        "facts": reminder_facts(outlook, first),
        "may_manage": may_manage(request, programme),
        "trail": trail(programme, str(outlook.declared.declaration.title)),
    }
    return render(request, "training/reminder_detail.html", context)


@programme_view(Permission.VIEW_TRAINING)
@require_GET
def mail(request: SignedInRequest, programme: Programme, reminder: str) -> HttpResponse:
    """Show the first reminder of a kind as a mail program would, sealed off from everything."""
    first = first_of(_outlook(programme, _declared(reminder)), programme, timezone.now())
    if first is None:
        raise Http404
    return HttpResponse(first.mail.html, headers={"Content-Security-Policy": SEALED})


@programme_view(Permission.MANAGE_TRAINING)
@require_POST
def approve(request: SignedInRequest, programme: Programme, reminder: str) -> HttpResponse:
    """Let the reminders of a kind go, those that wait and those to come."""
    count = approve_reminders(programme, _declared(reminder), by=request.user)
    told = ngettext(
        "Approved. %(count)s reminder that waited leaves when it is due.",
        "Approved. %(count)s reminders that waited leave when they are due.",
        count,
    )
    nobody = _("Approved. They leave by themselves from now on.")
    messages.success(request, told % {"count": count} if count else nobody)
    return redirect("training:reminder-list", programme.slug)


@programme_view(Permission.MANAGE_TRAINING)
@require_POST
def hold(request: SignedInRequest, programme: Programme, reminder: str) -> HttpResponse:
    """Keep the reminders of a kind here until somebody looks again."""
    hold_reminders(programme, _declared(reminder), by=request.user)
    messages.success(request, _("Held. Reminders of this kind wait here until somebody approves."))
    return redirect("training:reminder-list", programme.slug)


def _declared(name: str) -> Declared:
    """Return the kind of reminder that an address names, or answer 404."""
    declared = declared_called(name)
    if declared is None:
        raise Http404
    return declared


def _outlook(programme: Programme, declared: Declared) -> Outlook:
    """Return what is to be seen of one kind."""
    outlooks = outlook_of(programme, timezone.now())
    return next(each for each in outlooks if each.declared == declared)
