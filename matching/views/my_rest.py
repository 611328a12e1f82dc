"""Being away: from when until when, who is told what, and coming back."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from matching.actions.rests import come_back, current_matches_of, go_away
from matching.ending.emails import preview_away
from matching.ending.finding import own_match_or_404
from matching.ending.forms import AwayForm
from matching.enums import MATCH_TRANSITIONS, MatchState
from matching.models import MatchMember, Meeting
from matching.wording import short_names
from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from programmes.actions import AlreadyAwayError

MOST_MEETINGS = 10


@require_http_methods(["GET", "POST"])
@requires(Permission.USE_PORTAL)
def my_rest(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Show when one is away; POST notes a time, after the mails were read, or ends one."""
    match, member = own_match_or_404(request.user, pk)
    if match.state not in MATCH_TRANSITIONS[MatchState.ENDED_EARLY]:
        return redirect("matching:my-match", match.pk)
    if request.method == "POST" and "back" in request.POST:
        return _come_back(request, member)
    initial = {"starts_on": timezone.localdate()}
    form = AwayForm(request.POST if request.method == "POST" else None, initial=initial)
    context = {
        "match": match,
        "form": form,
        "pauses": member.participant.pauses.exclude(ends_on__lt=timezone.localdate()),
        "meetings": Meeting.objects.visible_to(request.user)
        .upcoming()
        .filter(match__members__participant=member.participant)[:MOST_MEETINGS],
        "names": short_names(match.others_than(request.user)),
    }
    if not (form.is_bound and form.is_valid()):
        return render(request, "matching/my_rest.html", context)
    said = form.cleaned_data
    if "send" in request.POST:
        try:
            go_away(member, by=request.user, **said)
        except AlreadyAwayError:
            form.add_error(None, _("You have noted a time away that overlaps. End that one first."))
            return render(request, "matching/my_rest.html", context)
        messages.success(request, _("Noted. Nobody is reminded of anything in that time."))
        return redirect("matching:my-rest", match.pk)
    context["previews"] = [
        (
            reader,
            preview_away(
                each,
                request.user,
                reader=reader,
                starts_on=said["starts_on"],
                ends_on=said["ends_on"],
            ),
        )
        for each in current_matches_of(member.participant)
        for reader in each.others_than(request.user)
        if reader.can_sign_in
    ]
    return render(request, "matching/my_rest.html", context)


def _come_back(request: SignedInRequest, member: MatchMember) -> HttpResponse:
    """End a time away of one's own."""
    try:
        wanted = uuid.UUID(request.POST["back"])
    except ValueError:
        wanted = uuid.UUID(int=0)
    pause = member.participant.pauses.filter(pk=wanted).first()
    if pause is not None and come_back(pause, by=request.user):
        messages.success(request, _("Welcome back. The others are told."))
    else:
        messages.info(request, _("That time away is over already."))
    return redirect("matching:my-rest", member.match_id)
