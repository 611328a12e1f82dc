"""A mentee lets one mentor see the mentee's own marks beside the mentor's."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from mentorship.common.privacy import Keeping, OnErasure, Privacy
from programmes.models import Participant


class MirrorConsent(models.Model):
    """A mentee's word that a mentor may see the mentee's ratings of that mentor."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mentee = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="mirror_consents_given"
    )
    mentor = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="mirror_consents"
    )
    given_at = models.DateTimeField(_("given"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    # The sentence that was agreed to.
    words = models.TextField()

    privacy = Privacy(
        none=("id",),
        personal=("mentee", "mentor", "given_at", "withdrawn_at", "words"),
        subjects=("mentee__person", "mentor__person"),
        keeping=Keeping.RECORD,
        counted_from=("withdrawn_at",),
        erasing={"given_at": OnErasure.KEEP, "withdrawn_at": OnErasure.KEEP},
    )

    class Meta:
        """One standing word of each to each."""

        verbose_name = _("consent to the mirror")
        verbose_name_plural = _("consents to the mirror")
        constraints = (
            models.UniqueConstraint(
                fields=("mentee", "mentor"),
                condition=models.Q(withdrawn_at__isnull=True),
                name="evaluation_consent_once",
            ),
        )

    def __str__(self) -> str:
        """Say of whom to whom."""
        return f"{self.mentee_id} to {self.mentor_id}"
