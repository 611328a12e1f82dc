"""What the team itself puts on Today: people in nobody's caseload, and a lead about to leave."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.models import Programme, TeamMember
from programmes.needs import Need, Urgency
from programmes.permissions import allowed_in
from programmes.team.caseloads import coordinators_of, people_of
from programmes.team.cover import Stretch, first_gap

# How long before a lead's last day somebody is told that another is wanted.
NOTICE = timedelta(days=30)


def needs_of_team(programme: Programme, person: Person) -> Iterator[Need]:
    """Yield what the team needs; four queries at most."""
    if allowed_in(person, Permission.MANAGE_PROGRAMME, programme):
        yield from _without_lead(programme)
    if allowed_in(person, Permission.MANAGE_PEOPLE, programme):
        yield from _in_nobodys_caseload(programme)


def _without_lead(programme: Programme) -> Iterator[Need]:
    """Warn when nobody leads from a day soon on."""
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


def _in_nobodys_caseload(programme: Programme) -> Iterator[Need]:
    """Say how many people nobody looks after, where people are shared out among coordinators.

    Where one person coordinates alone and gave nobody a coordinator, everybody knows whom to ask.
    """
    people = people_of(programme)
    number = people.in_nobodys_caseload().count()
    if not number:
        return
    if len(coordinators_of(programme)) == 1 and number == people.count():
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
