"""Which events of this app settle a need, and what they are about."""

from collections.abc import Collection, Iterable, Mapping

from django.db.models import prefetch_related_objects
from django.urls import reverse

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.dealt_with import Named, register_deeds
from programmes.models import Participant, Programme, Sponsorship, TeamMember
from programmes.permissions import allowed_in

COHORT = (
    "cohort.added",
    "cohort.recruiting",
    "cohort.matching",
    "cohort.running",
    "cohort.closing",
    "cohort.closed",
)
PARTICIPANT = (
    "participant.added",
    "participant.accepted",
    "participant.trained",
    "participant.finished",
    "participant.withdrawn",
    "participant.paused",
    "participant.resumed",
)
TEAM_MEMBER = (
    "team.joined",
    "team.left",
    "team.end_planned",
    "team.dates_changed",
    "caseload.assigned",
)


def register() -> None:
    """Let Today tell of people, cohorts and the team."""
    register_deeds("programmes.participant", PARTICIPANT, participants)
    register_deeds("programmes.cohort", COHORT, cohorts)
    register_deeds("programmes.teammember", TEAM_MEMBER, team_members)
    register_deeds("programmes.sponsorship", ("sponsor.appointed",), sponsorships)
    register_deeds("programmes.programme", ("caseload.rebalanced",), caseloads)


def participants(programme: Programme, viewer: Person, ids: Collection[str]) -> Mapping[str, Named]:
    """Return participants by name, with their pages; one query."""
    places = Participant.objects.visible_to(viewer).filter(pk__in=ids, cohort__programme=programme)
    if not allowed_in(viewer, Permission.VIEW_PEOPLE, programme):
        return {}
    return {
        str(place.pk): Named(
            place.person.name, reverse("programmes:participant", args=(programme.slug, place.pk))
        )
        for place in places.select_related("person")
    }


def cohorts(programme: Programme, viewer: Person, ids: Collection[str]) -> Mapping[str, Named]:
    """Return cohorts by name; one query, none where they were fetched with the programme."""
    if not allowed_in(viewer, Permission.VIEW_PROGRAMME, programme):
        return {}
    return {
        str(cohort.pk): Named(cohort.name)
        for cohort in programme.cohorts.all()
        if str(cohort.pk) in ids
    }


def team_members(programme: Programme, viewer: Person, ids: Collection[str]) -> Mapping[str, Named]:
    """Return team members by name, with the team's page; of the team, fetched for who acted."""
    team = list(programme.team.all())
    prefetch_related_objects(team, "person")
    return _of_the_team((each for each in team if str(each.pk) in ids), programme, viewer)


def sponsorships(programme: Programme, viewer: Person, ids: Collection[str]) -> Mapping[str, Named]:
    """Return sponsors by name, with the team's page; one query."""
    found = programme.sponsorships.filter(pk__in=ids).select_related("person")
    return _of_the_team(found, programme, viewer)


def caseloads(programme: Programme, viewer: Person, ids: Collection[str]) -> Mapping[str, Named]:
    """Return the programme itself, for those who see its people."""
    if str(programme.pk) not in ids or not allowed_in(viewer, Permission.VIEW_PEOPLE, programme):
        return {}
    url = reverse("programmes:caseloads", args=(programme.slug,))
    return {str(programme.pk): Named(programme.name, url)}


def _of_the_team(
    rows: Iterable[TeamMember | Sponsorship], programme: Programme, viewer: Person
) -> Mapping[str, Named]:
    """Return who works for the programme, or stands for it, to those who may see its team."""
    if not allowed_in(viewer, Permission.VIEW_PROGRAMME, programme):
        return {}
    url = reverse("programmes:team", args=(programme.slug,))
    return {str(row.pk): Named(row.person.name, url) for row in rows}
