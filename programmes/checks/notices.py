"""What checks put on Today, on a participant's page, and on the home of whoever is asked."""

from collections.abc import Iterable, Iterator

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.common.together import Reads, Telling
from programmes.cards import Card
from programmes.checks.enums import CheckState
from programmes.checks.lists import SOON, Sort, counts_of, standing_of
from programmes.checks.standing import never_asked
from programmes.models import Check, CheckRequirement, Participant, Programme
from programmes.models.check import CheckQuerySet
from programmes.needs import Need, Urgency, tells_needs
from programmes.permissions import allowed_in
from programmes.person_facts import Fact, Moment, Section

ORDER, CARD = 25, 7


@tells_needs(
    Permission.MANAGE_PEOPLE,
    gate=lambda: Exists(CheckRequirement.objects.in_force().filter(programme=OuterRef("pk"))),
)
def needs_of_checks(programme: Programme, _person: Person) -> Iterator[Need]:
    """Yield checks that ran out, that wait to be looked at, and that nobody was asked for."""
    day = timezone.localdate(timezone=programme.organisation.time_zone)
    counts = counts_of(programme, day)
    page = reverse("programmes:check-list", args=(programme.slug,))
    if number := counts[Sort.EXPIRED]:
        yield Need(
            key="programmes.checks.expired",
            title=ngettext("%(count)d check has run out", "%(count)d checks have run out", number)
            % {"count": number},
            reason=_("Where it is needed, nobody is matched until a newer one is in"),
            action=_("See whose"),
            url=f"{page}?which={Sort.EXPIRED}",
            urgency=Urgency.NOW,
        )
    if number := counts[Sort.WAITING]:
        yield Need(
            key="programmes.checks.waiting",
            title=ngettext("%(count)d check was sent in", "%(count)d checks were sent in", number)
            % {"count": number},
            reason=_("Somebody has to look at it and confirm it, or say what is missing"),
            action=_("Look at it"),
            url=f"{page}?which={Sort.WAITING}",
            urgency=Urgency.SOON,
        )
    if number := len({lack.participant.person_id for lack in never_asked(programme)}):
        yield Need(
            key="programmes.checks.never_asked",
            title=ngettext(
                "%(count)d person was never asked for a check",
                "%(count)d people were never asked for a check",
                number,
            )
            % {"count": number},
            reason=_("They were accepted before it was asked for"),
            action=_("Ask them"),
            url=reverse("programmes:check-ask", args=(programme.slug,)),
            urgency=Urgency.SOON,
        )


def facts_of_checks(participant: Participant, viewer: Person) -> Telling[Section | Moment]:
    """Yield how a participant's checks stand, for those who may see people."""
    programme = participant.cohort.programme
    if not allowed_in(viewer, Permission.VIEW_PEOPLE, programme):
        return
    wanted = CheckRequirement.objects.in_force().filter(programme=programme, role=participant.role)
    checks = Check.objects.filter(person=participant.person, requirement__in=wanted)
    day = timezone.localdate(timezone=programme.organisation.time_zone)
    good = checks.good_on(day).values_list("requirement_id", flat=True)
    yield Reads(wanted, checks, good)
    known = {check.requirement_id: check for check in checks}
    facts, stopped = [], False
    for requirement in wanted:
        check = known.get(requirement.pk)
        stopped = stopped or (requirement.blocks_matching and requirement.pk not in good)
        said = standing_of(check, day).sentence if check else _("nobody has asked for it yet")
        url = reverse("programmes:check", args=(programme.slug, check.pk)) if check else ""
        facts.append(Fact(requirement.name, said, url=url, action=_("Open") if check else ""))
    if facts:
        yield Section(
            "programmes.checks",
            _("References and checks"),
            ORDER,
            tuple(facts),
            tone="warn" if stopped else "good",
            word=_("No match until they are in") if stopped else _("In order"),
        )


def checks_to_renew(person: Person) -> CheckQuerySet:
    """Return what somebody is asked to send in: asked for, sent back, or good until a day."""
    is_wanted = Q(state__in=[CheckState.ASKED, CheckState.REFUSED]) | Q(
        state=CheckState.CONFIRMED, expires_on__isnull=False
    )
    own = Check.objects.in_force().filter(is_wanted, person=person)
    return own.select_related("requirement")


def cards_of_checks(_person: Person, to_renew: Iterable[Check]) -> Iterator[Card]:
    """Yield one card for all that somebody is asked to send in now."""
    soon = timezone.localdate() + SOON
    checks = [
        each
        for each in to_renew
        if each.state != CheckState.CONFIRMED or (each.expires_on or soon) <= soon
    ]
    if not checks:
        return
    names = ", ".join(check.requirement.name for check in checks)
    is_new = any(check.state != CheckState.CONFIRMED for check in checks)
    yield Card(
        key="programmes.checks",
        title=_("What we need from you"),
        text=names,
        action=_("Send it in"),
        url=reverse("programmes:check-needed"),
        order=CARD,
        headline=_("Something is needed from you") if is_new else "",
    )
