"""What this app itself puts on Today: who waits, what is overdue, and mail that does not arrive."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.notifications.enums import MessageState
from mentorship.notifications.models import AddressHealth, Message, OutboxSwitch
from mentorship.notifications.models.message import MessageQuerySet
from mentorship.notifications.queries import is_outbox_paused, paused_addresses
from programmes.enums import CohortState, ParticipantState
from programmes.gates import NOW, later
from programmes.models import Cohort, Participant, Programme, Sponsorship
from programmes.needs import Need, NeedSources, Urgency, tells_needs
from programmes.queries import people_waiting

# An applicant deserves an answer within these days; an invitation may rest as long.
PATIENCE = timedelta(days=14)
# Older mail that did not arrive has been dealt with in another way.
RECENT = timedelta(days=30)
WAITING = (ParticipantState.APPLIED, ParticipantState.INVITED)


@tells_needs(
    Permission.MANAGE_PROGRAMME,
    gate=lambda: ~Exists(Sponsorship.objects.current().filter(programme=OuterRef("pk"))),
)
def _without_sponsor(programme: Programme, _person: Person) -> Iterator[Need]:
    """Yield that nobody stands for the programme."""
    if programme.sponsorships.current().exists():
        return
    yield Need(
        key="programmes.sponsor",
        title=_("Nobody champions %(programme)s yet") % {"programme": programme.name},
        reason=_("A sponsor at senior level stands for the programme and reads its reports"),
        action=_("Name a sponsor"),
        url=reverse("programmes:sponsor-add", args=(programme.slug,)),
        urgency=Urgency.SOON,
    )


@tells_needs(
    Permission.MANAGE_PROGRAMME,
    gate=lambda: Exists(Sponsorship.objects.out_of_reach().filter(programme=OuterRef("pk"))),
)
def _sponsors_who_left(programme: Programme, _person: Person) -> Iterator[Need]:
    """Yield that a sponsor has left."""
    for sponsorship in programme.sponsorships.out_of_reach().select_related("person"):
        yield Need(
            key=f"programmes.sponsor.left.{sponsorship.pk}",
            title=_("%(name)s champions %(programme)s and has left")
            % {"name": sponsorship.person.name, "programme": programme.name},
            reason=_("They get no reminders and no reports any more; somebody else should"),
            action=_("Hand it over"),
            url=reverse("programmes:sponsor-change", args=(programme.slug, sponsorship.pk)),
            urgency=Urgency.SOON,
        )


@tells_needs(Permission.MANAGE_PROGRAMME)
def _cohorts(programme: Programme, _person: Person) -> Iterator[Need]:
    """Yield that there is no cohort, and cohorts that should have ended."""
    cohorts = programme.cohorts.all()
    if not cohorts:
        yield Need(
            key="programmes.cohort",
            title=_("Plan the first cohort"),
            reason=_("A cohort is one run of the programme, with its own people and dates"),
            action=_("Plan it"),
            url=reverse("programmes:cohort-add", args=(programme.slug,)),
            urgency=Urgency.SOON,
        )
    for cohort in cohorts:
        if cohort.state != CohortState.CLOSED and cohort.ends_on < timezone.localdate():
            yield _overdue(programme, cohort)


def _overdue(programme: Programme, cohort: Cohort) -> Need:
    """Say that a cohort is past its last day."""
    return Need(
        key=f"programmes.overdue.{cohort.pk}",
        title=_("%(cohort)s should have ended on %(day)s")
        % {"cohort": cohort.name, "day": date_format(cohort.ends_on, "j F")},
        reason=_("It is still marked “%(state)s”; its report waits until it is closed")
        % {"state": cohort.get_state_display()},
        action=_("Move it on"),
        url=reverse("programmes:cohort-move", args=(programme.slug, cohort.pk)),
        urgency=Urgency.NOW,
    )


@tells_needs(
    Permission.MANAGE_PEOPLE,
    gate=lambda: Exists(
        Participant.objects.in_states(WAITING).filter(
            cohort__in=Cohort.objects.open(),
            cohort__programme=OuterRef("pk"),
            moved_at__lte=later(NOW, -PATIENCE),
        )
    ),
)
def _waiting_people(programme: Programme, _person: Person) -> Iterator[Need]:
    """Yield applicants without an answer, and invitations without one; one query."""
    waiting = people_waiting(programme, WAITING, since=timezone.localdate() - PATIENCE)
    if applied := [place for place in waiting if place.state == ParticipantState.APPLIED]:
        yield Need(
            key="programmes.applied",
            title=_who_waits(applied),
            reason=_longest(applied[0]),
            action=_("Decide"),
            url=_where(programme, applied),
            urgency=Urgency.NOW,
            participants=frozenset(place.pk for place in applied),
        )
    if invited := [place for place in waiting if place.state == ParticipantState.INVITED]:
        yield Need(
            key="programmes.invited",
            title=ngettext(
                "%(count)d invitation is unanswered",
                "%(count)d invitations are unanswered",
                len(invited),
            )
            % {"count": len(invited)},
            reason=_longest(invited[0]),
            action=_("See who"),
            url=_where(programme, invited),
            urgency=Urgency.WHEN_READY,
            participants=frozenset(place.pk for place in invited),
        )


def _who_waits(applied: list[Participant]) -> str:
    """Name the one who waits, or count them."""
    if len(applied) == 1:
        return _("%(name)s waits for an answer") % {"name": applied[0].person.name}
    return _("%(count)d people wait for an answer") % {"count": len(applied)}


def _longest(participant: Participant) -> str:
    """Say since when the first of them has waited."""
    days = (timezone.localdate() - timezone.localdate(participant.moved_at)).days
    return ngettext(
        "%(name)s has waited longest: %(count)d day",
        "%(name)s has waited longest: %(count)d days",
        days,
    ) % {"name": participant.person.name, "count": days}


def _where(programme: Programme, waiting: list[Participant]) -> str:
    """Return the page of the one who waits, or the list of them."""
    if len(waiting) == 1:
        return reverse("programmes:participant", args=(programme.slug, waiting[0].pk))
    people = reverse("programmes:people", args=(programme.slug,))
    return f"{people}?cohort=&state={waiting[0].state}"


@tells_needs(
    Permission.VIEW_OUTBOX,
    gate=lambda: Exists(OutboxSwitch.objects.filter(is_paused=True)),
)
def _paused_outbox(_programme: Programme, _person: Person) -> Iterator[Need]:
    """Yield that no mail leaves."""
    if is_outbox_paused():
        yield Need(
            key="programmes.mail.paused",
            title=_("No mail leaves: the outbox is paused"),
            reason=_("Everything waits here until somebody lets it go"),
            action=_("Open the outbox"),
            url=reverse("notifications:outbox"),
            urgency=Urgency.NOW,
        )


@tells_needs(Permission.VIEW_OUTBOX, gate=lambda: Exists(AddressHealth.objects.paused()))
def _paused_addresses(_programme: Programme, person: Person) -> Iterator[Need]:
    """Yield that addresses take no mail."""
    if addresses := paused_addresses(person).count():
        yield Need(
            key="programmes.mail.addresses",
            title=ngettext(
                "%(count)d e-mail address takes no mail",
                "%(count)d e-mail addresses take no mail",
                addresses,
            )
            % {"count": addresses},
            reason=_("Mail came back several times; please ask the person for another address"),
            action=_("See which"),
            url=reverse("notifications:outbox"),
            urgency=Urgency.SOON,
        )


def _to_look_at() -> MessageQuerySet:
    """Return mail that a person has to look at, whoever may.

    What waits for a look at the first of its kind is a need of whoever asks for that look.
    """
    found = Message.objects.filter(state__in=[state for state, *_rest in _UNSURE])
    return found.exclude(state=MessageState.AWAITING_APPROVAL, waits_for__gt="")


@tells_needs(Permission.VIEW_OUTBOX, gate=lambda: Exists(_to_look_at()))
def _unsure_mail(_programme: Programme, person: Person) -> Iterator[Need]:
    """Yield mail that was refused, may not have arrived, or waits for a yes; one query."""
    recent = Message.objects.visible_to(person).filter(created_at__gte=timezone.now() - RECENT)
    recent &= _to_look_at()
    numbers = dict(recent.order_by().values_list("state").annotate(number=Count("pk")))
    for state, shelf, need in _UNSURE:
        if number := numbers.get(state):
            yield need(number, f"{reverse('notifications:outbox')}?state={shelf}")


def _refused(number: int, url: str) -> Need:
    """Say that mail was refused."""
    return Need(
        key="programmes.mail.failed",
        title=ngettext("%(count)d message was refused", "%(count)d messages were refused", number)
        % {"count": number},
        reason=_("The mail server did not take them; the outbox says why"),
        action=_("See why"),
        url=url,
        urgency=Urgency.SOON,
    )


def _unknown(number: int, url: str) -> Need:
    """Say that nobody can know whether mail arrived."""
    return Need(
        key="programmes.mail.unknown",
        title=ngettext(
            "%(count)d message may not have arrived",
            "%(count)d messages may not have arrived",
            number,
        )
        % {"count": number},
        reason=_("The connection broke while they left; you decide whether to send them again"),
        action=_("Decide"),
        url=url,
        urgency=Urgency.SOON,
    )


def _to_approve(number: int, url: str) -> Need:
    """Say that mail waits for a person's yes."""
    return Need(
        key="programmes.mail.approval",
        title=ngettext(
            "%(count)d message waits for your yes",
            "%(count)d messages wait for your yes",
            number,
        )
        % {"count": number},
        reason=_("Nothing of it leaves before somebody has read it"),
        action=_("Read and approve"),
        url=url,
        urgency=Urgency.SOON,
    )


# What to look at, on which shelf of the outbox, and how to say so.
_UNSURE = (
    (MessageState.FAILED, "failed", _refused),
    (MessageState.UNKNOWN, "unknown", _unknown),
    (MessageState.AWAITING_APPROVAL, "approval", _to_approve),
)

needs_of_programme = NeedSources(
    (
        _without_sponsor,
        _sponsors_who_left,
        _cohorts,
        _waiting_people,
        _paused_outbox,
        _paused_addresses,
        _unsure_mail,
    )
)
