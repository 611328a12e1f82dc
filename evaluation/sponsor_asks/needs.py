"""What sponsors' answers, and their silence, put on Today."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Count, Exists, Min, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.enums import AskAnswer
from evaluation.models import AskReply, Report, ReportAsk
from evaluation.sponsor_asks.queries import replies_to_note, unanswered_asks
from evaluation.sponsor_asks.reminders import PATIENCE
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.gates import NOW, later
from programmes.models import Programme
from programmes.needs import Need, NeedSources, Urgency, tells_needs

QUOTED = 140


@tells_needs(
    Permission.MANAGE_REPORTS,
    gate=lambda: Exists(AskReply.objects.unsettled().filter(ask__report__programme=OuterRef("pk"))),
)
def _replies(programme: Programme, _person: Person) -> Iterator[Need]:
    """Yield talks that sponsors want, and answers nobody noted; one query."""
    others: dict[Report, list[AskReply]] = defaultdict(list)
    for reply in replies_to_note(programme):
        if reply.answer == AskAnswer.TALK:
            yield _talk(programme, reply)
        else:
            others[reply.ask.report].append(reply)
    for report, replies in others.items():
        yield _answered(programme, report, replies)


def _talk(programme: Programme, reply: AskReply) -> Need:
    """Say who wants to talk, and about what."""
    words = reply.words or reply.ask.words
    return Need(
        key=f"evaluation.ask.talk.{reply.pk}",
        title=_("%(name)s would like to talk about “%(title)s”")
        % {"name": reply.person.name, "title": reply.ask.report.title},
        reason=f"“{Truncator(words).chars(QUOTED)}”",
        action=_("See the answer"),
        url=_url(programme, str(reply.ask.report_id)),
        urgency=Urgency.NOW,
    )


def _answered(programme: Programme, report: Report, replies: list[AskReply]) -> Need:
    """Say that answers have come which nobody has taken note of."""
    names = ", ".join(dict.fromkeys(reply.person.name for reply in replies))
    yes = sum(reply.answer == AskAnswer.YES for reply in replies)
    return Need(
        key=f"evaluation.ask.answered.{report.pk}",
        title=_("%(name)s answered what “%(title)s” asks") % {"name": names, "title": report.title},
        reason=_("Yes: %(yes)d, no: %(no)d") % {"yes": yes, "no": len(replies) - yes},
        action=_("See the answers"),
        url=_url(programme, str(report.pk)),
        urgency=Urgency.SOON,
    )


@tells_needs(
    Permission.MANAGE_REPORTS,
    gate=lambda: Exists(
        ReportAsk.objects.filter(
            report__programme=OuterRef("pk"), replies=None, asked_at__lte=later(NOW, -PATIENCE)
        )
    ),
)
def _silent(programme: Programme, _person: Person) -> Iterator[Need]:
    """Yield reports whose asks nobody has answered for a week; one query."""
    now = timezone.now()
    waiting = (
        unanswered_asks()
        .filter(report__programme=programme, asked_at__lte=now - PATIENCE)
        .values("report", "report__title")
        .annotate(count=Count("pk"), since=Min("asked_at"))
        .order_by("since")
    )
    for row in waiting:
        days = (now - row["since"]).days
        title = ngettext(
            "One decision that “%(title)s” asks for waits for an answer",
            "%(count)d decisions that “%(title)s” asks for wait for an answer",
            row["count"],
        )
        reason = ngettext(
            "Asked %(days)d day ago; a call often helps more than a mail",
            "Asked %(days)d days ago; a call often helps more than a mail",
            days,
        )
        yield Need(
            key=f"evaluation.ask.silent.{row['report']}",
            title=title % {"title": row["report__title"], "count": row["count"]},
            reason=reason % {"days": days},
            action=_("See who was asked"),
            url=_url(programme, str(row["report"])),
            urgency=Urgency.SOON,
        )


def _url(programme: Programme, report_id: str) -> str:
    """Return where a report's answers are."""
    return f"{reverse('evaluation:report', args=(programme.slug, report_id))}#answers"


needs_of_asks = NeedSources((_replies, _silent))
