"""Where news is sent, each piece of news on its way, and each try."""

import uuid
from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.access import organisations_allowing
from mentorship.accounts.models import Organisation, Person
from mentorship.accounts.permissions import Permission
from mentorship.api.enums import DeliveryState, EndpointState
from mentorship.common.privacy import Keeping, Privacy


class EndpointQuerySet(models.QuerySet["Endpoint"]):
    """Endpoints, chainable."""

    def visible_to(self, person: Person) -> "EndpointQuerySet":
        """Return those of organisations that the person sets up."""
        organisations = organisations_allowing(person, Permission.MANAGE_ORGANISATION)
        return self.filter(organisation_id__in=organisations)

    def in_use(self) -> "EndpointQuerySet":
        """Return those that nobody removed."""
        return self.exclude(state=EndpointState.REMOVED)


class Endpoint(models.Model):
    """An address of another program, and the news it is told of.

    The secret that signs is not stored: it is drawn from the installation's key and `salt`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="endpoints"
    )
    name = models.CharField(_("what it is for"), max_length=80)
    url = models.URLField(_("address"), max_length=500)
    kinds = ArrayField(models.CharField(max_length=40), verbose_name=_("news"))
    state = models.CharField(
        max_length=10, choices=EndpointState.choices, default=EndpointState.ACTIVE
    )
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_why = models.CharField(max_length=200, blank=True)
    # Deliveries in a row that were given up or put off; the next that arrives sets it to 0.
    failures = models.PositiveIntegerField(default=0)
    salt = models.CharField(max_length=64)
    earlier_salt = models.CharField(max_length=64, blank=True)
    earlier_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = EndpointQuerySet.as_manager()

    privacy = Privacy(
        none=(
            "id",
            "organisation",
            "name",
            "url",
            "kinds",
            "state",
            "paused_at",
            "paused_why",
            "failures",
            "salt",
            "earlier_salt",
            "earlier_until",
            "created_at",
        ),
        personal=("created_by",),
        subjects=("created_by",),
        keeping=Keeping.ORGANISATION,
    )

    class Meta:
        """By name; paused ones say since when."""

        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ("name", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=EndpointState.values), name="api_endpoint_state"
            ),
            models.CheckConstraint(
                condition=~Q(state=EndpointState.PAUSED) | Q(paused_at__isnull=False),
                name="api_endpoint_paused_at",
            ),
        )

    def __str__(self) -> str:
        """Return what it is for."""
        return self.name


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Deliveries, chainable."""

    def visible_to(self, person: Person) -> "DeliveryQuerySet":
        """Return those to endpoints of organisations that the person sets up."""
        return self.filter(endpoint__in=Endpoint.objects.visible_to(person))

    def due(self, now: datetime) -> "DeliveryQuerySet":
        """Return what may be sent now, and what a sender died over, longest due first."""
        waits = Q(state=DeliveryState.QUEUED, next_try_at__lte=now)
        lost = Q(state=DeliveryState.CLAIMED, lease_until__lte=now)
        active = self.filter(waits | lost, endpoint__state=EndpointState.ACTIVE)
        return active.order_by("next_try_at", "pk")


class Delivery(models.Model):
    """One piece of news for one endpoint: ids and states, never names."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="deliveries")
    kind = models.CharField(max_length=40)
    happened_at = models.DateTimeField(default=timezone.now)
    facts = models.JSONField(encoder=DjangoJSONEncoder)
    state = models.CharField(
        max_length=10, choices=DeliveryState.choices, default=DeliveryState.QUEUED
    )
    # Tries since it was queued; sending it again by hand begins anew.
    tries_made = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    claim_token = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    privacy = Privacy(
        none=(
            "id",
            "endpoint",
            "kind",
            "happened_at",
            "facts",
            "state",
            "tries_made",
            "next_try_at",
            "claim_token",
            "lease_until",
            "settled_at",
        ),
        keeping=Keeping.MESSAGE,
    )

    class Meta:
        """The latest first; found by what is due."""

        verbose_name = _("delivery of news")
        verbose_name_plural = _("deliveries of news")
        ordering = ("-happened_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=DeliveryState.values), name="api_delivery_state"
            ),
            models.CheckConstraint(
                condition=~Q(state=DeliveryState.CLAIMED)
                | Q(claim_token__isnull=False, lease_until__isnull=False),
                name="api_delivery_claimed",
            ),
        )
        indexes = (
            models.Index(
                fields=("next_try_at",),
                condition=Q(state__in=(DeliveryState.QUEUED, DeliveryState.CLAIMED)),
                name="api_delivery_due",
            ),
            models.Index(fields=("endpoint", "-happened_at"), name="api_delivery_of_endpoint"),
        )

    def __str__(self) -> str:
        """Say the news."""
        return self.kind

    @property
    def message_id(self) -> str:
        """Return the id that stays the same through all tries."""
        return f"msg_{self.pk.hex}"


class DeliveryTry(models.Model):
    """One try to hand a piece of news over, and what the other side said."""

    id = models.BigAutoField(primary_key=True)
    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="tries")
    began_at = models.DateTimeField(default=timezone.now)
    milliseconds = models.PositiveIntegerField(null=True, blank=True)
    # None where no answer came.
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    trouble = models.CharField(max_length=200, blank=True)

    privacy = Privacy(
        none=("id", "delivery", "began_at", "milliseconds", "status", "trouble"),
        keeping=Keeping.MESSAGE,
    )

    class Meta:
        """The latest first."""

        verbose_name = _("try to deliver news")
        verbose_name_plural = _("tries to deliver news")
        ordering = ("-began_at", "-pk")

    def __str__(self) -> str:
        """Say the answer."""
        return str(self.status or self.trouble)
