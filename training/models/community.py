"""Communities of Practice and who belongs to them."""

import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.common.privacy import Keeping, OnErasure, Privacy
from programmes.models import Cohort, Programme
from training.communities.enums import (
    CommunityKind,
    DigestRhythm,
    Joining,
    LeftBecause,
    MemberState,
    PeerWish,
)


class CommunityQuerySet(models.QuerySet["Community"]):
    """Communities, chainable."""

    def visible_to(self, person: Person) -> "CommunityQuerySet":
        """Return those the person belongs or is invited to, and where they may see training.

        Open ones are found by whom they are for: `training.communities.queries.open_to`.
        """
        mine = CommunityMember.objects.filter(community=OuterRef("pk"), person=person).exclude(
            state=MemberState.LEFT
        )
        allowed = Programme.objects.where_allowed(person, Permission.VIEW_TRAINING)
        return self.filter(Q(Exists(mine)) | Q(programme__in=allowed))

    def alive(self) -> "CommunityQuerySet":
        """Return those that were not closed."""
        return self.filter(closed_at__isnull=True)


class Community(models.Model):
    """People who practise the same thing and learn from each other: gatherings and talk between."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="communities")
    # With a cohort it is for that run alone.
    cohort = models.ForeignKey(
        Cohort, on_delete=models.PROTECT, related_name="communities", null=True, blank=True
    )
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("for"), max_length=20, choices=CommunityKind.choices)
    joining = models.CharField(_("who may join"), max_length=20, choices=Joining.choices)
    purpose = models.TextField(_("what it is for"), blank=True, max_length=1000)
    gatherings_a_year = models.PositiveSmallIntegerField(
        _("gatherings in twelve months, at least"), default=2
    )
    begun_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        none=(
            "id",
            "programme",
            "cohort",
            "kind",
            "joining",
            "gatherings_a_year",
            "begun_at",
            "closed_at",
        ),
        content=("name", "purpose"),
    )

    objects = CommunityQuerySet.as_manager()

    class Meta:
        """By name."""

        verbose_name = _("community")
        verbose_name_plural = _("communities")
        ordering = ("name", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=CommunityKind.values, joining__in=Joining.values),
                name="training_community_kind",
            ),
        )

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    @property
    def is_alive(self) -> bool:
        """Tell whether it was not closed."""
        return self.closed_at is None


class CommunityMemberQuerySet(models.QuerySet["CommunityMember"]):
    """Members, chainable."""

    def visible_to(self, person: Person) -> "CommunityMemberQuerySet":
        """Return members of the communities the person may see."""
        return self.filter(community__in=Community.objects.visible_to(person))

    def current(self) -> "CommunityMemberQuerySet":
        """Return those who belong."""
        return self.filter(state=MemberState.MEMBER)

    def invited(self) -> "CommunityMemberQuerySet":
        """Return those who were invited and have not answered."""
        return self.filter(state=MemberState.INVITED)

    def by_name(self) -> "CommunityMemberQuerySet":
        """Sort by name, whatever its capitals."""
        return self.order_by(Lower("person__name"), "pk")


class CommunityMember(models.Model):
    """Somebody belongs to a community, was invited, or left it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="communities")
    state = models.CharField(_("state"), max_length=20, choices=MemberState.choices)
    # Moderators read and tidy the discussions; members are told who they are.
    is_moderator = models.BooleanField(_("moderates"), default=False)
    digest = models.CharField(
        _("by e-mail"), max_length=10, choices=DigestRhythm.choices, default=DigestRhythm.WEEKLY
    )
    since = models.DateTimeField(default=timezone.now)
    # Put in because of their role; it ends with the role, where what one chose oneself does not.
    is_automatic = models.BooleanField(default=False, db_default=False)
    left_because = models.CharField(
        max_length=20, choices=LeftBecause.choices, blank=True, default="", db_default=""
    )
    # When they last looked at the discussions, so that new posts are new.
    read_at = models.DateTimeField(null=True, blank=True)
    peer_wish = models.CharField(
        _("peer partner"),
        max_length=10,
        choices=PeerWish.choices,
        default=PeerWish.OPEN,
        db_default=PeerWish.OPEN,
    )
    # When they went without a partner because the members were odd in number, until they have one.
    rested_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        none=("id", "community", "since", "is_automatic", "read_at", "rested_at"),
        personal=("person", "state", "is_moderator", "digest", "left_because", "peer_wish"),
        subjects=("person",),
        keeping=Keeping.PARTICIPATION,
        counted_from=("person", "community__programme"),
        erasing={
            "state": OnErasure.KEEP,
            "is_moderator": OnErasure.KEEP,
            "digest": OnErasure.KEEP,
            "left_because": OnErasure.KEEP,
            "peer_wish": OnErasure.KEEP,
        },
    )

    objects = CommunityMemberQuerySet.as_manager()

    class Meta:
        """Once per person and community."""

        verbose_name = _("member of a community")
        verbose_name_plural = _("members of communities")
        constraints = (
            models.UniqueConstraint(fields=("community", "person"), name="training_member_once"),
            models.CheckConstraint(
                condition=Q(state__in=MemberState.values, digest__in=DigestRhythm.values),
                name="training_member_state",
            ),
            models.CheckConstraint(
                condition=Q(left_because__in=["", *LeftBecause.values]),
                name="training_member_left",
            ),
        )

    def __str__(self) -> str:
        """Say how they stand."""
        return self.get_state_display()
