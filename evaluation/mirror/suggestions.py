"""One thing to read or do for each competency in which a mentor and their mentees differ."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from mentorship.accounts.models import Person
from training.communities.discussions import communities_of
from training.communities.resources import sorted_by, with_ratings
from training.courses.modules import Stage, modules_for, stage_of
from training.models import Resource, Session


@dataclass(frozen=True, slots=True)
class Step:
    """What to read or do next: its title, what it is, and where it is."""

    title: str
    words: str
    url: str


def steps_for(person: Person, competencies: Collection[UUID]) -> dict[UUID, Step]:
    """Return one step for each competency for which there is any; at most five queries.

    The best rated resource of the person's communities that they did not add themselves; else a
    module that is open to them.
    """
    if not competencies:
        return {}
    found: dict[UUID, Step] = {}
    for resource in _resources(person, competencies):
        for competency in resource.competencies.all():
            if competency.pk in competencies:
                found.setdefault(competency.pk, _of_resource(resource))
    for session in _modules(person, competencies):
        for competency in session.course.competencies.all() if session.course else ():
            if competency.pk in competencies:
                found.setdefault(competency.pk, _of_module(session))
    return found


def _resources(person: Person, competencies: Collection[UUID]) -> list[Resource]:
    """Return what the person's communities keep on these competencies, the best rated first."""
    fitting = (
        Resource.objects.visible_to(person)
        .on_offer()
        .filter(
            community__in=communities_of(person).alive().values("pk"),
            competencies__in=list(competencies),
        )
        .exclude(added_by=person)
        .distinct()
    )
    return list(sorted_by(with_ratings(fitting, person), "rating"))


def _modules(person: Person, competencies: Collection[UUID]) -> list[Session]:
    """Return the person's modules on these competencies that can be worked on now."""
    modules = modules_for(person).filter(course__competencies__in=list(competencies)).distinct()
    found = modules.prefetch_related("course__competencies")
    return [session for session in found if stage_of(session) is Stage.OPEN]


def _of_resource(resource: Resource) -> Step:
    """Return a resource as a step."""
    url = reverse("training:resource-file", args=(resource.pk,))
    return Step(resource.title, resource.words, resource.link if not resource.file_id else url)


def _of_module(session: Session) -> Step:
    """Return a module as a step."""
    return Step(
        session.title,
        _("A module that you do when it suits you."),
        reverse("training:module", args=(session.pk,)),
    )
