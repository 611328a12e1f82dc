"""A participant's home, and their answer to an invitation."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.actions import move_participant, withdraw_participant
from programmes.applying.forms_in_use import form_in_use
from programmes.cards import home_of
from programmes.enums import ParticipantState
from programmes.models import Participant

NOON, EVENING, NIGHT = 12, 18, 4


@requires(Permission.USE_PORTAL)
@require_GET
def home(request: SignedInRequest) -> HttpResponse:
    """Show the one thing that comes next, the way so far, and whatever else waits."""
    shown = home_of(request.user)
    big = next((card for card in shown.cards if card.is_big_worthy), None)
    context = {
        "greeting": _greeting(request.user, timezone.localtime()),
        "heading": big.headline if big else _quiet_heading(shown.places),
        "big": big,
        "cards": [card for card in shown.cards if card is not big],
        "paths": shown.paths,
        "places": shown.places,
        "team_places": shown.team_places,
    }
    return render(request, "programmes/portal_home.html", context)


@requires(Permission.USE_PORTAL)
@require_http_methods(["GET", "POST"])
def invitation(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Ask whether somebody would like the place they are invited to."""
    own = Participant.objects.visible_to(request.user).of(request.user)
    place = get_object_or_404(own.select_related("cohort__programme__organisation"), pk=pk)
    if place.state != ParticipantState.INVITED:
        messages.info(request, _("You have answered already. Thank you."))
        return redirect("programmes:home")
    asks_questions = form_in_use(place.cohort.programme, place.role) is not None
    if request.method == "POST" and request.POST.get("answer") in {"yes", "no"}:
        is_yes = request.POST["answer"] == "yes"
        if is_yes and asks_questions:
            return redirect("programmes:apply", cohort=place.cohort_id, role=place.role)
        _answer(request, place, is_yes=is_yes)
        return redirect("programmes:home")
    context = {"place": place, "asks_questions": asks_questions}
    return render(request, "programmes/invitation.html", context)


def _answer(request: SignedInRequest, place: Participant, *, is_yes: bool) -> None:
    """Take a yes as an application, a no as leaving without blame."""
    try:
        if is_yes:
            move_participant(place, ParticipantState.APPLIED, by=request.user)
            thanks = _("Thank you. The coordinators will write to you.")
        else:
            withdraw_participant(place, by=request.user)
            thanks = _("Thank you for telling us. Perhaps another time.")
    except IllegalTransitionError:
        thanks = _("You have answered already. Thank you.")
    messages.success(request, thanks)


def _greeting(person: Person, now: datetime) -> str:
    """Greet by the time of day where the person is."""
    name = {"name": person.short_name}
    if NIGHT <= now.hour < NOON:
        return _("Good morning, %(name)s") % name
    if NOON <= now.hour < EVENING:
        return _("Good afternoon, %(name)s") % name
    return _("Good evening, %(name)s") % name


def _quiet_heading(places: list[Participant]) -> str:
    """Say that nothing presses."""
    return _("All is well") if places else _("Nothing for you just now")
