"""References and checks, for those who look after people."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.accounts.quicker import who_was_quicker
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.access import programme_view
from programmes.actions.checks import (
    SentInAgainError,
    ask_check_again,
    ask_missing,
    confirm_check,
    people_of,
    refuse_check,
)
from programmes.checks.enums import CheckState
from programmes.checks.lists import LABELS, Sort, counts_of, of_sort, standing_of
from programmes.checks.standing import never_asked
from programmes.emails.checks import preview_checks_asked
from programmes.forms.checks import ConfirmForm, RefuseForm
from programmes.models import Check, Programme
from programmes.permissions import allowed_in

PAGE = 50


@programme_view(Permission.VIEW_PEOPLE)
@require_GET
def check_list(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """List checks of one sort: what waits, what is asked for, what runs out."""
    day = timezone.localdate(timezone=programme.organisation.time_zone)
    counts = counts_of(programme, day)
    wanted = request.GET.get("which", "")
    first = next((sort for sort in Sort if counts[sort]), Sort.WAITING)
    sort = Sort(wanted) if wanted in list(Sort) else first
    page = Paginator(of_sort(programme, sort, day), PAGE).get_page(request.GET.get("page"))
    context = {
        "programme": programme,
        "page": page,
        "rows": [(check, standing_of(check, day)) for check in page],
        "tabs": [
            {
                "label": LABELS[each],
                "url": f"?which={each}",
                "count": counts[each],
                "is_current": each == sort,
            }
            for each in Sort
        ],
        "may_ask": allowed_in(request.user, Permission.MANAGE_PEOPLE, programme),
    }
    return render(request, "programmes/check_list.html", context)


@programme_view(Permission.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def check_ask(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show who would be asked for what, with the mail, and ask them all."""
    if request.method == "POST":
        asked = len({check.person_id for check in ask_missing(programme, by=request.user)})
        words = ngettext("%(count)d person was asked.", "%(count)d people were asked.", asked)
        messages.success(request, words % {"count": asked})
        return redirect("programmes:check-list", slug=programme.slug)
    lacks = never_asked(programme)
    people = people_of(lacks)
    by_person = {
        person.pk: [lack.requirement.name for lack in lacks if lack.participant.person == person]
        for person in people
    }
    mail = None
    if people:
        names = by_person[people[0].pk]
        mail = preview_checks_asked(programme, recipient=people[0], names=names)
    context = {
        "programme": programme,
        "people": [(person, ", ".join(by_person[person.pk])) for person in people],
        "mail": mail,
        "back_url": reverse("programmes:check-list", args=(programme.slug,)),
    }
    return render(request, "programmes/check_ask.html", context)


@programme_view(Permission.VIEW_PEOPLE)
@require_GET
def check(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Show what one person sent in, and how it stands."""
    shown = _check(request, programme, pk)
    return _page(request, programme, shown, ConfirmForm(check=shown), RefuseForm(check=shown))


@programme_view(Permission.MANAGE_PEOPLE)
@require_POST
def check_confirm(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Say that it is in order."""
    shown = _check_of_others(request, programme, pk)
    form = ConfirmForm(request.POST, check=shown)
    if not form.is_valid():
        return _page(request, programme, shown, form, RefuseForm(check=shown))
    facts = {"expires_on": form.cleaned_data["expires_on"], "seen": form.seen}
    return _settled(
        request, programme, shown, lambda: confirm_check(shown, by=request.user, **facts)
    )


@programme_view(Permission.MANAGE_PEOPLE)
@require_POST
def check_refuse(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Say what is missing."""
    shown = _check_of_others(request, programme, pk)
    form = RefuseForm(request.POST, check=shown)
    if not form.is_valid():
        return _page(request, programme, shown, ConfirmForm(check=shown), form)
    reason, seen = form.cleaned_data["reason"], form.seen
    return _settled(
        request,
        programme,
        shown,
        lambda: refuse_check(shown, by=request.user, reason=reason, seen=seen),
    )


@programme_view(Permission.MANAGE_PEOPLE)
@require_POST
def check_again(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Ask for it once more."""
    shown = _check_of_others(request, programme, pk)
    return _settled(request, programme, shown, lambda: ask_check_again(shown, by=request.user))


def _settled(
    request: SignedInRequest, programme: Programme, shown: Check, act: Callable[[], None]
) -> HttpResponse:
    """Act, say so or who was quicker, and go back to the check."""
    try:
        act()
    except SentInAgainError:
        messages.warning(request, _("Something newer was sent in meanwhile. Please look again."))
    except IllegalTransitionError:
        otherwise = _("Somebody else was faster: please look how it stands now.")
        name = shown.requirement.name
        said = who_was_quicker(shown, name=name, viewer=request.user, otherwise=otherwise)
        messages.warning(request, said)
    else:
        messages.success(request, _("Noted."))
    return redirect("programmes:check", slug=programme.slug, pk=shown.pk)


def _check(request: SignedInRequest, programme: Programme, pk: UUID) -> Check:
    """Return a check of the programme; 404 for that of any other."""
    rows = Check.objects.visible_to(request.user).filter(requirement__programme=programme)
    related = ("person", "file", "settled_by", "requirement__programme__organisation")
    return get_object_or_404(rows.select_related(*related), pk=pk)


def _check_of_others(request: SignedInRequest, programme: Programme, pk: UUID) -> Check:
    """Return a check that the reader may settle; 404 for their own, which a colleague looks at."""
    found = _check(request, programme, pk)
    if found.person_id == request.user.pk:
        raise Http404
    return found


def _page(
    request: SignedInRequest,
    programme: Programme,
    shown: Check,
    confirm: ConfirmForm,
    refuse: RefuseForm,
) -> HttpResponse:
    """Show a check with what can be said of it."""
    may = allowed_in(request.user, Permission.MANAGE_PEOPLE, programme)
    may = may and shown.person_id != request.user.pk
    day = timezone.localdate(timezone=programme.organisation.time_zone)
    url = reverse("programmes:check-list", args=(programme.slug,))
    context = {
        "programme": programme,
        "check": shown,
        "standing": standing_of(shown, day),
        "confirm": confirm if may and shown.state in _CONFIRMABLE else None,
        "refuse": refuse if may and shown.state in _REFUSABLE else None,
        "may_ask": may and shown.state in {CheckState.CONFIRMED, CheckState.REFUSED},
        "page_has_errors": bool(confirm.errors or refuse.errors),
        "trail": [{"label": _("References and checks"), "url": url}, {"label": str(shown.person)}],
    }
    return render(request, "programmes/check.html", context)


_CONFIRMABLE = frozenset({CheckState.ASKED, CheckState.SENT_IN})
_REFUSABLE = frozenset({CheckState.SENT_IN, CheckState.CONFIRMED})
