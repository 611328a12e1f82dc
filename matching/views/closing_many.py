"""Closing all pairs of a cohort that have reached their end, after one look at who is told."""

import hashlib
from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from matching import emails
from matching.actions.closing import close_all
from matching.ending.nearing import at_end
from matching.models import Match
from matching.tables import trail_to
from matching.wording import names_of
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.models import Cohort, Programme

# So many at a press: each is closed by itself, and nobody waits longer than a few seconds.
MOST = 50


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_MATCHES)
def match_close_many(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show which pairs have reached their end, cohort by cohort; POST closes those of one."""
    cohorts = Cohort.objects.visible_to(request.user).filter(programme=programme)
    visible = Match.objects.visible_to(request.user).filter(cohort__in=cohorts)
    over = at_end(visible, timezone.localdate()).order_by("-cohort__starts_on", "pk")
    wanted = request.POST.get("cohort", "") or request.GET.get("cohort", "")
    counts: dict[Cohort, int] = {}
    by_id = {cohort.pk: cohort for cohort in cohorts}
    for cohort_id in over.values_list("cohort_id", flat=True):
        counts[by_id[cohort_id]] = counts.get(by_id[cohort_id], 0) + 1
    chosen = next((each for each in counts if str(each.pk) == wanted), None)
    chosen = chosen or next(iter(counts), None)
    related = over.filter(cohort=chosen).select_related("cohort__programme__organisation")
    matches = list(related.with_people()[:MOST]) if chosen else []
    seal = _seal_of(matches)
    if request.method == "POST" and matches and request.POST.get("seal") == seal:
        closed = close_all(matches, by=request.user)
        words = ngettext("%(n)d pair is closed.", "%(n)d pairs are closed.", closed)
        messages.success(request, words % {"n": closed})
        return redirect("matching:match-close-many", programme.slug)
    context = {
        "programme": programme,
        "counts": counts.items(),
        "chosen": chosen,
        "matches": [(match, names_of(match)) for match in matches],
        "number_mails": sum(len(emails.told_about(match)) for match in matches),
        "left": counts[chosen] - len(matches) if chosen else 0,
        "previews": emails.previews_of(emails.MATCH_CLOSED, matches[0]) if matches else [],
        "seal": seal,
        "is_not_what_you_saw": request.method == "POST",
        "trail": trail_to(programme, label=_("Close what has ended")),
    }
    return render(request, "matching/match_close_many.html", context)


def _seal_of(matches: Sequence[Match]) -> str:
    """Return a seal of which matches were looked at."""
    ids = " ".join(sorted(str(match.pk) for match in matches))
    return hashlib.sha256(ids.encode()).hexdigest()
