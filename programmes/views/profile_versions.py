"""Versions of an Ideal Mentor Profile: templates to begin with, publishing, and the history."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.accounts.quicker import who_was_quicker
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.access import programme_view
from programmes.actions.ideal_mentor import NotADraftError
from programmes.actions.profile_versions import (
    IncompleteProfileError,
    add_from_template,
    begin_version,
    discard_profile_draft,
    publish_profile,
)
from programmes.applying.enums import OpenApplications
from programmes.emails.ideal_mentor import preview_asked_again
from programmes.enums import VersionState
from programmes.forms.ideal_mentor import FromTemplateForm, PublishForm
from programmes.meanwhile import ChangedMeanwhileError, mark_of
from programmes.models import IdealMentorProfile, Programme
from programmes.profile_templates import PROFILE_TEMPLATES
from programmes.selection.profile_remarks import remarks_on
from programmes.selection.profile_versions import (
    changes_between,
    contents_of,
    criteria_of,
    draft_of,
    expectations_of,
    in_use,
    missing_in,
    open_counts,
    shares_among,
    unreviewed,
)
from programmes.views.profile_pages import form_page, on_a_draft, page_of, path_of, trail_of

NAMED = 20


@programme_view(Permission.MANAGE_PROGRAMME)
@require_POST
def begin(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Begin the next version with what the one in use says."""
    begin_version(programme, by=request.user)
    messages.success(request, _("The draft says what the version in use says. Change it freely."))
    return redirect("programmes:mentor-profile-evidence", slug=programme.slug)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
@on_a_draft
def templates(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show a profile from the field, and add what is chosen of it to the draft."""
    template = PROFILE_TEMPLATES.get(request.GET.get("which", next(iter(PROFILE_TEMPLATES))))
    if template is None:
        raise Http404
    draft = draft_of(programme)
    if draft is None and in_use(programme) is not None:
        raise NotADraftError
    known = {each.name for each in criteria_of(expectations_of(draft))}
    form = FromTemplateForm(request.POST or None, expectations=template.expectations, known=known)
    if form.is_valid():
        added = len(add_from_template(programme, form.chosen(), by=request.user))
        words = ngettext("%(count)d criterion added.", "%(count)d criteria added.", added)
        messages.success(request, words % {"count": added})
        return redirect("programmes:mentor-profile-evidence", slug=programme.slug)
    tabs = [
        {"label": each.title, "url": f"?which={each.key}", "is_current": each == template}
        for each in PROFILE_TEMPLATES.values()
    ]
    context = {
        "form": form,
        "template": template,
        "known": known,
        "tabs": tabs,
        "trail": trail_of(programme, _("Profiles from the field")),
        "back_url": page_of("mentor-profile-expectations", programme),
    }
    return render(request, "programmes/mentor_profile_templates.html", context)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def publish(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show what publishing the draft would change, and for whom, and publish it."""
    draft = draft_of(programme)
    if draft is None:
        return _no_draft(request, programme)
    counts, used = open_counts(programme), in_use(programme)
    has_waiting = used is not None and bool(counts.unreviewed)
    form = PublishForm(request.POST or None, has_waiting=has_waiting)
    if request.method == "POST" and form.is_valid() and _published(request, draft, form):
        return redirect("programmes:mentor-profile", slug=programme.slug)
    expectations = expectations_of(draft)
    criteria = criteria_of(expectations)
    waiting = unreviewed(programme).select_related("person").order_by("person__name")
    people = [each.person for each in waiting[:NAMED]] if has_waiting else []
    context: dict[str, Any] = {
        "programme": programme,
        "draft": draft,
        "used": used,
        "form": form,
        "seen": mark_of(contents_of(expectations)),
        "missing": missing_in(expectations),
        "changes": changes_between(criteria_of(expectations_of(used)), criteria) if used else [],
        "remarks": remarks_on(criteria),
        "shares": shares_among(criteria),
        "counts": counts,
        "named": [person.name for person in people],
        "mail": preview_asked_again(programme, recipient=people[0]) if people else None,
        "steps": path_of(programme, expectations, "mentor-profile-publish"),
        "trail": trail_of(programme, _("Publish")),
    }
    return render(request, "programmes/mentor_profile_publish.html", context)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def discard(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Ask whether the draft should go, and throw it away."""
    draft = draft_of(programme)
    if draft is None:
        return _no_draft(request, programme)
    if request.method == "POST":
        try:
            discard_profile_draft(draft, by=request.user)
        except IllegalTransitionError:
            messages.warning(request, _("It is no draft any more, so it stays."))
        else:
            messages.success(request, _("The draft is gone."))
        return redirect("programmes:mentor-profile", slug=programme.slug)
    return form_page(
        request,
        forms.Form(),
        title=_("Throw the draft of version %(version)d away?") % {"version": draft.version},
        lead=_("All that is written in it is gone. What is published stays as it is."),
        action=_("Throw it away"),
        style="danger",
        back_url=page_of("mentor-profile", programme),
    )


@programme_view(Permission.VIEW_PROGRAMME)
@require_GET
def versions(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """List the versions there are and were."""
    rows = IdealMentorProfile.objects.visible_to(request.user).filter(programme=programme)
    counted = rows.annotate(
        criteria=Count("expectations__criteria", distinct=True),
        made_under=Count("applications", distinct=True),
    )
    context = {
        "programme": programme,
        "versions": counted.select_related("published_by"),
        "trail": trail_of(programme, _("Versions")),
    }
    return render(request, "programmes/mentor_profile_versions.html", context)


@programme_view(Permission.VIEW_PROGRAMME)
@require_GET
def version(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Show one version as it is, or was."""
    rows = IdealMentorProfile.objects.visible_to(request.user).filter(programme=programme)
    profile = get_object_or_404(rows.select_related("published_by"), pk=pk)
    expectations = expectations_of(profile)
    label = _("Version %(version)d") % {"version": profile.version}
    trail = trail_of(programme, label)
    trail.insert(1, {"label": _("Versions"), "url": page_of("mentor-profile-versions", programme)})
    context = {
        "profile": profile,
        "is_draft": profile.state == VersionState.DRAFT,
        "expectations": expectations,
        "shares": shares_among(criteria_of(expectations)),
        "trail": trail,
    }
    return render(request, "programmes/mentor_profile_version.html", context)


def _published(request: SignedInRequest, draft: IdealMentorProfile, form: PublishForm) -> bool:
    """Publish the draft; say so, or why it could not be. False where the page is shown again."""
    answer = form.cleaned_data.get("open_applications") or OpenApplications.KEEP
    seen = form.cleaned_data["seen"]
    try:
        publish_profile(
            draft, by=request.user, open_applications=OpenApplications(answer), seen=seen
        )
    except IncompleteProfileError:
        form.add_error(None, _("Something has to be written first; it is named below."))
        return False
    except ChangedMeanwhileError:
        form.add_error(
            None, _("The draft was changed after you opened this page. Please read it once more.")
        )
        return False
    except IllegalTransitionError:
        messages.warning(request, _quicker(request, draft))
    else:
        words = _("Version %(version)d is in use. Applications are judged by it from now on.")
        messages.success(request, words % {"version": draft.version})
    return True


def _no_draft(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Say that there is nothing to publish or to throw away, and who saw to that."""
    used = in_use(programme)
    words = _quicker(request, used) if used else _("There is no draft.")
    messages.info(request, words)
    return redirect("programmes:mentor-profile", slug=programme.slug)


def _quicker(request: SignedInRequest, profile: IdealMentorProfile) -> str:
    """Say who published it before."""
    return who_was_quicker(
        profile,
        name=_("version %(version)d of the profile") % {"version": profile.version},
        viewer=request.user,
        otherwise=_("There is no draft any more: somebody else was faster."),
    )
