"""Finding people who are here twice, making two records one, and taking that back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest, allows
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.actions.merging import merge_people, preview_merge, undo_merge
from programmes.forms.merging import MergeForm
from programmes.merging import CannotMergeError, CannotUndoError
from programmes.models import Merge, Participant, Programme
from programmes.people import profiles_of
from programmes.people.bulk import selected
from programmes.people.duplicates import Pair, may_merge_in, mergeable_people, pairs_in


@programme_view(Permission.VIEW_PROGRAMME)
@require_GET
def duplicates(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show who may be here twice, and what was merged within the last day."""
    _require_merging(request, programme)
    merges = Merge.objects.visible_to(request.user).undoable()
    pairs = pairs_in(programme, viewer=request.user)
    context = {
        "programme": programme,
        "pairs": [_pair_card(programme, pair) for pair in pairs],
        "merges": merges.filter(organisation=programme.organisation).select_related("kept", "by"),
        "trail": _trail(programme, _("Here twice?")),
    }
    return render(request, "programmes/duplicates.html", context)


@programme_view(Permission.MANAGE_PEOPLE)
@require_GET
def merge_chosen(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Lead on from two people ticked in the list."""
    places = selected(request.GET, programme, viewer=request.user)
    people = list(dict.fromkeys(place.person_id for place in places))
    if len(people) != 2:  # noqa: PLR2004  (two records become one)
        messages.info(request, _("Tick exactly two people, who are one person in truth."))
        address = reverse("programmes:people", args=(programme.slug,))
        return redirect(f"{address}?{request.GET.get('list', '')}")
    return redirect(_merge_url(programme, people[0], people[1]))


@programme_view(Permission.VIEW_PROGRAMME)
@require_http_methods(["GET", "POST"])
def people_merge(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show what becomes of two records when they are made one, and do it."""
    _require_merging(request, programme)
    kept, gone = _person(request, programme, "kept"), _person(request, programme, "gone")
    organisation = programme.organisation
    posted = request.POST if request.method == "POST" else None
    form = MergeForm(posted, kept=kept, gone=gone, organisation=organisation)
    wanted: dict[str, Any] = {
        "kept": kept,
        "gone": gone,
        "organisation": organisation,
        "by": request.user,
        "is_administrator": _administers(request, programme),
    }
    if form.is_valid():
        try:
            merge_people(**wanted, taken=form.taken)
        except CannotMergeError:
            messages.warning(request, _("Nothing was changed: something stands in the way now."))
        else:
            done = _("Two records of %(name)s are one now. You can take it back within a day.")
            messages.success(request, done % {"name": kept.name})
            return redirect("programmes:duplicates", slug=programme.slug)
    profiles = profiles_of(programme, [kept.pk, gone.pk])
    context = {
        "programme": programme,
        "form": form,
        "kept": kept,
        "gone": gone,
        "sides": [
            _side(request, programme, person, profiles.get(person.pk)) for person in (kept, gone)
        ],
        "preview": preview_merge(**wanted),
        "swap_url": _merge_url(programme, gone.pk, kept.pk),
        "trail": _trail(programme, _("Merge two records"), is_below=True),
    }
    return render(request, "programmes/people_merge.html", context)


@programme_view(Permission.VIEW_PROGRAMME)
@require_POST
def merge_undo(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Take a merge back."""
    _require_merging(request, programme)
    visible = Merge.objects.visible_to(request.user).filter(organisation=programme.organisation)
    merge = get_object_or_404(visible, pk=pk)
    try:
        undo_merge(merge, by=request.user)
    except CannotUndoError:
        words = _(
            "This cannot be taken back any more: a day has passed, or what belonged to them "
            "was changed since. Nothing was changed."
        )
        messages.warning(request, words)
    else:
        messages.success(request, _("They are two records again, as they were."))
    return redirect("programmes:duplicates", slug=programme.slug)


def _require_merging(request: SignedInRequest, programme: Programme) -> None:
    """Let in those who manage people here, and administrators."""
    if not may_merge_in(programme, request.user):
        raise PermissionDenied


def _administers(request: SignedInRequest, programme: Programme) -> bool:
    """Tell whether the person administers the programme's organisation."""
    organisation_id = programme.organisation_id
    return allows(request.user, Permission.MANAGE_ORGANISATION, organisation_id=organisation_id)


def _person(request: SignedInRequest, programme: Programme, name: str) -> Person:
    """Return one of the two, if the viewer may merge them; unknown ones are 404."""
    members = mergeable_people(programme, viewer=request.user).select_related("person")
    try:
        return get_object_or_404(members, person=request.GET.get(name, "")).person
    except (ValidationError, ValueError) as error:
        raise Http404 from error


def _merge_url(programme: Programme, kept: UUID, gone: UUID) -> str:
    """Return where two records are made one."""
    address = reverse("programmes:people-merge", args=(programme.slug,))
    return f"{address}?{urlencode({'kept': str(kept), 'gone': str(gone)})}"


def _pair_card(programme: Programme, pair: Pair) -> dict[str, Any]:
    """Return a pair with the way on."""
    return {"pair": pair, "url": _merge_url(programme, pair.first.pk, pair.second.pk)}


def _side(
    request: SignedInRequest, programme: Programme, person: Person, profile: Any
) -> dict[str, Any]:
    """Return one record as it stands beside the other, with the places the viewer may know of."""
    facts = [
        {"label": _("E-mail"), "value": person.email or _("none known")},
        {"label": _("Time zone"), "value": str(person.time_zone)},
    ]
    for name in ("job_title", "department", "location", "grade", "line_manager_name"):
        if profile and getattr(profile, name):
            label = capfirst(str(profile._meta.get_field(name).verbose_name))
            facts.append({"label": label, "value": getattr(profile, name)})
    places = person.places.filter(cohort__programme__organisation=programme.organisation_id)
    if not _administers(request, programme):
        places = places.filter(pk__in=Participant.objects.visible_to(request.user).values("pk"))
    for place in places.select_related("cohort").order_by("joined_on"):
        value = f"{place.get_role_display()}, {place.get_state_display().lower()}"
        facts.append({"label": place.cohort.name, "value": value})
    picture = profile.picture_url if profile else ""
    return {"person": person, "facts": facts, "picture": picture}


def _trail(programme: Programme, here: str, *, is_below: bool = False) -> list[dict[str, str]]:
    """Return the way here, which may stand below the list of those who are here twice."""
    people_url = reverse("programmes:people", args=(programme.slug,))
    twice_url = reverse("programmes:duplicates", args=(programme.slug,))
    above = [{"label": _("Here twice?"), "url": twice_url}] if is_below else []
    return [{"label": _("People"), "url": people_url}, *above, {"label": here}]
