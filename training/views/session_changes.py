"""Changing a session, with a look at who would be told; and keeping what was noted at it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.accounts.quicker import who_was_quicker
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.access import programme_view
from programmes.models import Programme
from training.actions import (
    ChangedMeanwhileError,
    TooFewPlacesError,
    change_session,
)
from training.changes import Effects, effects_of
from training.emails import PLACE_GIVEN, SESSION_CHANGED, How, changed_facts, preview
from training.enums import SessionState
from training.forms import SessionForm
from training.forms.sessions import typed_from
from training.models import Session
from training.views.sessions import find, trail


@programme_view(Permission.MANAGE_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def session_edit(request: SignedInRequest, programme: Programme, session_id: UUID) -> HttpResponse:
    """Change a session: first who would be told is shown, then it is stored and they are told."""
    found = find(request, programme, session_id)
    if found.state != SessionState.PLANNED:
        messages.error(request, _("“%(title)s” is over, so it stays as it is.") % {"title": found})
        return redirect("training:session", programme.slug, found.pk)
    form = SessionForm(request.POST or None, programme=programme, initial=typed_from(found))
    if "back" in request.POST or not form.is_valid():
        return _form(request, programme, found, form)
    effects = effects_of(found, form.plan())
    is_current = form.cleaned_data["version"] == found.sequence
    can_be = is_current and effects.would_be.capacity >= found.seats_taken
    if can_be and effects.mails and "confirmed" not in request.POST:
        return _preview(request, programme, found, form, effects)
    return _save(request, programme, found, form, effects)


def _save(
    request: SignedInRequest,
    programme: Programme,
    found: Session,
    form: SessionForm,
    effects: Effects,
) -> HttpResponse:
    """Store the change, or say why it cannot be, with all that was typed in."""
    given = form.cleaned_data
    try:
        change_session(
            found,
            form.plan(),
            by=request.user,
            facilitators=given["facilitators"],
            version=given["version"] if given["version"] is not None else -1,
        )
    except TooFewPlacesError as error:
        form.add_error("capacity", _taken(error.taken))
        return _form(request, programme, found, form)
    except ChangedMeanwhileError:
        return _form(request, programme, find(request, programme, found.pk), form, is_late=True)
    except IllegalTransitionError:
        messages.error(request, _quicker(request, found))
        return redirect("training:session", programme.slug, found.pk)
    told = ngettext(
        "The session is changed, and %(count)d person is told.",
        "The session is changed, and %(count)d people are told.",
        effects.mails,
    ) % {"count": effects.mails}
    messages.success(request, told if effects.mails else _("The session is changed."))
    return redirect("training:session", programme.slug, found.pk)


def _form(
    request: SignedInRequest,
    programme: Programme,
    found: Session,
    form: SessionForm,
    *,
    is_late: bool = False,
) -> HttpResponse:
    """Show the form as it stands and, to who is late, what a colleague made of the session."""
    context: dict[str, Any] = {
        "programme": programme,
        "session": found,
        "form": form,
        "trail": trail(programme, found.title, _("Change it")),
    }
    if is_late:
        now = SessionForm(programme=programme, initial=typed_from(found))
        data = request.POST.copy()
        data["version"] = str(found.sequence)
        context["form"] = form = SessionForm(data, programme=programme, initial=now.initial)
        context |= {
            "quicker": _quicker(request, found),
            "differences": [now[name] for name in form.changed_data if name != "length"],
        }
    status = 409 if is_late else 422 if form.errors else 200
    return render(request, "training/session_edit.html", context, status=status)


def _preview(
    request: SignedInRequest,
    programme: Programme,
    found: Session,
    form: SessionForm,
    effects: Effects,
) -> HttpResponse:
    """Show who would get which mail."""
    mails = []
    if effects.told:
        first = effects.told[0]
        facts = changed_facts(found, has_place=first.has_place)
        mails.append(
            (first.person, preview(SESSION_CHANGED, effects.would_be, first.person, **facts))
        )
    if effects.promoted:
        person = effects.promoted[0].person
        how = How.WAITED.value
        mails.append((person, preview(PLACE_GIVEN, effects.would_be, person, how=how)))
    context = {
        "programme": programme,
        "session": found,
        "form": form,
        "effects": effects,
        "mails": mails,
        "trail": trail(programme, found.title, _("Change it")),
    }
    return render(request, "training/session_edit_preview.html", context)


def _taken(taken: int) -> str:
    """Say that nobody loses a place."""
    words = ngettext(
        "%(count)d person has a place: take it back first, or keep as many.",
        "%(count)d people have a place: take some back first, or keep as many.",
        taken,
    )
    return words % {"count": taken}


def _quicker(request: SignedInRequest, found: Session) -> str:
    """Say who changed the session meanwhile."""
    return who_was_quicker(
        found,
        name=found.title,
        viewer=request.user,
        otherwise=_("Somebody changed this session meanwhile."),
    )
