"""The messages of this app: who gets them, when, and which template."""

from datetime import timedelta

from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from evaluation.enums import Candour
from evaluation.letters import LetterLink
from evaluation.models import Report, Wave
from evaluation.reports.render import written
from evaluation.reports.snapshot import Snapshot
from mentorship.accounts.models import Person
from mentorship.common.charts import png
from mentorship.notifications.actions import Enclosure, post
from mentorship.notifications.enums import Category, Placement, SendPolicy
from mentorship.notifications.kinds import MessageKind, register
from mentorship.notifications.links import absolute

WAVE_INVITATION = register(
    MessageKind(
        name="evaluation.wave_invitation",
        title=_("Invitation to a survey"),
        why=_("you take part in this programme"),
        policy=SendPolicy.RESEND,
        category=Category.SURVEYS,
        is_open_to_coordinators=True,
    )
)
WAVE_REMINDER = register(
    MessageKind(
        name="evaluation.wave_reminder",
        title=_("Reminder of a survey"),
        why=_("a survey of your programme closes soon and your answer is not in yet"),
        category=Category.SURVEYS,
        is_reminder=True,
    )
)
IMPACT_REPORT = register(
    MessageKind(
        name="evaluation.impact_report",
        title=_("Impact report"),
        why=_("you are the sponsor of this programme"),
        category=Category.REPORTS,
        is_open_to_coordinators=True,
    )
)

# A wave that closes within the day asks for no more.
LAST_CALL = timedelta(hours=2)
CHART_NAME = "chart.png"


def post_invitation(wave: Wave, person: Person) -> None:
    """Ask a person to answer an open wave, once."""
    _post_about_wave(WAVE_INVITATION, wave, person, is_hidden=False)


def post_reminder(wave: Wave, person: Person) -> None:
    """Remind a person who has not answered, once.

    Of an anonymous wave no outbox shows it to coordinators: it would tell who has not answered.
    """
    is_anonymous = wave.instrument.candour == Candour.ANONYMOUS
    _post_about_wave(WAVE_REMINDER, wave, person, is_hidden=is_anonymous)


def _post_about_wave(kind: MessageKind, wave: Wave, person: Person, *, is_hidden: bool) -> None:
    """Write the message into the outbox; it is dropped when the wave is about to close."""
    programme = wave.cohort.programme
    post(
        kind,
        recipient=person,
        organisation=None if is_hidden else programme.organisation,
        programme_id=None if is_hidden else programme.pk,
        about=wave,
        occurrence="1",
        stale_after=wave.closes_at - LAST_CALL,
        context={
            "title": wave.instrument.title,
            "candour": wave.instrument.candour,
            "minutes": wave.instrument.minutes,
            "programme_name": programme.name,
            "organisation_name": programme.organisation.name,
            "closes_at": wave.closes_at,
            "action_url": absolute(reverse("evaluation:answer", args=(wave.pk,))),
        },
    )


def post_report(report: Report, sponsor: Person, *, snapshot: Snapshot, pdf: bytes) -> None:
    """Send a sponsor the report: summary, one chart, a link to read it online, and the PDF."""
    programme = report.programme
    document = written(snapshot, language=sponsor.language)
    post(
        IMPACT_REPORT,
        recipient=sponsor,
        organisation=programme.organisation,
        programme_id=programme.pk,
        about=report,
        occurrence=str(report.pk),
        context={
            "title": report.title,
            "why": _("you are the sponsor of %(programme)s") % {"programme": programme.name},
            # A sponsor has no account to choose in; the link that stops these mails needs none.
            "preferences_url": "",
            "fact": document.fact,
            "sentences": document.summary,
            "chart_alternative": document.chart.description,
            "chart_title": document.chart.title,
            "chart_name": CHART_NAME,
            "code": report.code,
            "credit": document.credit,
            "organisation_name": programme.organisation.name,
            "action_url": LetterLink(report.pk, sponsor.pk).url,
            "verify_url": absolute(reverse("evaluation:verify")),
        },
        attachments=(
            Enclosure(CHART_NAME, "image/png", png(document.chart), Placement.INLINE),
            Enclosure(f"{slugify(report.title)}.pdf", "application/pdf", pdf),
        ),
    )
