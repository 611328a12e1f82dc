"""Several people at once: places for them, or invitations, with a look at who gets what."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.models import Programme
from training.actions import SessionClosedError, enrol_several, invite_to_session
from training.emails import PLACE_GIVEN, SESSION_INVITATION, How, preview
from training.enums import NOT_COMING, SessionState
from training.filters import ChoosingFilter
from training.models import Session
from training.queries.choosing import choosable, chosen_among
from training.tables import choosing_lines
from training.views.sessions import find, trail

PER_PAGE = 50


@programme_view(Permission.MANAGE_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def session_people(
    request: SignedInRequest, programme: Programme, session_id: UUID
) -> HttpResponse:
    """Choose among who may come; what is to be done with them is shown first, then done."""
    found = find(request, programme, session_id)
    if found.state != SessionState.PLANNED:
        messages.error(request, _("This session takes nobody any more."))
        return redirect("training:session", programme.slug, found.pk)
    query = request.GET
    narrowed = ChoosingFilter(query, choosable(found), session=found)
    if request.method == "POST":
        wanted = request.POST.getlist("people")
        everybody = choosable(found)
        chosen = narrowed.qs if "all" in request.POST else chosen_among(everybody, wanted)
        people = list(chosen)
        if people and request.POST.get("do") in {"enrol", "invite"}:
            return _preview_or_do(request, programme, found, people)
        messages.error(request, _("Choose somebody first."))
    page = Paginator(narrowed.qs, PER_PAGE).get_page(query.get("page"))
    context = {
        "programme": programme,
        "session": found,
        "form": narrowed.form,
        "page": page,
        "lines": choosing_lines(page),
        "may_invite": not found.has_begun,
        "trail": trail(programme, found.title, _("Choose people")),
    }
    return render(request, "training/session_people.html", context)


def _preview_or_do(
    request: SignedInRequest, programme: Programme, found: Session, people: list[Any]
) -> HttpResponse:
    """Show who would get what or, once that was seen, do it."""
    is_invitation = request.POST["do"] == "invite"
    fitting = [each for each in people if _can_get(each, is_invitation=is_invitation)]
    if "confirmed" in request.POST and fitting:
        done = _invite if is_invitation else _enrol
        return done(request, programme, found, fitting)
    return show_preview(request, programme, found, people, is_invitation=is_invitation)


def show_preview(
    request: SignedInRequest,
    programme: Programme,
    found: Session,
    people: list[Any],
    *,
    is_invitation: bool = False,
) -> HttpResponse:
    """Show who would get a place or an invitation, with the first mail; `choosable` found them."""
    fitting = [each for each in people if _can_get(each, is_invitation=is_invitation)]
    has_line = found.waiting > 0
    free = len(fitting) if is_invitation else 0 if has_line else max(0, _free(found))
    kind = SESSION_INVITATION if is_invitation else PLACE_GIVEN
    told = fitting[:free]
    facts = {} if is_invitation else {"how": How.GIVEN.value}
    context = {
        "programme": programme,
        "session": found,
        "is_invitation": is_invitation,
        "fitting": fitting,
        "told": told,
        "waiting": fitting[free:],
        "left_out": [each for each in people if each not in fitting],
        "mail": preview(kind, found, told[0], **facts) if told else None,
        "trail": trail(programme, found.title, _("Choose people")),
    }
    return render(request, "training/session_people_preview.html", context)


def _free(found: Session) -> int:
    """Return how many places nobody has."""
    return found.capacity - found.seats_taken


def _can_get(person: Any, *, is_invitation: bool) -> bool:
    """Tell whether a place, or an invitation, would be new to somebody."""
    has_booked = person.answer is not None and person.answer not in NOT_COMING
    if is_invitation:
        return not (has_booked or person.is_invited) and person.can_sign_in
    return not has_booked


def _invite(
    request: SignedInRequest, programme: Programme, found: Session, people: list[Person]
) -> HttpResponse:
    """Invite people, unless it has begun meanwhile."""
    if found.starts_at <= timezone.now():
        messages.error(request, _("This session has begun."))
    else:
        sent = invite_to_session(found, people, by=request.user)
        told = ngettext("%(count)d person is invited.", "%(count)d people are invited.", sent)
        messages.success(request, told % {"count": sent})
    return redirect("training:session", programme.slug, found.pk)


def _enrol(
    request: SignedInRequest, programme: Programme, found: Session, people: list[Person]
) -> HttpResponse:
    """Give people places, and to those after the last one a place in line."""
    try:
        made = enrol_several(found, people, by=request.user)
    except SessionClosedError:
        messages.error(request, _("This session takes nobody any more."))
    else:
        placed = sum(row.has_place for row in made)
        words = ngettext("%(count)d person has a place", "%(count)d people have a place", placed)
        sentence = words % {"count": placed}
        if waits := len(made) - placed:
            sentence = _("%(places)s, %(count)d in line") % {"places": sentence, "count": waits}
        messages.success(request, f"{sentence}.")
    return redirect("training:session", programme.slug, found.pk)
