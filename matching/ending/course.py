"""What the console's timeline says of rests and of the end: that it was, never what was said."""

from collections.abc import Iterator
from datetime import date, datetime, time

from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.enums import ENDED_STATES, MatchState
from matching.models import ClosingWord, Match, ParticipationCertificate
from matching.timeline import CourseFact


def rests_in_course(match: Match) -> Iterator[CourseFact]:
    """Yield when a match rested and went on; one query. The reason is told to no timeline."""
    for rest in match.rests.all():
        text = ""
        if rest.ends_on:
            text = _("Until %(day)s.") % {"day": date_format(rest.ends_on, "j F Y")}
        yield CourseFact(_noon(rest.starts_on), _("Paused"), text, "pause", "idle")


def ending_in_course(match: Match) -> Iterator[CourseFact]:
    """Yield how many looked back, the end, and the certificates; two queries."""
    words = ClosingWord.objects.filter(member__match=match, finished_at__isnull=False)
    said = words.values_list("finished_at", flat=True)
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
    papers = ParticipationCertificate.objects.filter(member__match=match)
    issued = papers.aggregate(at=Max("issued_at"))["at"]
    if issued:
        yield CourseFact(issued, _("Certificates of participation issued"), "", "document-text")


def _noon(day: date) -> datetime:
    """Return the middle of a day."""
    return timezone.make_aware(datetime.combine(day, time(12)))
