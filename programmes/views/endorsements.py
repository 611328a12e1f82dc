"""Endorsements: who is waited for, asking, reminding, and the applicant's own page."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.actions.endorsements import (
    NUDGE_REST,
    AlreadyAskedError,
    AlreadyEndorsedError,
    AskedTooOftenError,
    CannotBeEndorsedError,
    EndorsesThemselvesError,
    LinkClosedError,
    NudgedTodayError,
    ask_endorsement,
    nudge_endorsement,
)
from programmes.applying.enums import ApplicationState
from programmes.emails.intake import preview_endorsement_request
from programmes.forms.intake import EndorserForm
from programmes.intake.enums import EndorsementState
from programmes.intake.queries import intake_policy_of, last_endorsement, manager_of
from programmes.intake.standing import intake_standings
from programmes.models import Application, Endorsement, Programme
from programmes.permissions import allowed_in
from programmes.queries import policy_of

PAGE = 25


@programme_view(Permission.VIEW_APPLICATIONS)
@require_GET
def endorsement_list(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show how each mentee's application stands: eligible, endorsed, confirmed."""
    rows = (
        Application.objects.visible_to(request.user)
        .mentees()
        .filter(
            cohort__programme=programme,
            cohort__closed_at__isnull=True,
            state__in=[ApplicationState.SUBMITTED, ApplicationState.DECIDED],
        )
        .select_related("person", "cohort__programme__organisation")
        .order_by("state", "submitted_at", "pk")
    )
    page = Paginator(rows.reverse(), PAGE).get_page(request.GET.get("page"))
    applications = list(page)
    standings = intake_standings(applications)
    context = {
        "programme": programme,
        "page": page,
        "rows": [
            (row, standings[row.pk], row.state == ApplicationState.SUBMITTED)
            for row in applications
        ],
        "asks_endorsement": policy_of(programme).asks_endorsement,
        "may_manage": allowed_in(request.user, Permission.DECIDE_APPLICATIONS, programme),
    }
    return render(request, "programmes/endorsement_list.html", context)


@programme_view(Permission.DECIDE_APPLICATIONS)
@require_http_methods(["GET", "POST"])
def endorsement_ask(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Ask a line manager, again or instead of another, after a look at the mail."""
    application = get_object_or_404(_applications(request, programme), pk=pk)
    back = reverse("programmes:endorsement-list", args=(programme.slug,))
    last = last_endorsement(application)
    form = EndorserForm(request.POST or None, initial=_whom(application, last))
    if form.is_valid() and "change" not in request.POST:
        if "checked" not in request.POST:
            return _check(request, application, form, "programmes/endorsement_check.html")
        if _asked(request, application, form):
            return redirect(back)
    context = {
        "form": form,
        "application": application,
        "last": last,
        "is_open": last is not None and last.state == EndorsementState.OPEN,
        "is_over": last is not None and last.is_over(timezone.now()),
        "nudge_url": _nudge_url(programme, last),
        "back_url": back,
        "trail": [{"label": _("Endorsements"), "url": back}],
    }
    return render(request, "programmes/endorsement_ask.html", context)


@programme_view(Permission.DECIDE_APPLICATIONS)
@require_http_methods(["GET", "POST"])
def endorsement_nudge(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Write to a line manager once more, after a look at the mail."""
    application = get_object_or_404(_applications(request, programme), pk=pk)
    endorsement = last_endorsement(application)
    back = redirect("programmes:endorsement-list", slug=programme.slug)
    if endorsement is None:
        return back
    endorsement.application = application
    facts = {"name": endorsement.endorser.name}
    if request.method == "POST":
        try:
            nudge_endorsement(endorsement, by=request.user)
        except NudgedTodayError:
            messages.warning(request, _("%(name)s was written to within a day already.") % facts)
        except LinkClosedError:
            messages.warning(request, _("There is nothing to answer for %(name)s now.") % facts)
        else:
            messages.success(request, _("%(name)s is reminded by e-mail.") % facts)
        return back
    mail = preview_endorsement_request(
        application, endorser=endorsement.endorser, last_day=endorsement.expires_at
    )
    context = {
        "application": application,
        "endorsement": endorsement,
        "mail": mail,
        "back_url": reverse("programmes:endorsement-list", args=(programme.slug,)),
    }
    return render(request, "programmes/endorsement_nudge.html", context)


@requires(Permission.USE_PORTAL)
@require_http_methods(["GET", "POST"])
def endorsement_own(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show an applicant whom we asked and what was answered, and let them name somebody else."""
    seen = Application.objects.visible_to(request.user)
    mine = seen.of(request.user).mentees().filter(submitted_at__isnull=False)
    application = get_object_or_404(_with_all(mine), pk=pk)
    last = last_endorsement(application)
    may_name = application.state == ApplicationState.SUBMITTED and (
        policy_of(application.cohort.programme).asks_endorsement or last is not None
    )
    may_name = may_name and not application.endorsements.favourable().exists()
    form = EndorserForm(request.POST or None, initial={} if last else _known(application))
    if may_name and form.is_valid() and "change" not in request.POST:
        if "checked" not in request.POST:
            return _check(request, application, form, "programmes/endorsement_own_check.html")
        if _asked(request, application, form):
            return redirect("programmes:endorsement-own", pk=application.pk)
    context = {
        "application": application,
        "asked": application.endorsements.select_related("endorser"),
        "last": last,
        "form": form if may_name else None,
        "page_has_errors": may_name and bool(form.errors),
    }
    return render(request, "programmes/endorsement_own.html", context)


def _applications(request: SignedInRequest, programme: Programme) -> Any:
    """Return the applications about which a line manager could be asked."""
    seen = Application.objects.visible_to(request.user).mentees()
    rows = seen.filter(cohort__programme=programme, submitted_at__isnull=False)
    return _with_all(rows)


def _with_all(rows: Any) -> Any:
    """Fetch along what every page of an application names."""
    return rows.select_related("person", "cohort__programme__organisation")


def _known(application: Application) -> dict[str, str]:
    """Begin with the line manager whom the applicant named."""
    manager = manager_of(application)
    return {"name": manager.name, "email": manager.email} if manager else {}


def _whom(application: Application, last: Endorsement | None) -> dict[str, str]:
    """Begin with whom to ask: the same again where their link has run out."""
    if last is None:
        return _known(application)
    if last.is_over(timezone.now()):
        return {"name": last.endorser.name, "email": last.endorser.email or ""}
    return {}


def _check(
    request: SignedInRequest, application: Application, form: EndorserForm, template: str
) -> HttpResponse:
    """Show the mail before it leaves."""
    days = intake_policy_of(application.cohort.programme).endorsement_days
    somebody = Person(
        name=form.cleaned_data["name"],
        language=request.user.language,
        time_zone=request.user.time_zone,
    )
    mail = preview_endorsement_request(
        application, endorser=somebody, last_day=timezone.now() + timedelta(days=days)
    )
    context = {"form": form, "application": application, "mail": mail}
    return render(request, template, context)


def _asked(request: SignedInRequest, application: Application, form: EndorserForm) -> bool:
    """Ask, and say so; False where the form has to be shown again."""
    name = form.cleaned_data["name"]
    try:
        ask_endorsement(
            application,
            endorser_name=name,
            endorser_email=form.cleaned_data["email"],
            by=request.user,
        )
    except EndorsesThemselvesError:
        form.add_error("email", _("The applicant cannot endorse themselves."))
    except AskedTooOftenError:
        form.add_error(None, _("Several people were asked already. Please tell the coordinators."))
    except AlreadyAskedError:
        messages.info(request, _("%(name)s is asked already.") % {"name": name})
        return True
    except AlreadyEndorsedError:
        messages.info(request, _("The application is endorsed already."))
        return True
    except CannotBeEndorsedError:
        messages.warning(request, _("The application waits for a decision no more."))
        return True
    else:
        messages.success(request, _("%(name)s is asked by e-mail.") % {"name": name})
        return True
    return False


def _nudge_url(programme: Programme, last: Endorsement | None) -> str:
    """Return where a line manager can be written to once more, where one day has passed."""
    now = timezone.now()
    if last is None or last.state != EndorsementState.OPEN or last.is_over(now):
        return ""
    if max(last.asked_at, last.nudged_at or last.asked_at) > now - NUDGE_REST:
        return ""
    return reverse("programmes:endorsement-nudge", args=(programme.slug, last.application_id))
