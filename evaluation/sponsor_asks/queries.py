"""Reads across what was asked, answered and sent."""

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from evaluation.enums import AskAnswer
from evaluation.models import AskReply, Report, ReportAsk, ReportLetter, ReportVersion
from evaluation.models.letter import ReportLetterQuerySet
from programmes.models import Programme, Sponsorship


def latest_asks() -> "QuerySet[ReportAsk]":
    """Return the asks of the version of each report that was sent last."""
    newer = ReportVersion.objects.filter(
        report=OuterRef("report"), sent_at__isnull=False, number__gt=OuterRef("version")
    )
    return ReportAsk.objects.filter(~Exists(newer))


def open_asks() -> "QuerySet[ReportAsk]":
    """Return the asks that may be answered: until the next report on the same cohorts is sent.

    The next one is of the same cohort or, like this one, on all that had begun.
    """
    later = Report.objects.filter(
        programme=OuterRef("report__programme"), sent_at__gt=OuterRef("report__sent_at")
    ).exclude(pk=OuterRef("report"))
    on_the_same = Exists(later.filter(cohort=OuterRef("report__cohort")))
    on_all = Exists(later.filter(cohort=None))
    return latest_asks().filter(~on_the_same).filter(Q(report__cohort__isnull=False) | ~on_all)


def unanswered_asks() -> "QuerySet[ReportAsk]":
    """Return the asks that may be answered and that no sponsor has said a word to."""
    return open_asks().filter(replies=None)


def asks_of(report: Report, version: int) -> list[ReportAsk]:
    """Return what a version of a report asks, each with its replies; two queries."""
    replies = AskReply.objects.select_related("person", "settled_by").order_by("answered_at")
    asks = report.asks.filter(version=version).prefetch_related(Prefetch("replies", replies))
    return list(asks.order_by("number"))


def is_open(report: Report) -> bool:
    """Tell whether what a report asks may be answered still; one query."""
    return open_asks().filter(report=report).exists()


def letters_of(report: Report) -> ReportLetterQuerySet:
    """Return to whom a report went, the newest version first, with how far each mail has come."""
    return report.letters.select_related("person", "message").order_by("-version", "person__name")


def replies_to_note(programme: Programme) -> "QuerySet[AskReply]":
    """Return what sponsors said in a programme and no coordinator has taken note of."""
    return (
        AskReply.objects.unsettled()
        .filter(ask__in=latest_asks(), ask__report__programme=programme)
        .select_related("ask__report", "person")
        .defer("ask__report__snapshot")
        .order_by("answered_at")
    )


def talks_wanted(programme: Programme) -> "QuerySet[AskReply]":
    """Return those among them that ask for a talk."""
    return replies_to_note(programme).filter(answer=AskAnswer.TALK)


def reached_letters() -> ReportLetterQuerySet:
    """Return the letters of versions sent last to people who are sponsors still."""
    newer = ReportVersion.objects.filter(
        report=OuterRef("report"), sent_at__isnull=False, number__gt=OuterRef("version")
    )
    sponsors = Sponsorship.objects.reachable().filter(
        programme=OuterRef("report__programme"), person=OuterRef("person")
    )
    letters = ReportLetter.objects.filter(~Exists(newer), Exists(sponsors))
    return letters.select_related("person", "report__programme__organisation").defer(
        "report__snapshot"
    )
