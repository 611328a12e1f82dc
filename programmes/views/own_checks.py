"""What somebody is asked to send in, on their own pages."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.actions.sightings import note_looks
from mentorship.accounts.permissions import Permission
from mentorship.accounts.privacy.enums import SightingKind
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.actions.checks import send_in
from programmes.checks.lists import standing_of
from programmes.documents.keeping import download_of
from programmes.forms.checks import SendInForm
from programmes.models import Check


@requires(Permission.USE_PORTAL)
@require_GET
def check_needed(request: SignedInRequest) -> HttpResponse:
    """Show all that one is asked for, and how it stands."""
    day = timezone.localdate()
    own = Check.objects.visible_to(request.user).in_force().filter(person=request.user)
    rows = own.select_related("requirement__programme").order_by("requirement__name", "pk")
    context = {"rows": [(check, standing_of(check, day)) for check in rows]}
    return render(request, "programmes/check_needed.html", context)


@requires(Permission.USE_PORTAL)
@require_http_methods(["GET", "POST"])
def check_send(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Send something in, in place of what was sent before."""
    own = Check.objects.visible_to(request.user).in_force().filter(person=request.user)
    rows = own.select_related("file", "requirement__programme__organisation")
    check = get_object_or_404(rows, pk=pk)
    if check.is_settled_for_good:
        messages.info(request, _("It is confirmed for good. You need do nothing."))
        return redirect("programmes:check-needed")
    form = SendInForm(
        request.POST or None,
        request.FILES or None,
        check=check,
        initial={"words": check.words, "issued_on": check.issued_on},
    )
    if form.is_valid():
        try:
            send_in(check, by=request.user, **form.cleaned_data)
        except IllegalTransitionError:
            messages.info(request, _("It cannot be sent in just now. Please ask your coordinator."))
        else:
            messages.success(request, _("Thank you. A coordinator looks at it."))
        return redirect("programmes:check-needed")
    context = {"form": form, "check": check, "standing": standing_of(check, timezone.localdate())}
    return render(request, "programmes/check_send.html", context)


@requires(Permission.USE_PORTAL)
@require_GET
def check_file(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Hand out what was sent in, to whoever sent it and to those who look after people."""
    rows = Check.objects.visible_to(request.user).select_related("file")
    check = get_object_or_404(rows, pk=pk)
    if check.file is None:
        raise Http404
    note_looks(
        SightingKind.FILE,
        [check.person_id],
        organisation_id=check.file.organisation_id,
        by=request.user,
    )
    return download_of(check.file)
