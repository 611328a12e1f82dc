"""One participant: who they are, how they stand, and what happens next."""

from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.actions.sightings import note_looks
from mentorship.accounts.permissions import Permission
from mentorship.accounts.privacy.enums import SightingKind
from mentorship.accounts.quicker import who_was_quicker
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.access import programme_view
from programmes.actions import (
    AlreadyAwayError,
    move_participant,
    pause_participant,
    resume_participant,
    withdraw_participant,
)
from programmes.enums import PARTICIPANT_TRANSITIONS, ParticipantState
from programmes.forms import PauseForm, ReasonForm
from programmes.history import events_about, lines_of
from programmes.models import Merge, Participant, Programme
from programmes.people import may_manage, profile_of
from programmes.people.found import FoundPeople, list_query
from programmes.people.steps import moves_of, path_of, states_reached
from programmes.person_facts import told_of
from programmes.selection.undecided import waiting_for_decision

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class NextStep(NamedTuple):
    """Where a participant goes from a state by a coordinator's word, and how the button looks."""

    to: ParticipantState
    label: "_StrPromise"
    style: str = "primary"


# Who is trained is matched by a match, so that no button here leads there.
NEXT_STEPS = {
    ParticipantState.INVITED: NextStep(ParticipantState.ACCEPTED, gettext_lazy("Accept")),
    ParticipantState.APPLIED: NextStep(ParticipantState.ACCEPTED, gettext_lazy("Accept")),
    ParticipantState.ACCEPTED: NextStep(ParticipantState.TRAINED, gettext_lazy("Mark as trained")),
    ParticipantState.MATCHED: NextStep(
        ParticipantState.FINISHED, gettext_lazy("Mark as finished"), style=""
    ),
}


@programme_view(Permission.VIEW_PEOPLE)
@require_GET
def participant(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Show who this is and what comes next."""
    place = _place(request, programme, pk)
    may_manage_people = may_manage(request.user, programme)
    state = ParticipantState(place.state)
    merges = Merge.objects.visible_to(request.user).undoable().filter(kept=place.person)
    profiles, moves = profile_of(place), moves_of(place)
    events, pauses = events_about(place), place.pauses.on(timezone.localdate())
    told = told_of(place, request.user, merges, profiles, moves, events, pauses)
    context = {
        "programme": programme,
        "place": place,
        "trail": [
            {"label": _("People"), "url": _list_url(request, programme)},
            {"label": place.person.name},
        ],
        "profile": next(iter(profiles), None),
        "path": path_of(place, states_reached(place, moves)),
        "neighbours": _neighbours(request, programme, place),
        "merges": merges,
        "may_manage": may_manage_people,
        "sections": told.sections,
        "moments": told.moments,
        "history": lines_of(events),
        "pause": next(iter(pauses), None),
        "next_step": NEXT_STEPS.get(state) if may_manage_people else None,
        "may_leave": may_manage_people
        and state in PARTICIPANT_TRANSITIONS[ParticipantState.WITHDRAWN],
    }
    note_looks(
        SightingKind.PERSON,
        [place.person_id],
        organisation_id=programme.organisation_id,
        by=request.user,
    )
    return render(request, "programmes/participant_detail.html", context)


@programme_view(Permission.MANAGE_PEOPLE)
@require_POST
def participant_move(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Take the next step that the page offered."""
    place = _place(request, programme, pk)
    step = NEXT_STEPS.get(ParticipantState(place.state))
    if step is None or step.to != request.POST.get("to"):
        _say_too_late(request, place)
        return _back(programme, place)
    if step.to == ParticipantState.ACCEPTED and waiting_for_decision([place]):
        messages.warning(request, _("Decide their application first."))
        return _back(programme, place)
    try:
        move_participant(place, step.to, by=request.user)
    except IllegalTransitionError:
        _say_too_late(request, place)
    else:
        done = _("%(name)s is now marked “%(state)s”.")
        facts = {"name": place.person.name, "state": place.get_state_display()}
        messages.success(request, done % facts)
    return _back(programme, place)


@programme_view(Permission.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def participant_withdraw(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Let somebody leave before the end."""
    place = _place(request, programme, pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            withdraw_participant(place, by=request.user, reason=form.cleaned_data["reason"])
        except IllegalTransitionError:
            _say_too_late(request, place)
        else:
            messages.success(request, _("%(name)s is withdrawn.") % {"name": place.person.name})
        return _back(programme, place)
    context = {
        "form": form,
        "title": _("Withdraw %(name)s?") % {"name": place.person.name},
        "lead": _("Their place in %(cohort)s ends today. What they did stays on record.")
        % {"cohort": place.cohort.name},
        "action": _("Withdraw them"),
        "style": "danger",
        "back_url": _url(programme, place),
    }
    return render(request, "programmes/form.html", context)


@programme_view(Permission.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def participant_pause(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Note that somebody is away."""
    place = _place(request, programme, pk)
    form = PauseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            pause_participant(place, **form.cleaned_data, by=request.user)
        except AlreadyAwayError:
            messages.warning(request, _("%(name)s is away already.") % {"name": place.person.name})
        else:
            messages.success(request, _("%(name)s is away.") % {"name": place.person.name})
        return _back(programme, place)
    context = {
        "form": form,
        "title": _("Is %(name)s away?") % {"name": place.person.name},
        "lead": _("From today. No reminder leaves and no clock runs until they are back."),
        "action": _("Mark as away"),
        "back_url": _url(programme, place),
    }
    return render(request, "programmes/form.html", context)


@programme_view(Permission.MANAGE_PEOPLE)
@require_POST
def participant_resume(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Note that somebody is back."""
    place = _place(request, programme, pk)
    resume_participant(place, by=request.user)
    messages.success(request, _("Welcome back, %(name)s.") % {"name": place.person.short_name})
    return _back(programme, place)


def _place(request: SignedInRequest, programme: Programme, pk: UUID) -> Participant:
    """Return the participant, if the person may see them in this programme."""
    visible = Participant.objects.visible_to(request.user).filter(cohort__programme=programme)
    found = get_object_or_404(
        visible.select_related("person", "cohort", "coordinator__person"), pk=pk
    )
    found.cohort.programme = programme
    return found


def _list_url(request: SignedInRequest, programme: Programme) -> str:
    """Return the list of people, narrowed as it was where they were chosen in it."""
    address = reverse("programmes:people", args=(programme.slug,))
    query = request.GET.get("list", "")
    return f"{address}?{query}" if query else address


def _neighbours(
    request: SignedInRequest, programme: Programme, place: Participant
) -> dict[str, Any]:
    """Return who stands before and after them in the list they were chosen in."""
    asked = request.GET.get("list", "")
    if not asked:
        return {}
    query = list_query(QueryDict(asked), programme)
    people = FoundPeople(query, programme, viewer=request.user).people
    names = list(people.values_list("pk", "person__name"))
    here = next((turn for turn, (pk, _name) in enumerate(names) if pk == place.pk), None)
    if here is None:
        return {}

    def at(turn: int) -> dict[str, str]:
        pk, name = names[turn]
        url = reverse("programmes:participant", args=(programme.slug, pk))
        return {"name": name, "url": f"{url}?{urlencode({'list': asked})}"}

    return {
        "before": at(here - 1) if here else None,
        "after": at(here + 1) if here + 1 < len(names) else None,
        "words": _("%(number)s of %(total)s") % {"number": here + 1, "total": len(names)},
    }


def _say_too_late(request: SignedInRequest, place: Participant) -> None:
    """Say that somebody else was quicker."""
    sentence = _("%(name)s has moved on meanwhile; here is how they stand now.")
    said = who_was_quicker(
        place,
        name=place.person.name,
        viewer=request.user,
        otherwise=sentence % {"name": place.person.name},
    )
    messages.warning(request, said)


def _url(programme: Programme, place: Participant) -> str:
    """Return the participant's page."""
    return reverse("programmes:participant", args=(programme.slug, place.pk))


def _back(programme: Programme, place: Participant) -> HttpResponse:
    """Return to the participant's page."""
    return redirect(_url(programme, place))
