"""What the pathway puts on Today: interest, seats, consents and supporters that are missing."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.gates import NOW, later
from programmes.models import Programme
from programmes.needs import Need, NeedSources, Urgency, tells_needs
from training import wording
from training.models import Pathway, Shadowing
from training.models.pathway import PathwayQuerySet
from training.pathway.enums import PathwayState, ShadowingState
from training.pathway.queries import (
    has_all_it_takes,
    invited_before,
    transition_sessions,
    unanswered_since,
    unseated,
)

PATIENCE_WITH_US = 14
PATIENCE_WITH_PAIRS = 7


def _at(step: PathwayState) -> PathwayQuerySet:
    """Return who is at a step in the programme that a gate asks about."""
    return Pathway.objects.filter(programme=OuterRef("pk"), state=step)


@tells_needs(
    Permission.MANAGE_TRAINING,
    gate=lambda: Exists(
        _at(PathwayState.INTERESTED).filter(
            not_yet_at__isnull=True,
            moved_at__lte=later(NOW, -timedelta(days=PATIENCE_WITH_US)),
        )
    ),
)
def _unanswered(programme: Programme, _person: Person) -> Iterator[Need]:
    """Yield that people said they would like to mentor, and heard nothing."""
    rows = unanswered_since(programme, days=PATIENCE_WITH_US).select_related("person")
    names = [row.person.name for row in rows]
    if not names:
        return
    yield Need(
        key="training.pathway.unanswered",
        title=_named(
            names,
            _("%(name)s would like to be a mentor"),
            _("%(count)s people would like to be mentors"),
        ),
        reason=_("They said so two weeks ago or more, and nobody has answered yet"),
        action=_("See who"),
        url=_list_url(programme, PathwayState.INTERESTED),
        urgency=Urgency.SOON,
    )


@tells_needs(
    Permission.MANAGE_TRAINING,
    gate=lambda: Exists(Pathway.objects.filter(has_all_it_takes(), programme=OuterRef("pk"))),
)
def _without_seats(programme: Programme, _person: Person) -> Iterator[Need]:
    """Yield that people are ready, and have no seat at transition training."""
    rows = unseated(programme)
    if not rows:
        return
    session = next((each for each in transition_sessions(programme) if each.free_places), None)
    if session is not None and len(invited_before(rows)) == len(rows):
        return
    names = [row.person.name for row in rows]
    yield Need(
        key="training.pathway.unseated",
        title=_named(
            names,
            _("%(name)s is ready to learn to mentor"),
            _("%(count)s people are ready to learn to mentor"),
        ),
        reason=_("Transition training has free places, and they have not been invited")
        if session
        else _("No transition training with a free place is planned"),
        action=_("Invite the ready") if session else _("Plan a session"),
        url=reverse(
            "training:pathway-invite" if session else "training:session-add",
            args=(programme.slug,),
        ),
        urgency=Urgency.SOON,
    )


@tells_needs(
    Permission.MANAGE_TRAINING,
    gate=lambda: Exists(
        Shadowing.objects.filter(pathway__programme=OuterRef("pk"), state=ShadowingState.ASKED)
    ),
)
def _without_consent(programme: Programme, _person: Person) -> Iterator[Need]:
    """Yield that a pair has not answered whether somebody may observe."""
    asked = Shadowing.objects.filter(
        pathway__programme=programme,
        state=ShadowingState.ASKED,
        asked_at__lte=timezone.now() - timedelta(days=PATIENCE_WITH_PAIRS),
    )
    rows = list(asked.select_related("pathway__person").order_by("asked_at", "pk"))
    if not rows:
        return
    first = rows[0].pathway
    yield Need(
        key="training.pathway.consent",
        title=_named(
            [row.pathway.person.name for row in rows],
            _("%(name)s waits for a pair’s answer"),
            _("%(count)s people wait for a pair’s answer"),
        ),
        reason=_("The pair was asked a week ago or more; another pair may suit better"),
        action=_("Look at it"),
        url=reverse("training:pathway", args=(programme.slug, first.pk)),
        urgency=Urgency.WHEN_READY,
    )


@tells_needs(
    Permission.MANAGE_TRAINING,
    gate=lambda: Exists(_at(PathwayState.SOLO).filter(supporter__isnull=True)),
)
def _without_supporter(programme: Programme, _person: Person) -> Iterator[Need]:
    """Yield that mentors in their first year have nobody at their side."""
    alone = Pathway.objects.filter(
        programme=programme, state=PathwayState.SOLO, supporter__isnull=True
    )
    rows = list(alone.select_related("person").order_by("moved_at", "pk"))
    if not rows:
        return
    yield Need(
        key="training.pathway.alone",
        title=_named(
            [row.person.name for row in rows],
            _("%(name)s mentors for the first time, with nobody at their side"),
            _("%(count)s people mentor for the first time, with nobody at their side"),
        ),
        reason=_("An experienced mentor supports each of them through the first year"),
        action=_("Choose a supporter"),
        url=reverse("training:pathway-supporter", args=(programme.slug, rows[0].pk)),
        urgency=Urgency.SOON,
    )


def _named(names: list[str], one: str, many: str) -> str:
    """Say the name of one person, or how many there are."""
    facts = {"name": names[0], "count": wording.number(len(names))}
    return (one if len(names) == 1 else many) % facts


def _list_url(programme: Programme, step: PathwayState) -> str:
    """Return the list of those at a step."""
    url = reverse("training:pathway-list", args=(programme.slug,))
    return f"{url}?step={step}"


needs_of_pathway = NeedSources((_unanswered, _without_seats, _without_consent, _without_supporter))
