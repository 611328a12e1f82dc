"""What members of a community write to each other, and the resources they keep."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.common.privacy import Keeping, OnErasure, Privacy
from programmes.models import StoredFile
from training.communities.enums import MemberState
from training.models.community import Community
from training.models.competency import Competency


def _where_member(person: Person) -> Q:
    """Return the condition that somebody belongs to the community: nobody else reads along."""
    return Q(community__members__person=person, community__members__state=MemberState.MEMBER)


class DiscussionQuerySet(models.QuerySet["Discussion"]):
    """Discussions, chainable."""

    def visible_to(self, person: Person) -> "DiscussionQuerySet":
        """Return those of communities to which the person belongs; coordinators read no others."""
        return self.filter(_where_member(person))


class Discussion(models.Model):
    """A question or a thought that a member puts to the community."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="discussions")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="discussions")
    title = models.CharField(_("title"), max_length=120)
    words = models.TextField(_("text"), max_length=5000)
    mentions = models.ManyToManyField(Person, blank=True, related_name="+")
    begun_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    # When something was last written to it.
    stirred_at = models.DateTimeField(default=timezone.now)
    pinned_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    # Taken out of sight by a moderator, with a reason for its author.
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    hidden_reason = models.CharField(max_length=200, blank=True)

    privacy = Privacy(
        none=(
            "id",
            "community",
            "begun_at",
            "edited_at",
            "stirred_at",
            "pinned_at",
            "closed_at",
            "hidden_at",
        ),
        personal=("author", "hidden_by", "mentions"),
        content=("title", "words", "hidden_reason"),
        subjects=("author", "mentions"),
        authors=("author",),
        keeping=Keeping.PARTICIPATION,
        counted_from=("author", "community__programme"),
        writers={"hidden_reason": "hidden_by"},
    )

    objects = DiscussionQuerySet.as_manager()

    class Meta:
        """The one that was stirred last comes first."""

        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")
        ordering = ("-stirred_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(hidden_at__isnull=True, hidden_by__isnull=True)
                | Q(hidden_at__isnull=False, hidden_by__isnull=False),
                name="training_discussion_hidden",
            ),
        )
        indexes = (models.Index(fields=("community", "-stirred_at"), name="training_talk_latest"),)

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class ReplyQuerySet(models.QuerySet["Reply"]):
    """Replies, chainable."""

    def visible_to(self, person: Person) -> "ReplyQuerySet":
        """Return those in discussions the person may read."""
        return self.filter(discussion__in=Discussion.objects.visible_to(person))


class Reply(models.Model):
    """What a member answers in a discussion."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="replies")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="replies")
    words = models.TextField(_("text"), max_length=5000)
    mentions = models.ManyToManyField(Person, blank=True, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    hidden_reason = models.CharField(max_length=200, blank=True)

    privacy = Privacy(
        none=("id", "discussion", "written_at", "edited_at", "hidden_at"),
        personal=("author", "hidden_by", "mentions"),
        content=("words", "hidden_reason"),
        subjects=("author", "mentions"),
        authors=("author",),
        keeping=Keeping.PARTICIPATION,
        counted_from=("author", "discussion__community__programme"),
        writers={"hidden_reason": "hidden_by"},
    )

    objects = ReplyQuerySet.as_manager()

    class Meta:
        """In the order in which they were written."""

        verbose_name = _("reply in a discussion")
        verbose_name_plural = _("replies in discussions")
        ordering = ("written_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(hidden_at__isnull=True, hidden_by__isnull=True)
                | Q(hidden_at__isnull=False, hidden_by__isnull=False),
                name="training_reply_hidden",
            ),
        )

    def __str__(self) -> str:
        """Say when it was written."""
        return str(self.written_at)


class PostReportQuerySet(models.QuerySet["PostReport"]):
    """Reports, chainable."""

    def visible_to(self, person: Person) -> "PostReportQuerySet":
        """Return those in communities that the person moderates."""
        return self.filter(
            discussion__community__members__person=person,
            discussion__community__members__state=MemberState.MEMBER,
            discussion__community__members__is_moderator=True,
        )


class PostReport(models.Model):
    """A member asks the moderators to look at something that was written."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="reports")
    # The reply it is about; without one, it is about the discussion's first words.
    reply = models.ForeignKey(
        Reply, on_delete=models.CASCADE, related_name="reports", null=True, blank=True
    )
    reported_by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(_("why"), max_length=300)
    reported_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    privacy = Privacy(
        none=("id", "discussion", "reply", "reported_at", "settled_at"),
        personal=("reported_by", "settled_by"),
        content=("reason",),
        subjects=("reported_by",),
        authors=("reported_by",),
        keeping=Keeping.PARTICIPATION,
        counted_from=("reported_by", "discussion__community__programme"),
    )

    objects = PostReportQuerySet.as_manager()

    class Meta:
        """Once per person and post; who settled it and when go together."""

        verbose_name = _("report about a post")
        verbose_name_plural = _("reports about posts")
        ordering = ("reported_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("discussion", "reply", "reported_by"),
                nulls_distinct=False,
                name="training_report_once",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="training_report_settled",
            ),
        )

    def __str__(self) -> str:
        """Return why."""
        return self.reason


class ResourceQuerySet(models.QuerySet["Resource"]):
    """Resources, chainable."""

    def visible_to(self, person: Person) -> "ResourceQuerySet":
        """Return those of communities the person may see."""
        return self.filter(community__in=Community.objects.visible_to(person))

    def on_offer(self) -> "ResourceQuerySet":
        """Return those that were not taken away."""
        return self.filter(removed_at__isnull=True)


class Resource(models.Model):
    """A link or a file that a community keeps, by what it helps with."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="resources")
    title = models.CharField(_("title"), max_length=120)
    words = models.CharField(_("what it is good for"), max_length=500, blank=True)
    link = models.URLField(_("link"), blank=True)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    competencies = models.ManyToManyField(Competency, blank=True, related_name="resources")
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        none=("id", "community", "file", "added_at", "removed_at", "competencies"),
        personal=("added_by",),
        content=("title", "words", "link"),
        subjects=("added_by",),
        authors=("added_by",),
        erasing={"title": OnErasure.REVIEW, "words": OnErasure.REVIEW, "link": OnErasure.REVIEW},
    )

    objects = ResourceQuerySet.as_manager()

    class Meta:
        """The newest first; a link or a file."""

        verbose_name = _("resource of a community")
        verbose_name_plural = _("resources of communities")
        ordering = ("-added_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(link="") | Q(file__isnull=False), name="training_resource_something"
            ),
        )

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class ResourceRating(models.Model):
    """How useful somebody found a resource."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="ratings")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    stars = models.PositiveSmallIntegerField()
    rated_at = models.DateTimeField(default=timezone.now)

    privacy = Privacy(
        none=("id", "resource", "rated_at"),
        personal=("person",),
        sensitive=("stars",),
        subjects=("person",),
        keeping=Keeping.PARTICIPATION,
        counted_from=("person", "resource__community__programme"),
        erasing={"stars": OnErasure.KEEP},
    )

    class Meta:
        """Once per person, from 1 to 5."""

        verbose_name = _("rating of a resource")
        verbose_name_plural = _("ratings of resources")
        constraints = (
            models.UniqueConstraint(fields=("resource", "person"), name="training_stars_once"),
            models.CheckConstraint(condition=Q(stars__range=(1, 5)), name="training_stars_range"),
        )

    def __str__(self) -> str:
        """Say how many."""
        return f"{self.stars} of 5"
