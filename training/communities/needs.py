"""What communities put on Today and into Set-up: gatherings that nobody has planned yet."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.enums import CohortState
from programmes.models import Cohort, Programme
from programmes.needs import Need, Urgency, tells_needs
from programmes.task_list import Task, TaskState
from training.communities.enums import CommunityKind
from training.communities.health import NEEDS_GATHERINGS, Health, health_of
from training.communities.wording import what_is_needed
from training.models import Community

# A community about a topic is no home for every mentor.
FOR_MENTORS = (CommunityKind.MENTORS, CommunityKind.MIXED)
# After the plan for the initial training.
IN_SET_UP = 40


@tells_needs(
    Permission.MANAGE_TRAINING,
    gate=lambda: Exists(
        Community.objects.alive().filter(
            Exists(
                Cohort.objects.filter(programme=OuterRef("programme"), state__in=NEEDS_GATHERINGS)
            ),
            programme=OuterRef("pk"),
        )
    ),
)
def needs_of_communities(programme: Programme, _person: Person) -> Iterator[Need]:
    """Yield communities with fewer gatherings held or planned than they need; four queries.

    Before people are matched and once the cohort closes nobody is pressed: Set-up asks before.
    """
    under_way = Cohort.objects.filter(programme=programme, state__in=NEEDS_GATHERINGS)
    communities = Community.objects.alive().filter(Exists(under_way), programme=programme)
    theirs = communities.filter(cohort__isnull=True) | communities.filter(
        Exists(under_way.filter(pk=OuterRef("cohort")))
    )
    found = list(theirs.select_related("cohort"))
    for community, health in zip(found, health_of(found, programme).values(), strict=True):
        if health.is_short:
            yield _need(programme, community, health)


def _need(programme: Programme, community: Community, health: Health) -> Need:
    """Say that a community has too few gatherings."""
    facts = {"name": community.name, "counted": health.counted, "needed": health.needed}
    title = (
        ngettext(
            "%(name)s has %(counted)d gathering planned of the %(needed)d it needs",
            "%(name)s has %(counted)d gatherings planned of the %(needed)d it needs",
            health.counted,
        )
        if health.counted
        else _("%(name)s has no gathering planned")
    )
    return Need(
        key=f"training.gatherings.{community.pk}",
        title=title % facts,
        reason=what_is_needed(health),
        action=_("Plan a gathering"),
        url=reverse("training:community-gathering-add", args=(programme.slug, community.pk)),
        urgency=Urgency.SOON,
    )


def tasks_of_communities(programme: Programme, cohort: Cohort | None) -> Iterator[Task]:
    """Yield that mentors have a community, and that its gatherings are planned; four queries."""
    communities = [
        each
        for each in Community.objects.alive().filter(programme=programme).select_related("cohort")
        if each.kind in FOR_MENTORS and each.cohort_id in {None, cohort.pk if cohort else None}
    ]
    health = health_of(communities, programme) if communities else {}
    short = [each for each in communities if health[each.pk].is_short]
    has_planned = any(health[each.pk].counted for each in communities)
    if not communities:
        state, hint = TaskState.NOT_STARTED, _("Mentors who meet each other stay, and stay good")
        url = reverse("training:community-add", args=(programme.slug,))
    elif short:
        state = TaskState.IN_PROGRESS if has_planned else TaskState.NOT_STARTED
        hint = _("“%(name)s”: %(needed)s") % {
            "name": short[0].name,
            "needed": what_is_needed(health[short[0].pk]),
        }
        url = reverse("training:community-detail", args=(programme.slug, short[0].pk))
    else:
        state, hint = TaskState.DONE, ", ".join(each.name for each in communities)
        url = reverse("training:community-list", args=(programme.slug,))
    yield Task(
        key="training.communities",
        title=_("Begin a community for mentors, and plan its gatherings (optional)"),
        state=state,
        before=CohortState.RUNNING,
        order=IN_SET_UP,
        url=url,
        hint=hint,
        is_required=False,
    )
