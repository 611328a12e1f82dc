"""What the team itself puts on Today: people in nobody's caseload, and a lead about to leave."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.gates import TODAY
from programmes.models import Participant, Programme, TeamMember
from programmes.models.participant import ParticipantQuerySet
from programmes.models.programme import TeamMemberQuerySet
from programmes.needs import Need, NeedSources, Urgency, tells_needs
from programmes.team.caseloads import people_of
from programmes.team.cover import Stretch, first_gap

# How long before a lead's last day somebody is told that another is wanted.
NOTICE = timedelta(days=30)


def _leads_for_good() -> TeamMemberQuerySet:
    """Return those who lead a programme, with no end in sight."""
    leads = TeamMember.objects.who_lead().filter(programme=OuterRef("pk"))
    return leads.filter(started_on__lte=TODAY, ended_on__isnull=True)


@tells_needs(Permission.MANAGE_PROGRAMME, gate=lambda: ~Exists(_leads_for_good()))
def _without_lead(programme: Programme, _person: Person) -> Iterator[Need]:
    """Warn when nobody leads from a day soon on; one query."""
    today = timezone.localdate()
    leads = list(
        TeamMember.objects.who_lead()
        .filter(programme=programme)
        .current_or_to_come()
        .select_related("person")
    )
    gap = first_gap([Stretch(lead.started_on, lead.ended_on) for lead in leads], since=today)
    if gap is None or gap > today + NOTICE:
        return
    last = next((lead for lead in leads if lead.ended_on == gap), None)
    yield Need(
        key="programmes.team.lead",
        title=_("Nobody leads %(programme)s from %(day)s on")
        % {"programme": programme.name, "day": date_format(gap, "j F")},
        reason=_("%(name)s’s time as lead coordinator ends, and no other lead is named")
        % {"name": last.person.name}
        if last
        else _("No lead coordinator is named"),
        action=_("Name another lead"),
        url=reverse("programmes:member-add", args=(programme.slug,)),
        urgency=Urgency.NOW if gap <= today + timedelta(days=7) else Urgency.SOON,
    )


def _looked_after_by_nobody() -> ParticipantQuerySet:
    """Return a programme's people whom nobody of the team looks after today."""
    looking_after = TeamMember.objects.on(TODAY).with_caseload()
    people = Participant.objects.to_look_after().filter(cohort__programme=OuterRef("pk"))
    return people.exclude(coordinator__in=looking_after)


@tells_needs(Permission.MANAGE_PEOPLE, gate=lambda: Exists(_looked_after_by_nobody()))
def _in_nobodys_caseload(programme: Programme, _person: Person) -> Iterator[Need]:
    """Say how many people nobody looks after, where people are shared out among coordinators.

    Where one person coordinates alone and gave nobody a coordinator, everybody knows whom to ask.
    One query, and one where the team was not fetched with the programme.
    """
    looking_after = TeamMember.objects.current().with_caseload()
    counts = people_of(programme).aggregate(
        everybody=Count("pk"), looked_after=Count("pk", filter=Q(coordinator__in=looking_after))
    )
    number = counts["everybody"] - counts["looked_after"]
    if not number:
        return
    coordinators = {
        member.person_id
        for member in programme.team.all()
        if member.has_caseload and member.is_current
    }
    if not counts["looked_after"] and len(coordinators) == 1:
        return
    yield Need(
        key="programmes.caseloads",
        title=ngettext(
            "%(count)d person is in nobody’s caseload",
            "%(count)d people are in nobody’s caseload",
            number,
        )
        % {"count": number},
        reason=_("Who is looked after by somebody knows whom to ask"),
        action=_("Share them out"),
        url=reverse("programmes:caseloads", args=(programme.slug,)),
        urgency=Urgency.WHEN_READY,
    )


needs_of_team = NeedSources((_without_lead, _in_nobodys_caseload))
