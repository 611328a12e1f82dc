"""The forms of a programme: which are in use, beginning, reading, publishing, throwing away."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.accounts.quicker import who_was_quicker
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.access import programme_view
from programmes.actions.application_forms import (
    FormIncompleteError,
    begin_form,
    begin_usual_form,
    begin_version,
    change_welcome,
    discard_form,
    publish_form,
)
from programmes.actions.carrying_over import what_carries_over
from programmes.applying.form_page import form_page_of
from programmes.applying.forms_in_use import form_in_use, with_counts
from programmes.applying.words import carried_in_words
from programmes.enums import ParticipantRole, VersionState
from programmes.forms.application_forms import WelcomeForm
from programmes.forms.meanwhile import meanwhile_of, seen_by, values_of
from programmes.history import history_of
from programmes.meanwhile import ChangedMeanwhileError, mark_of
from programmes.models import ApplicationForm, Cohort, Programme
from programmes.permissions import allowed_in

FOR_WHOM = {
    ParticipantRole.MENTOR: gettext_lazy("Form for mentors"),
    ParticipantRole.MENTEE: gettext_lazy("Form for mentees"),
}


@programme_view(Permission.VIEW_APPLICATIONS)
@require_GET
def application_forms(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show what applicants are asked: the forms in use, the drafts, and earlier versions."""
    visible = ApplicationForm.objects.visible_to(request.user).filter(programme=programme)
    versions = list(with_counts(visible).order_by("-version"))
    groups = []
    for role in ParticipantRole:
        own: dict[str, list[ApplicationForm]] = {state: [] for state in VersionState.values}
        for version in versions:
            if version.role == role:
                own[version.state].append(version)
        group = {
            "role": role,
            "title": FOR_WHOM[role],
            "used": next(iter(own[VersionState.PUBLISHED]), None),
            "draft": next(iter(own[VersionState.DRAFT]), None),
            "earlier": own[VersionState.SUPERSEDED],
        }
        groups.append(group)
    context = {
        "programme": programme,
        "groups": groups,
        "cohorts": Cohort.objects.visible_to(request.user)
        .filter(programme=programme)
        .open()
        .newest_first(),
        "may_manage": allowed_in(request.user, Permission.MANAGE_PROGRAMME, programme),
    }
    return render(request, "programmes/application_form_list.html", context)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_POST
def application_form_begin(
    request: SignedInRequest, programme: Programme, role: str
) -> HttpResponse:
    """Begin a form: from the one in use, from the usual questions, or from nothing."""
    wanted = role_of(role)
    used = form_in_use(programme, wanted)
    if used is not None:
        form = begin_version(used, by=request.user)
    elif request.POST.get("from") == "nothing":
        form = begin_form(programme, wanted, by=request.user)
    else:
        form = begin_usual_form(programme, wanted, by=request.user)
    return redirect("programmes:application-form", slug=programme.slug, pk=form.pk)


@programme_view(Permission.VIEW_APPLICATIONS)
@require_GET
def application_form(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Show one version: a draft to be built, any other to be read."""
    form = form_of(request, programme, pk)
    may_manage = allowed_in(request.user, Permission.MANAGE_PROGRAMME, programme)
    context = {
        "programme": programme,
        "version": form,
        "title": title_of(form),
        "page": form_page_of(form),
        "history": history_of(form),
        "may_build": may_manage and form.state == VersionState.DRAFT,
        "may_manage": may_manage,
        "trail": trail_of(programme, title_of(form)),
    }
    return render(request, "programmes/application_form_detail.html", context)


@programme_view(Permission.VIEW_APPLICATIONS)
@require_GET
def application_form_preview(
    request: SignedInRequest, programme: Programme, pk: UUID
) -> HttpResponse:
    """Show a form as applicants see it, one card for each question."""
    form = form_of(request, programme, pk)
    context = {
        "programme": programme,
        "version": form,
        "page": form_page_of(form),
        "trail": trail_of(programme, _("As applicants see it"), form),
    }
    return render(request, "programmes/application_form_preview.html", context)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def application_form_welcome(
    request: SignedInRequest, programme: Programme, pk: UUID
) -> HttpResponse:
    """Change what applicants read before the first question."""
    stored = form_of(request, programme, pk)
    now = {"welcome": stored.welcome}
    form = WelcomeForm(request.POST or None, initial=now | {"seen": mark_of(now)})
    meanwhile = None
    if form.is_valid():
        try:
            change_welcome(stored, **values_of(form), by=request.user, seen=seen_by(form))
        except IllegalTransitionError:
            return say_frozen(request, stored)
        except ChangedMeanwhileError as error:
            meanwhile = meanwhile_of(error, form)
        else:
            messages.success(request, _("Saved."))
            return back_to(stored)
    context = {
        "form": form,
        "meanwhile": meanwhile,
        "title": _("First words"),
        "lead": _("What applicants read before the first question."),
        "action": _("Save"),
        "back_url": address_of(stored),
        "trail": trail_of(programme, _("First words"), stored),
    }
    return render(request, "programmes/form.html", context)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def application_form_publish(
    request: SignedInRequest, programme: Programme, pk: UUID
) -> HttpResponse:
    """Say what publishing does and what is missing, and publish."""
    form = form_of(request, programme, pk)
    if form.state != VersionState.DRAFT:
        return say_frozen(request, form)
    if request.method == "POST":
        try:
            carried = publish_form(form, by=request.user)
        except IllegalTransitionError:
            return say_frozen(request, form)
        except FormIncompleteError:
            pass  # the page says what is missing
        else:
            words = [_("“%(form)s” is in use.") % {"form": title_of(form)}]
            if carried.applications:
                words += carried_in_words(carried)
            messages.success(request, " ".join(words))
            return redirect("programmes:application-forms", slug=programme.slug)
    used = form_in_use(programme, form.role)
    context = {
        "programme": programme,
        "version": form,
        "title": title_of(form),
        "page": form_page_of(form),
        "used": used,
        "handed_in": used.applications.visible_to(request.user).handed_in().count() if used else 0,
        "carried": carried_in_words(what_carries_over(form)),
        "trail": trail_of(programme, _("Publish"), form),
    }
    return render(request, "programmes/application_form_publish.html", context)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def application_form_discard(
    request: SignedInRequest, programme: Programme, pk: UUID
) -> HttpResponse:
    """Ask whether a draft should go, and throw it away."""
    form = form_of(request, programme, pk)
    if form.state != VersionState.DRAFT:
        return say_frozen(request, form)
    if request.method == "POST":
        try:
            discard_form(form, by=request.user)
        except IllegalTransitionError:
            return say_frozen(request, form)
        messages.success(request, _("The draft is gone. What is in use stays in use."))
        return redirect("programmes:application-forms", slug=programme.slug)
    context = {
        "form": forms.Form(),
        "title": _("Throw this draft away?"),
        "lead": _("Its sections and questions go with it. No applicant has seen them."),
        "action": _("Throw it away"),
        "style": "danger",
        "back_url": address_of(form),
        "trail": trail_of(programme, _("Throw away"), form),
    }
    return render(request, "programmes/form.html", context)


def form_of(request: SignedInRequest, programme: Programme, pk: UUID) -> ApplicationForm:
    """Return a version of one of the programme's forms; 404 for any other."""
    visible = ApplicationForm.objects.visible_to(request.user).filter(programme=programme)
    related = ("programme__organisation", "programme__policy", "published_by")
    return get_object_or_404(visible.select_related(*related), pk=pk)


def role_of(word: str) -> ParticipantRole:
    """Return the role that an address names; 404 where it names none."""
    if word not in ParticipantRole.values:
        raise Http404
    return ParticipantRole(word)


def title_of(form: ApplicationForm) -> str:
    """Return what a version is called."""
    words = _("%(form)s, version %(version)d")
    return words % {"form": FOR_WHOM[ParticipantRole(form.role)], "version": form.version}


def address_of(form: ApplicationForm) -> str:
    """Return the address of a version."""
    return reverse("programmes:application-form", args=(form.programme.slug, form.pk))


def back_to(form: ApplicationForm, anchor: str = "") -> HttpResponse:
    """Lead back to a version, to the part that was worked on."""
    return redirect(address_of(form) + (f"#{anchor}" if anchor else ""))


def trail_of(
    programme: Programme, here: str, form: ApplicationForm | None = None
) -> list[dict[str, str]]:
    """Return the way here."""
    trail = [
        {
            "label": _("Forms and dates"),
            "url": reverse("programmes:application-forms", args=(programme.slug,)),
        }
    ]
    if form is not None:
        trail.append({"label": title_of(form), "url": address_of(form)})
    return [*trail, {"label": here}]


def say_frozen(request: SignedInRequest, form: ApplicationForm) -> HttpResponse:
    """Say that a form cannot be changed any more, and who published it."""
    otherwise = _("This version is no draft any more, so it stays as it is.")
    name = title_of(form)
    words = who_was_quicker(form, name=name, viewer=request.user, otherwise=otherwise)
    messages.warning(request, words)
    return back_to(form)
