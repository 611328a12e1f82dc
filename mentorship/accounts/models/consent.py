"""What a person has agreed to, in which words, and since when."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models.organisation import Organisation
from mentorship.accounts.models.person import Person
from mentorship.common.privacy import Keeping, Privacy


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Consents, chainable."""

    def visible_to(self, person: Person) -> "ConsentQuerySet":
        """Return the person's own."""
        return self.filter(person=person)

    def standing(self) -> "ConsentQuerySet":
        """Return those that were not taken back."""
        return self.filter(withdrawn_at__isnull=True)


class Consent(models.Model):
    """A person agreed to something of an organisation, in words that are kept; or took it back.

    What belongs to one note, pair or survey keeps its consent there; this is for all else.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    # What it is for, by its name in `mentorship.accounts.privacy.asking`.
    purpose = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField(_("version of the words"))
    # The sentence that was agreed to, as it was read.
    words = models.TextField(_("what was agreed to"))
    given_at = models.DateTimeField(_("given"))
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    privacy = Privacy(
        none=("id", "organisation", "purpose", "version", "words", "given_at", "withdrawn_at"),
        personal=("person",),
        subjects=("person",),
        keeping=Keeping.RECORD,
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        """One that stands for each person and purpose; taken back after it was given."""

        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ("-given_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("person", "organisation", "purpose"),
                condition=Q(withdrawn_at__isnull=True),
                name="accounts_consent_one_stands",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("given_at")),
                name="accounts_consent_in_order",
            ),
        )

    def __str__(self) -> str:
        """Say what it is for."""
        return f"{self.purpose}, version {self.version}"
