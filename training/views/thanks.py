"""The portal's thanks: those a person wrote, and those they were sent."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from training.actions.thanks import (
    NotTheirMentorError,
    change_consent,
    mark_read,
    thank_mentor,
    withdraw_thanks,
)
from training.forms.retention import ThankYouForm
from training.models import ThankYou
from training.retention.thanking import mentors_to_thank

MOST_NOTES = 30


@requires(Permission.USE_PORTAL)
@require_http_methods(["GET", "HEAD", "POST"])
def thanks_list(request: SignedInRequest) -> HttpResponse:
    """Show thanks sent and received, and the form that thanks one of the person's mentors."""
    if "read" in request.POST:
        mark_read(request.user)
        return redirect("training:thanks-list")
    mentors = mentors_to_thank(request.user)
    people = list({choice.mentor.pk: choice.mentor for choice in mentors}.values())
    form = ThankYouForm(request.POST or None, mentors=people)
    if form.is_valid():
        mentor = form.thanked()
        programme = next(each.programme for each in mentors if each.mentor == mentor)
        given = form.cleaned_data
        try:
            thank_mentor(
                programme,
                mentor,
                words=given["words"],
                may_be_shared=given["may_be_shared"],
                by=request.user,
            )
        except NotTheirMentorError:
            messages.error(request, _("They are no mentor of yours."))
        else:
            messages.success(request, _("%(name)s gets your note.") % {"name": mentor.name})
        return redirect("training:thanks-list")
    notes = ThankYou.objects.visible_to(request.user).filter(withdrawn_at__isnull=True)
    received = list(notes.filter(mentor=request.user).select_related("author")[:MOST_NOTES])
    context = {
        "form": form,
        "may_thank": bool(people),
        "sent": notes.filter(author=request.user).select_related("mentor")[:MOST_NOTES],
        "received": received,
        "has_unread": any(note.read_at is None for note in received),
    }
    return render(request, "training/thanks_list.html", context, status=422 if form.errors else 200)


@requires(Permission.USE_PORTAL)
@require_POST
def thanks_share(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Let the team read one's note, or no longer."""
    note = find(request, pk)
    change_consent(note, may_be_shared=request.POST.get("share") == "yes", by=request.user)
    messages.success(request, _("Your choice is kept."))
    return redirect("training:thanks-list")


@requires(Permission.USE_PORTAL)
@require_POST
def thanks_withdraw(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take one's own note back."""
    withdraw_thanks(find(request, pk), by=request.user)
    messages.success(request, _("Your note is taken back."))
    return redirect("training:thanks-list")


def find(request: SignedInRequest, pk: UUID) -> ThankYou:
    """Return a note that the person wrote, or answer 404."""
    notes = ThankYou.objects.visible_to(request.user).filter(author=request.user)
    return get_object_or_404(notes.select_related("programme"), pk=pk)
