"""What of communities needs a coordinator: reports nobody settles. Never the words."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.gates import NOW, later
from programmes.models import Programme
from programmes.needs import Need, Urgency, tells_needs
from training.communities.enums import MemberState
from training.models import Community, PostReport

WAITED_FOR = timedelta(days=3)


@tells_needs(
    Permission.MANAGE_TRAINING,
    gate=lambda: Exists(
        PostReport.objects.filter(
            settled_at__isnull=True,
            reported_at__lt=later(NOW, -WAITED_FOR),
            discussion__community__programme=OuterRef("pk"),
        )
    ),
)
def needs_of_talk(programme: Programme, _person: Person) -> Iterator[Need]:
    """Yield one need for each community in which a report has waited for three days."""
    waiting = dict(
        PostReport.objects.filter(
            settled_at__isnull=True,
            reported_at__lt=timezone.now() - WAITED_FOR,
            discussion__community__programme=programme,
            discussion__community__closed_at__isnull=True,
        )
        .values_list("discussion__community")
        .annotate(Count("pk"))
        .order_by()
    )
    communities = Community.objects.filter(pk__in=waiting).prefetch_related("members__person")
    for community in communities:
        yield _need(programme, community, waiting[community.pk])


def _need(programme: Programme, community: Community, count: int) -> Need:
    """Say how many reports wait, and for whom; a number and names, nothing else."""
    moderators = sorted(
        member.person.name
        for member in community.members.all()
        if member.is_moderator and member.state == MemberState.MEMBER
    )
    facts = {"count": count, "name": community.name, "moderators": ", ".join(moderators)}
    if moderators:
        sentence = ngettext(
            "A report in %(name)s waits for its moderators: %(moderators)s",
            "%(count)d reports in %(name)s wait for its moderators: %(moderators)s",
            count,
        )
    else:
        sentence = ngettext(
            "A report in %(name)s waits, and nobody moderates it",
            "%(count)d reports in %(name)s wait, and nobody moderates it",
            count,
        )
    return Need(
        key=f"training.reports.{community.pk}",
        title=sentence % facts,
        reason=_("For more than three days. What was written is for members alone"),
        action=_("See the community"),
        url=reverse("training:community-peers", args=(programme.slug, community.pk)),
        urgency=Urgency.SOON,
    )
