"""What is asked."""

import uuid

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from evaluation.enums import (
    Audience,
    Candour,
    InstrumentState,
    ItemKind,
    Layout,
    Purpose,
    Subject,
)
from mentorship.accounts.access import places_allowing
from mentorship.accounts.models import Organisation, Person
from mentorship.accounts.permissions import Permission
from mentorship.common.privacy import Privacy
from programmes.models import Programme

# Its versions can be put to people.
USABLE = (InstrumentState.READY, InstrumentState.FROZEN)


class InstrumentQuerySet(models.QuerySet["Instrument"]):
    """Instruments, chainable."""

    def visible_to(self, person: Person) -> "InstrumentQuerySet":
        """Return those of organisations in which the person may read results somewhere."""
        organisations, programmes = places_allowing(person, Permission.VIEW_RESULTS)
        return self.filter(
            Q(organisation_id__in=organisations)
            | Q(organisation__in=Programme.objects.filter(pk__in=programmes).values("organisation"))
        )

    def usable(self) -> "InstrumentQuerySet":
        """Return the latest usable version of each."""
        newest = (
            self.model.objects.filter(
                organisation=OuterRef("organisation"), key=OuterRef("key"), state__in=USABLE
            )
            .order_by("-version")
            .values("pk")[:1]
        )
        return self.filter(pk=Subquery(newest))


class Instrument(models.Model):
    """A survey in one version, which is frozen once it has been put to somebody.

    `translations` holds, by language code, `title` and `introduction` in other languages than its
    own; what is missing there is shown in its own.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="instruments"
    )
    key = models.SlugField(max_length=60)
    version = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(_("title"), max_length=120)
    introduction = models.TextField(_("what people read first"), blank=True)
    purpose = models.CharField(
        _("what it is there for"),
        max_length=20,
        choices=Purpose.choices,
        default=Purpose.OTHER,
        db_default=Purpose.OTHER,
    )
    audience = models.CharField(_("for"), max_length=12, choices=Audience.choices)
    subject = models.CharField(
        _("about"),
        max_length=10,
        choices=Subject.choices,
        default=Subject.PROGRAMME,
        db_default=Subject.PROGRAMME,
    )
    candour = models.CharField(_("who sees what"), max_length=20, choices=Candour.choices)
    minutes = models.PositiveSmallIntegerField(_("minutes to answer"), default=2)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=InstrumentState.choices,
        default=InstrumentState.READY,
        db_default=InstrumentState.READY,
    )
    language = models.CharField(_("language"), max_length=10, default="en-gb", db_default="en-gb")
    translations = models.JSONField(default=dict, db_default={}, blank=True)

    privacy = Privacy(
        none=(
            "id",
            "organisation",
            "key",
            "version",
            "purpose",
            "audience",
            "subject",
            "candour",
            "minutes",
            "state",
            "language",
        ),
        content=("title", "introduction", "translations"),
    )

    objects = InstrumentQuerySet.as_manager()

    class Meta:
        """Versions are counted under a key."""

        verbose_name = _("survey instrument")
        verbose_name_plural = _("survey instruments")
        ordering = ("title", "version")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "key", "version"), name="evaluation_instrument_version"
            ),
            models.CheckConstraint(
                condition=Q(candour__in=Candour.values), name="evaluation_instrument_candour"
            ),
            models.CheckConstraint(
                condition=Q(audience__in=Audience.values), name="evaluation_instrument_audience"
            ),
            models.CheckConstraint(
                condition=Q(state__in=InstrumentState.values), name="evaluation_instrument_state"
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=Purpose.values), name="evaluation_instrument_purpose"
            ),
            # Who rated whom would tell who answered.
            models.CheckConstraint(
                condition=Q(subject=Subject.PROGRAMME)
                | (Q(subject__in=Subject.values) & ~Q(candour=Candour.ANONYMOUS)),
                name="evaluation_instrument_subject",
            ),
        )

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class Section(models.Model):
    """Questions that belong together, under one heading."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("heading"), max_length=120)
    introduction = models.TextField(_("what people read first"), blank=True)
    layout = models.CharField(
        _("on a wide screen"), max_length=10, choices=Layout.choices, default=Layout.LIST
    )
    translations = models.JSONField(default=dict, blank=True)

    privacy = Privacy(
        none=("id", "instrument", "position", "layout"),
        content=("title", "introduction", "translations"),
    )

    class Meta:
        """In the order of asking."""

        verbose_name = _("section of a survey")
        verbose_name_plural = _("sections of surveys")
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(
                fields=("instrument", "position"),
                name="evaluation_section_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(layout__in=Layout.values), name="evaluation_section_layout"
            ),
        )

    def __str__(self) -> str:
        """Return the heading."""
        return self.title


class Item(models.Model):
    """One question of an instrument.

    It is asked only of those who gave one of `asked_if_values` to the earlier item with the key
    `asked_if_key`, where there is one. Items that are not `is_core` may be left out for some people
    when there is little time. `translations` holds, by language code, `text`, `low_anchor`,
    `high_anchor` and `options` (labels by value).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="items")
    section = models.ForeignKey(
        Section, on_delete=models.CASCADE, related_name="items", null=True, blank=True
    )
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
    is_core = models.BooleanField(_("always asked"), default=True, db_default=True)
    subscale = models.CharField(_("subscale"), max_length=60, blank=True)
    asked_if_key = models.SlugField(max_length=60, blank=True, default="", db_default="")
    asked_if_values = models.JSONField(default=list, db_default=[], blank=True)
    translations = models.JSONField(default=dict, db_default={}, blank=True)

    privacy = Privacy(
        none=(
            "id",
            "instrument",
            "section",
            "position",
            "key",
            "kind",
            "low",
            "high",
            "is_reversed",
            "is_required",
            "is_core",
            "subscale",
            "asked_if_key",
            "asked_if_values",
        ),
        content=("text", "low_anchor", "high_anchor", "options", "translations"),
    )

    class Meta:
        """In the order of asking; a scale has its ends."""

        verbose_name = _("question of a survey")
        verbose_name_plural = _("questions of surveys")
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
