"""What the console's timeline says of rests and of the end: that it was, never what was said."""

from datetime import date, datetime, time

from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.enums import ENDED_STATES, MatchState
from matching.models import ClosingWord, Match, ParticipationCertificate
from matching.timeline import CourseFact
from mentorship.common.together import Reads, Telling


def rests_in_course(match: Match) -> Telling[CourseFact]:
    """Yield when a match rested and went on. The reason is told to no timeline."""
    rests = match.rests.all()
    yield Reads(rests)
    for rest in rests:
        text = ""
        if rest.ends_on:
            text = _("Until %(day)s.") % {"day": date_format(rest.ends_on, "j F Y")}
        yield CourseFact(_noon(rest.starts_on), _("Paused"), text, "pause", "idle")


def ending_in_course(match: Match) -> Telling[CourseFact]:
    """Yield how many looked back, the end, and the certificates."""
    words = ClosingWord.objects.filter(member__match=match, finished_at__isnull=False)
    said = words.values_list("finished_at", flat=True)
    papers = ParticipationCertificate.objects.filter(member__match=match).order_by()
    issued = papers.values("member__match").annotate(at=Max("issued_at"))
    issued_at = issued.values_list("at", flat=True)
    yield Reads(said, issued_at)
    moments = [moment for moment in said if moment is not None]
    if moments:
        everybody = len(match.members.all())
        title = ngettext(
            "%(n)d of %(all)d has looked back", "%(n)d of %(all)d have looked back", len(moments)
        )
        yield CourseFact(max(moments), title % {"n": len(moments), "all": everybody}, "", "flag")
    if match.state in ENDED_STATES and match.ended_on:
        is_early = match.state == MatchState.ENDED_EARLY
        title = _("Ended early") if is_early else _("Closed")
        yield CourseFact(_noon(match.ended_on), title, "", "flag", "off")
    for at in issued_at:
        yield CourseFact(at, _("Certificates of participation issued"), "", "document-text")


def _noon(day: date) -> datetime:
    """Return the middle of a day."""
    return timezone.make_aware(datetime.combine(day, time(12)))
