"""Whether the two fit: the question, one's answer, and what now where it does not."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from matching.actions.fit import MOST_TURNS, FitClosedError, answer_fit
from matching.afterwards.enums import FitAnswer
from matching.afterwards.page import door_to
from matching.afterwards.queries import FIT_STATES, check_of
from matching.models import Match
from matching.wording import short_names
from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission


@require_http_methods(["GET", "POST"])
@requires(Permission.USE_PORTAL)
def my_fit(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Show the question and its three answers; keep one on POST.

    What follows "not good" stands on the same page, so that no address tells the answer.
    """
    own = Match.objects.visible_to(request.user).involving(request.user)
    match = get_object_or_404(own.select_related("cohort__programme").with_people(), pk=pk)
    check = check_of(match, request.user)
    is_open = check is not None and match.state in FIT_STATES
    if request.method == "POST":
        if check is not None and request.POST.get("answer") in FitAnswer.values:
            try:
                answer_fit(check, by=request.user, answer=request.POST["answer"])
            except FitClosedError:
                messages.info(request, _("This was asked anew, or the match has ended."))
            else:
                messages.success(request, _("Thank you, it is noted."))
        return redirect("matching:my-fit", match.pk)
    context = {
        "match": match,
        "check": check,
        "is_open": is_open,
        "answer": check.answer if check else "",
        "is_asked_again": check is not None and check.turn < MOST_TURNS,
        "answers": FitAnswer.choices,
        "others": short_names(match.others_than(request.user)),
        "concern_url": door_to("matching:my-concern-add"),
        "rematch_url": door_to("matching:my-rematch", match.pk),
    }
    return render(request, "matching/my_fit.html", context)
