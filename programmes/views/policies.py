"""How a programme is run, and what its messages say."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.notifications.rendering import Rendered
from programmes.access import programme_view
from programmes.actions.policies import policy_values, set_policy, set_texts, text_values
from programmes.emails import preview_invitation
from programmes.emails.invitations import TEXT_OF_ROLE
from programmes.enums import ParticipantRole
from programmes.forms.meanwhile import meanwhile_of, seen_by, values_of
from programmes.forms.policies import PolicyForm, TextsForm
from programmes.meanwhile import ChangedMeanwhileError, mark_of
from programmes.models import Cohort, Programme
from programmes.queries import current_cohort, policy_of


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def policy(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Change how the programme is run."""
    now = policy_of(programme)
    seen = mark_of(policy_values(now))
    form = PolicyForm(request.POST or None, instance=now, initial={"seen": seen})
    meanwhile = None
    try:
        if form.is_valid():
            set_policy(programme, values=values_of(form), by=request.user, seen=seen_by(form))
            messages.success(request, _("Saved. It holds from now on."))
            return redirect("programmes:setup", slug=programme.slug)
    except ChangedMeanwhileError as error:
        meanwhile = meanwhile_of(error, form)
    context = {
        "form": form,
        "meanwhile": meanwhile,
        "trail": _trail(programme, _("How the programme is run")),
        "title": _("How the programme is run"),
        "lead": _("What you have agreed for %(programme)s. It holds for each of its cohorts.")
        % {"programme": programme.name},
        "action": _("Save"),
        "back_url": reverse("programmes:setup", args=(programme.slug,)),
    }
    return render(request, "programmes/form.html", context)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def texts(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Change what the programme's messages say, with the mails as they would leave beside it."""
    seen = mark_of(text_values(programme))
    form = TextsForm(request.POST or None, programme=programme, initial={"seen": seen})
    meanwhile = None
    try:
        if "preview" not in request.POST and form.is_valid():
            set_texts(programme, texts=form.texts(), by=request.user, seen=seen_by(form))
            messages.success(request, _("Saved. The next invitations say it."))
            return redirect("programmes:setup", slug=programme.slug)
    except ChangedMeanwhileError as error:
        meanwhile = meanwhile_of(error, form)
    context = {
        "form": form,
        "meanwhile": meanwhile,
        "programme": programme,
        "trail": _trail(programme, _("What its messages say")),
        "previews": _previews(request, programme, form),
    }
    return render(request, "programmes/texts.html", context)


def _trail(programme: Programme, here: str) -> list[dict[str, str]]:
    """Return the way here."""
    setup_url = reverse("programmes:setup", args=(programme.slug,))
    return [{"label": _("Set-up"), "url": setup_url}, {"label": here}]


def _previews(
    request: SignedInRequest, programme: Programme, form: TextsForm
) -> list[dict[str, Any]]:
    """Return both invitations with the words as they stand in the form."""
    cohorts = list(Cohort.objects.visible_to(request.user).filter(programme=programme))
    cohort = current_cohort(cohorts) or _imagined(programme)
    cohort.programme = programme
    return [
        {"role": role.label, "mail": _mail(request, cohort, role, form)} for role in ParticipantRole
    ]


def _mail(
    request: SignedInRequest, cohort: Cohort, role: ParticipantRole, form: TextsForm
) -> Rendered:
    """Return the invitation as it would leave."""
    name = _("Amara Example") if role == ParticipantRole.MENTOR else _("Jo Example")
    words = form.text_now(TEXT_OF_ROLE[role])
    return preview_invitation(cohort=cohort, role=role, name=name, by=request.user, words=words)


def _imagined(programme: Programme) -> Cohort:
    """Return a cohort to show dates of, while none is planned."""
    today = timezone.localdate()
    return Cohort(
        programme=programme,
        starts_on=today + timedelta(days=90),
        ends_on=today + timedelta(days=360),
    )
