"""Writing to, moving, assigning and withdrawing several people, each after a preview."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.notifications.rendering import Rendered
from programmes.access import programme_view
from programmes.actions.bulk import (
    AlreadyDoneError,
    assign_people,
    invite_people,
    message_people,
    move_people,
    was_done,
    withdraw_people,
)
from programmes.emails import preview_invitation
from programmes.emails.notes import preview_note
from programmes.enums import ParticipantRole, ParticipantState
from programmes.forms.bulk import AssignForm, LeaveForm, MoveForm, NoteForm, StepForm
from programmes.models import Participant, Programme
from programmes.people.bulk import (
    MOST_AT_ONCE,
    Plan,
    Seal,
    plan_assignment,
    plan_invitation,
    plan_move,
    plan_note,
    plan_withdrawal,
    seal_of,
    selected,
)

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that is done with several people: how it is asked, planned, done and told."""

    form: type[StepForm]
    plan: Callable[[Sequence[Participant], Facts], Plan]
    act: Callable[..., int]
    title: Callable[[int], str]
    question: Callable[[int], str]
    action: Callable[[int], str]
    done: Callable[[int], str]
    news: Callable[[Facts], str] = lambda _facts: ""
    # What leaves by e-mail, as the first of them reads it.
    mail: Callable[[Participant, Programme, Person, Facts], Rendered] | None = None
    style: str = "primary"
    # There is nothing to ask before the preview.
    is_plain: bool = False


NOTE = Step(
    form=NoteForm,
    plan=lambda places, _facts: plan_note(places),
    act=message_people,
    title=lambda n: ngettext("Write to %d person", "Write to %d people", n) % n,
    question=lambda n: ngettext("Send it to %d person?", "Send it to %d people?", n) % n,
    action=lambda n: ngettext("Send %d message", "Send %d messages", n) % n,
    done=lambda n: ngettext("%d message is on its way.", "%d messages are on their way.", n) % n,
    mail=lambda place, programme, by, facts: preview_note(
        place, programme=programme, by=by, **facts
    ),
)
INVITE = Step(
    form=StepForm,
    plan=lambda places, _facts: plan_invitation(places),
    act=invite_people,
    title=lambda n: ngettext("Invite %d person", "Invite %d people", n) % n,
    question=lambda n: ngettext("Invite %d person?", "Invite %d people?", n) % n,
    action=lambda n: ngettext("Send %d invitation", "Send %d invitations", n) % n,
    done=lambda n: (
        ngettext("%d invitation is on its way.", "%d invitations are on their way.", n) % n
    ),
    mail=lambda place, _programme, by, _facts: preview_invitation(
        cohort=place.cohort, role=ParticipantRole(place.role), name=place.person.name, by=by
    ),
    is_plain=True,
)
MOVE = Step(
    form=MoveForm,
    plan=lambda places, facts: plan_move(places, facts["to"]),
    act=lambda *args, to, **kwargs: move_people(*args, to=ParticipantState(to), **kwargs),
    title=lambda n: ngettext("Move %d person", "Move %d people", n) % n,
    question=lambda n: ngettext("Move %d person?", "Move %d people?", n) % n,
    action=lambda n: ngettext("Move %d person", "Move %d people", n) % n,
    done=lambda n: ngettext("%d person has moved.", "%d people have moved.", n) % n,
    news=lambda facts: _("To “%(state)s”.") % {"state": ParticipantState(facts["to"]).label},
)
ASSIGN = Step(
    form=AssignForm,
    plan=lambda places, facts: plan_assignment(places, facts["member"]),
    act=assign_people,
    title=lambda n: ngettext("Who looks after %d person?", "Who looks after %d people?", n) % n,
    question=lambda n: ngettext("Assign %d person?", "Assign %d people?", n) % n,
    action=lambda n: ngettext("Assign %d person", "Assign %d people", n) % n,
    done=lambda n: ngettext("%d person is assigned.", "%d people are assigned.", n) % n,
    news=lambda facts: (
        _("%(name)s looks after them from now on.") % {"name": facts["member"].person.name}
        if facts["member"]
        else _("Nobody looks after them from now on.")
    ),
)
LEAVE = Step(
    form=LeaveForm,
    plan=lambda places, _facts: plan_withdrawal(places),
    act=withdraw_people,
    title=lambda n: ngettext("Withdraw %d person", "Withdraw %d people", n) % n,
    question=lambda n: ngettext("Withdraw %d person?", "Withdraw %d people?", n) % n,
    action=lambda n: ngettext("Withdraw %d person", "Withdraw %d people", n) % n,
    done=lambda n: ngettext("%d person has left.", "%d people have left.", n) % n,
    news=lambda _facts: _("Their places end today; what they did stays on record."),
    style="danger",
)


@programme_view(Permission.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def people_message(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Write to several people."""
    return _walk(request, programme, NOTE)


@programme_view(Permission.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def people_invite(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Ask several people by e-mail whether they would like their places."""
    return _walk(request, programme, INVITE)


@programme_view(Permission.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def people_move(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Move several people to a state."""
    return _walk(request, programme, MOVE)


@programme_view(Permission.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def people_assign(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Give several people into somebody's care."""
    return _walk(request, programme, ASSIGN)


@programme_view(Permission.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def people_withdraw(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Let several people leave."""
    return _walk(request, programme, LEAVE)


def _walk(request: SignedInRequest, programme: Programme, step: Step) -> HttpResponse:
    """Ask what to do, show who is in it and who is skipped, and do what was shown."""
    places = selected(request.GET, programme, viewer=request.user)
    if not 0 < len(places) <= MOST_AT_ONCE:
        return _nobody_or_too_many(request, programme, len(places))
    is_answered = step.is_plain or request.method == "POST"
    form = step.form(request.POST if is_answered else None, programme=programme)
    if not form.is_valid() or "change" in request.POST:
        return _ask(request, programme, step, places, form)
    facts = form.cleaned_data
    plan = step.plan(places, facts)
    seal = Seal.read(request.POST.get("seal", ""))
    if seal is not None and was_done(programme, seal.occasion):
        return _done_already(request, programme)
    if seal is None or not plan.going:
        return _preview(request, programme, step, plan, form)
    return _do(request, programme, step, plan, form, seal)


def _do(
    request: SignedInRequest,
    programme: Programme,
    step: Step,
    plan: Plan,
    form: StepForm,
    seal: Seal,
) -> HttpResponse:
    """Do what the preview showed; where somebody changed meanwhile, show it again."""
    facts = form.cleaned_data
    if seal != seal_of(plan, facts, seal.occasion):
        return _preview(request, programme, step, plan, form, is_changed=True)
    try:
        count = step.act(programme, plan.going, **facts, occasion=seal.occasion, by=request.user)
    except AlreadyDoneError:
        return _done_already(request, programme)
    messages.success(request, step.done(count))
    return redirect(_list_url(request, programme))


def _done_already(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Return to the list after a second press of the button."""
    messages.info(request, _("That was done already, and not done twice."))
    return redirect(_list_url(request, programme))


def _ask(
    request: SignedInRequest,
    programme: Programme,
    step: Step,
    places: list[Participant],
    form: StepForm,
) -> HttpResponse:
    """Ask what is to be done with those who were chosen."""
    context = {
        "form": form,
        "programme": programme,
        "title": step.title(len(places)),
        "places": places,
        "back_url": _list_url(request, programme),
    }
    return render(request, "programmes/bulk_form.html", context)


def _preview(
    request: SignedInRequest,
    programme: Programme,
    step: Step,
    plan: Plan,
    form: StepForm,
    *,
    is_changed: bool = False,
) -> HttpResponse:
    """Show who takes the step, who is skipped and why, and what leaves."""
    facts = form.cleaned_data
    count = len(plan.going)
    mail = None
    if step.mail and plan.going:
        mail = step.mail(plan.going[0], programme, request.user, facts)
    context = {
        "form": form,
        "programme": programme,
        "plan": plan,
        "title": step.question(count) if count else _("Nobody is left for this"),
        "lead": f"{step.news(facts)} {_('Nothing has happened yet.')}".strip(),
        "action": step.action(count),
        "style": step.style,
        "mail": mail,
        "may_change": not step.is_plain,
        "seal": seal_of(plan, facts).text(),
        "is_changed": is_changed,
        "back_url": _list_url(request, programme),
    }
    return render(request, "programmes/bulk_preview.html", context)


def _nobody_or_too_many(request: SignedInRequest, programme: Programme, count: int) -> HttpResponse:
    """Return to the list, and say what is wrong with the choice."""
    if count:
        words = _("At most %(most)s people at once: narrow the list first.")
        messages.warning(request, words % {"most": MOST_AT_ONCE})
    else:
        messages.info(request, _("Tick the people you mean first."))
    return redirect(_list_url(request, programme))


def _list_url(request: SignedInRequest, programme: Programme) -> str:
    """Return the list as it was narrowed."""
    address = reverse("programmes:people", args=(programme.slug,))
    query = request.GET.get("list", "")
    return f"{address}?{query}" if query else address
