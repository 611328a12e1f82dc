"""What is asked."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from evaluation.enums import Candour, ItemKind
from mentorship.accounts.models import Organisation
from programmes.enums import ParticipantRole


class Instrument(models.Model):
    """A survey in one version, which is frozen once somebody has answered it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="instruments"
    )
    key = models.SlugField(max_length=60)
    version = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(_("title"), max_length=120)
    introduction = models.TextField(_("what people read first"), blank=True)
    audience = models.CharField(_("for"), max_length=10, choices=ParticipantRole.choices)
    candour = models.CharField(_("who sees what"), max_length=20, choices=Candour.choices)
    minutes = models.PositiveSmallIntegerField(_("minutes to answer"), default=2)

    class Meta:
        """Versions are counted under a key."""

        ordering = ("title", "version")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "key", "version"), name="evaluation_instrument_version"
            ),
            models.CheckConstraint(
                condition=Q(candour__in=Candour.values), name="evaluation_instrument_candour"
            ),
            models.CheckConstraint(
                condition=Q(audience__in=ParticipantRole.values),
                name="evaluation_instrument_audience",
            ),
        )

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class Item(models.Model):
    """One question of an instrument."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=60)
    kind = models.CharField(max_length=10, choices=ItemKind.choices)
    text = models.CharField(_("question"), max_length=300)
    low = models.SmallIntegerField(_("lowest mark"), null=True, blank=True)
    high = models.SmallIntegerField(_("highest mark"), null=True, blank=True)
    low_anchor = models.CharField(_("the lowest mark means"), max_length=60, blank=True)
    high_anchor = models.CharField(_("the highest mark means"), max_length=60, blank=True)
    # Pairs of value and label, in the order of showing.
    options = models.JSONField(_("answers to choose from"), default=list, blank=True)
    is_reversed = models.BooleanField(_("a low mark is good"), default=False)
    is_required = models.BooleanField(_("must be answered"), default=False)
    subscale = models.CharField(_("subscale"), max_length=60, blank=True)

    class Meta:
        """In the order of asking; a scale has its ends."""

        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("instrument", "key"), name="evaluation_item_key"),
            models.UniqueConstraint(
                fields=("instrument", "position"),
                name="evaluation_item_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ItemKind.values), name="evaluation_item_kind"
            ),
            models.CheckConstraint(
                condition=~Q(kind=ItemKind.SCALE) | Q(low__isnull=False, high__gt=F("low")),
                name="evaluation_item_scale",
            ),
        )

    def __str__(self) -> str:
        """Return the question."""
        return self.text
