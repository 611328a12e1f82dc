"""What the charter puts on Today: unsigned, unanswered, sent back, or due to be looked at again."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.charters.queries import sponsorship_behind
from programmes.charters.reminders import Silence, silence_of
from programmes.enums import CharterState, CohortState, ReviewAnswer, SignOffState
from programmes.gates import TODAY
from programmes.models import Charter, CharterReview, Cohort, Programme, SignOff, Sponsorship
from programmes.needs import Need, Urgency, tells_needs

# A sponsor deserves a week before somebody asks again.
PATIENCE = timedelta(days=7)
UNDER_WAY = (
    CohortState.RECRUITING,
    CohortState.MATCHING,
    CohortState.RUNNING,
    CohortState.CLOSING,
)
QUOTED = 140


def _gate() -> Q:
    """Tell of a programme whether its charter is not signed, or signed and something is to do."""
    charters = Charter.objects.filter(programme=OuterRef("pk"))
    signed = charters.filter(state=CharterState.SIGNED)
    with_sponsor = charters.filter(
        state__in=(CharterState.AWAITING_SIGNATURE, CharterState.DECLINED)
    )
    cohorts = Cohort.objects.filter(programme=OuterRef("pk"), state__in=UNDER_WAY)
    # A day later where the organisation may be.
    due = CharterReview.objects.unanswered().filter(due_on__lte=TODAY)
    reviews = due | CharterReview.objects.unsettled()
    behind = Sponsorship.objects.reachable().filter(
        programme=OuterRef("programme"), person=OuterRef("signed_by")
    )
    return (
        Q(Exists(with_sponsor))
        | (Q(Exists(cohorts)) & ~Q(Exists(signed)))
        | Q(Exists(reviews.filter(charter__programme=OuterRef("pk"))))
        | Q(Exists(signed.filter(~Exists(behind))))
    )


@tells_needs(Permission.MANAGE_PROGRAMME, gate=_gate)
def needs_of_charter(programme: Programme, _person: Person) -> Iterator[Need]:
    """Yield what the charter asks of whoever may change it; four queries at most."""
    versions = programme.charters.select_related("signed_by").order_by("-version")
    charters = list(versions.defer("sponsor_commits", "programme_commits", "resources"))
    latest = charters[0] if charters else None
    signed = next((each for each in charters if each.state == CharterState.SIGNED), None)
    if latest is not None and latest.state == CharterState.AWAITING_SIGNATURE:
        yield from _awaiting(programme, latest)
    elif latest is not None and latest.state == CharterState.DECLINED:
        yield from _sent_back(programme, latest)
    elif signed is None:
        yield from _unsigned(programme, latest)
    if signed is not None:
        yield from _reviewed(programme, signed)
        if latest == signed and sponsorship_behind(signed) is None:
            yield _signed_by_somebody_else(programme, signed)


def _unsigned(programme: Programme, latest: Charter | None) -> Iterator[Need]:
    """Yield that people are recruited for a programme nobody has signed for."""
    cohort = programme.cohorts.filter(state__in=UNDER_WAY).order_by("-starts_on").first()
    if cohort is None:
        return
    is_draft = latest is not None and latest.state == CharterState.DRAFT
    yield Need(
        key="programmes.charter.unsigned",
        title=_("The charter of %(programme)s is not signed") % {"programme": programme.name},
        reason=_("“%(cohort)s” is marked “%(state)s”, and nobody has put their name to it yet")
        % {"cohort": cohort.name, "state": cohort.get_state_display()},
        action=_("Go on with it") if is_draft else _("Write the charter"),
        url=_url(programme) if is_draft else _url(programme, "charter-edit"),
        urgency=Urgency.SOON,
    )


def _awaiting(programme: Programme, charter: Charter) -> Iterator[Need]:
    """Yield that a request has waited long, or that its link has run out."""
    requests = SignOff.objects.filter(charter=charter, state=SignOffState.OPEN)
    request = requests.select_related("sponsorship__person").first()
    now = timezone.now()
    if request is None or request.asked_at + PATIENCE > now:
        return
    days = (now - request.asked_at).days
    name = request.sponsorship.person.name
    is_over = request.is_over(now)
    title = (
        _("The link for %(name)s to sign the charter has run out")
        if is_over
        else _("%(name)s has not signed the charter yet")
    )
    reason = ngettext("Asked %(days)d day ago", "Asked %(days)d days ago", days)
    yield Need(
        key="programmes.charter.awaiting",
        title=title % {"name": name},
        reason=reason % {"days": days},
        action=_("Send it again"),
        url=_url(programme, "charter-send", charter),
        urgency=Urgency.NOW if is_over else Urgency.SOON,
    )


def _sent_back(programme: Programme, charter: Charter) -> Iterator[Need]:
    """Yield what the sponsor would like to read otherwise."""
    requests = SignOff.objects.filter(charter=charter, state=SignOffState.SENT_BACK)
    request = requests.select_related("sponsorship__person").first()
    if request is None:
        return
    yield Need(
        key="programmes.charter.sent_back",
        title=_("%(name)s sent the charter back") % {"name": request.sponsorship.person.name},
        reason=_quoted(request.words),
        action=_("Write the next version"),
        url=_url(programme, "charter-edit"),
        urgency=Urgency.NOW,
    )


def _reviewed(programme: Programme, charter: Charter) -> Iterator[Need]:
    """Yield that nobody answers a review, or what the answer asks for."""
    if silence := silence_of(CharterReview.objects.filter(charter=charter), timezone.now()):
        yield _silent(programme, charter, silence)
    review = CharterReview.objects.unsettled().filter(charter=charter).first()
    if review is None or charter.signed_by is None:
        return
    is_change = review.answer == ReviewAnswer.CHANGE
    title = (
        _("%(name)s would like to change the charter")
        if is_change
        else _("%(name)s would like to talk about the charter")
    )
    yield Need(
        key="programmes.charter.answered",
        title=title % {"name": charter.signed_by.name},
        reason=_quoted(review.words) or _("They said so when they looked at it again"),
        action=_("Write the next version") if is_change else _("See the charter"),
        url=_url(programme, "charter-edit") if is_change else _url(programme),
        urgency=Urgency.NOW,
    )


def _silent(programme: Programme, charter: Charter, silence: Silence) -> Need:
    """Say for how long the sponsor has been silent."""
    title = ngettext(
        "%(name)s has been quiet for %(days)d day",
        "%(name)s has been quiet for %(days)d days",
        silence.days,
    )
    name = charter.signed_by.name if charter.signed_by else ""
    return Need(
        key="programmes.charter.silent",
        title=title % {"name": name, "days": silence.days},
        reason=_("The charter’s review was due on %(day)s; a call often helps more than a mail")
        % {"day": date_format(silence.review.due_on, "j F")},
        action=_("See the charter"),
        url=_url(programme),
        urgency=Urgency.NOW,
    )


def _signed_by_somebody_else(programme: Programme, charter: Charter) -> Need:
    """Say that whoever signed stands for the programme no more."""
    name = charter.signed_by.name if charter.signed_by else ""
    return Need(
        key="programmes.charter.former",
        title=_("The charter carries the name of a former sponsor"),
        reason=_("%(name)s signed it and stands for the programme no more") % {"name": name},
        action=_("Write the next version"),
        url=_url(programme, "charter-edit"),
        urgency=Urgency.SOON,
    )


def _quoted(words: str) -> str:
    """Return the beginning of what somebody wrote, in quotation marks."""
    return f"“{Truncator(words).chars(QUOTED)}”" if words else ""


def _url(programme: Programme, name: str = "charter", *rows: Charter) -> str:
    """Return the address of a page of the charter."""
    return reverse(f"programmes:{name}", args=(programme.slug, *(row.pk for row in rows)))
