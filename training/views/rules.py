"""The rule by which a session gives places without being asked."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.models import Programme
from training.actions import SessionClosedError, set_rule, take_off_rule
from training.emails import PLACE_GIVEN, How, preview
from training.forms import RuleForm
from training.models import Session
from training.queries.rules import people_by_rule, rule_of
from training.views.sessions import find, trail

MOST_NAMED = 50


@programme_view(Permission.MANAGE_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def session_rule(request: SignedInRequest, programme: Programme, session_id: UUID) -> HttpResponse:
    """Choose whom a rule gives places to; who they are now is shown before it is switched on."""
    found = find(request, programme, session_id)
    rule = rule_of(found)
    form = RuleForm(
        request.POST or None, session=found, initial={"whom": rule.whom if rule else ""}
    )
    if form.is_valid() and "confirmed" in request.POST:
        return _switch_on(request, programme, found, form.cleaned_data["whom"])
    context: dict[str, object] = {
        "programme": programme,
        "session": found,
        "rule": rule,
        "form": form,
        "is_open": found.state == "planned" and not found.has_begun,
        "trail": trail(programme, found.title, _("Places by rule")),
    }
    if form.is_valid():
        context |= _who_gets_what(found, form.cleaned_data["whom"])
    status = 422 if form.errors else 200
    return render(request, "training/session_rule.html", context, status=status)


@programme_view(Permission.MANAGE_TRAINING)
@require_POST
def session_rule_off(
    request: SignedInRequest, programme: Programme, session_id: UUID
) -> HttpResponse:
    """Take a session's rule off; places given so far stay."""
    found = find(request, programme, session_id)
    if take_off_rule(found, by=request.user):
        messages.success(request, _("The rule is off. Places given so far stay."))
    else:
        messages.info(request, _("There was no rule any more."))
    return redirect("training:session", programme.slug, found.pk)


def _who_gets_what(found: Session, whom: str) -> dict[str, object]:
    """Return who would get a place or wait in line, and the first mail."""
    people = list(people_by_rule(found, whom))
    free = found.free_places
    placed = people[:free]
    how = How.RULE.value
    return {
        "is_preview": True,
        "whom": whom,
        "count": len(people),
        "placed": placed[:MOST_NAMED],
        "placed_count": len(placed),
        "placed_more": max(0, len(placed) - MOST_NAMED),
        "waiting_count": len(people) - len(placed),
        "mail": preview(PLACE_GIVEN, found, placed[0], how=how) if placed else None,
    }


def _switch_on(
    request: SignedInRequest, programme: Programme, found: Session, whom: str
) -> HttpResponse:
    """Switch the rule on and say how many places it gave."""
    try:
        given = set_rule(found, whom, by=request.user)
    except SessionClosedError:
        messages.error(request, _("This session has begun or is over."))
    else:
        words = ngettext(
            "The rule is on, and booked %(count)d person.",
            "The rule is on, and booked %(count)d people.",
            given,
        )
        messages.success(request, words % {"count": given})
    return redirect("training:session", programme.slug, found.pk)
