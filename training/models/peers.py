"""Peer partners: two members who meet between gatherings, with a light agreement and a log."""

import uuid

from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.common.privacy import Keeping, OnErasure, Privacy, Withheld
from training.communities.enums import PeerState
from training.models.community import Community


class PeerPairQuerySet(models.QuerySet["PeerPair"]):
    """Peer partners, chainable."""

    def of(self, person: Person) -> "PeerPairQuerySet":
        """Return those in which the person is one of the two."""
        return self.filter(Q(first=person) | Q(second=person))

    def with_meetings(self) -> "PeerPairQuerySet":
        """Return each with how often the two have met."""
        return self.annotate(meeting_count=Count("meetings"))

    def visible_to(self, person: Person) -> "PeerPairQuerySet":
        """Return the person's own, and those of communities they may see."""
        return self.filter(
            Q(first=person)
            | Q(second=person)
            | Q(community__in=Community.objects.visible_to(person))
        )


class PeerPair(models.Model):
    """Two members are paired until a day, and meet at least once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="peer_pairs")
    first = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        _("state"), max_length=20, choices=PeerState.choices, default=PeerState.PROPOSED
    )
    paired_at = models.DateTimeField(default=timezone.now)
    until = models.DateField(_("until"))
    # The light agreement: what they want of each other, as both have agreed. Theirs alone.
    aims = models.TextField(_("what we want of each other"), blank=True, max_length=1000)
    first_agreed_at = models.DateTimeField(null=True, blank=True)
    second_agreed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        none=(
            "id",
            "community",
            "paired_at",
            "until",
            "first_agreed_at",
            "second_agreed_at",
            "ended_at",
        ),
        personal=("first", "second", "state"),
        content=("aims",),
        subjects=("first", "second"),
        authors=("first", "second"),
        keeping=Keeping.PARTICIPATION,
        counted_from=("first", "community__programme"),
        erasing={"state": OnErasure.KEEP},
        withheld={"*": Withheld.PAIR},
    )

    objects = PeerPairQuerySet.as_manager()

    class Meta:
        """Two different people, the one with the smaller id first; paired once at a time."""

        verbose_name = _("pair of peers")
        verbose_name_plural = _("pairs of peers")
        ordering = ("-paired_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=PeerState.values), name="training_peers_state"
            ),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="training_peers_in_order"
            ),
            models.UniqueConstraint(
                fields=("community", "first", "second"),
                condition=Q(state__in=(PeerState.PROPOSED, PeerState.ACTIVE)),
                name="training_peers_once",
            ),
        )

    def __str__(self) -> str:
        """Say how far they are."""
        return self.get_state_display()

    def partner_of(self, person: Person) -> Person:
        """Return the other of the two."""
        return self.second if person.pk == self.first_id else self.first

    @property
    def is_agreed(self) -> bool:
        """Tell whether both have said yes to what they want of each other."""
        return self.first_agreed_at is not None and self.second_agreed_at is not None


class PeerMeetingQuerySet(models.QuerySet["PeerMeeting"]):
    """Meetings of peer partners, chainable."""

    def visible_to(self, person: Person) -> "PeerMeetingQuerySet":
        """Return those of pairs the person may see; `words` are for the two alone."""
        return self.filter(pair__in=PeerPair.objects.visible_to(person))


class PeerMeeting(models.Model):
    """Peer partners met on a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pair = models.ForeignKey(PeerPair, on_delete=models.CASCADE, related_name="meetings")
    met_on = models.DateField(_("on"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    words = models.CharField(_("a word for yourselves"), max_length=500, blank=True)
    logged_at = models.DateTimeField(default=timezone.now)
    logged_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    privacy = Privacy(
        none=("id", "pair", "logged_at"),
        personal=("met_on", "minutes", "logged_by"),
        content=("words",),
        subjects=("pair__first", "pair__second"),
        authors=("logged_by",),
        keeping=Keeping.PARTICIPATION,
        counted_from=("pair__first", "pair__community__programme"),
        erasing={"met_on": OnErasure.KEEP, "minutes": OnErasure.KEEP},
        withheld={"*": Withheld.PAIR},
    )

    objects = PeerMeetingQuerySet.as_manager()

    class Meta:
        """The latest first; once a day."""

        verbose_name = _("meeting of peers")
        verbose_name_plural = _("meetings of peers")
        ordering = ("-met_on", "pk")
        constraints = (
            models.UniqueConstraint(fields=("pair", "met_on"), name="training_peermeeting_once"),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="training_peermeeting_minutes"),
        )

    def __str__(self) -> str:
        """Say when."""
        return str(self.met_on)
