"""How an e-mail address has been doing."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from mentorship.common.privacy import Keeping, OnErasure, Privacy

REFUSALS_THAT_PAUSE = 5


class AddressHealthQuerySet(models.QuerySet["AddressHealth"]):
    """Addresses, chainable."""

    def paused(self) -> "AddressHealthQuerySet":
        """Return those to which nothing is sent until a person looked at them."""
        return self.filter(paused_at__isnull=False)


class AddressHealth(models.Model):
    """An address that a mail server refused; five refusals in a row pause it."""

    address = models.EmailField(primary_key=True)
    refusals = models.PositiveIntegerField(default=0)
    last_refused_at = models.DateTimeField()
    last_reply = models.TextField(blank=True)
    paused_at = models.DateTimeField(null=True)

    privacy = Privacy(
        none=("refusals", "last_refused_at", "paused_at"),
        personal=("address", "last_reply"),
        by_address=("address",),
        keeping=Keeping.MESSAGE,
        erasing={"*": OnErasure.DELETE},
    )

    objects = AddressHealthQuerySet.as_manager()

    class Meta:
        """Addresses are kept in lower case; only refused ones are kept at all."""

        verbose_name = _("state of an address")
        verbose_name_plural = _("states of addresses")
        constraints = (
            models.CheckConstraint(
                condition=Q(address=Lower("address")), name="notifications_addresshealth_lower"
            ),
            models.CheckConstraint(
                condition=Q(paused_at__isnull=True) | Q(refusals__gte=REFUSALS_THAT_PAUSE),
                name="notifications_addresshealth_paused",
            ),
        )

    def __str__(self) -> str:
        """Say how it is doing, without the address."""
        return f"{self.refusals} refusals in a row"
