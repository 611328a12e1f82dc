"""Who is asked by a wave; whether they answered is a receipt's business."""

import uuid

from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from evaluation.models.answer import Receipt
from evaluation.models.wave import Wave
from mentorship.accounts.models import Person
from mentorship.common.privacy import Keeping, OnErasure, Privacy, Withheld
from programmes.enums import ParticipantState
from programmes.models import Participant


class CallQuerySet(models.QuerySet["Call"]):
    """Calls, chainable. They are the person's own business, and the system's."""

    def visible_to(self, person: Person) -> "CallQuerySet":
        """Return the person's own, as long as they take part."""
        return self.standing().filter(person=person)

    def standing(self) -> "CallQuerySet":
        """Leave out those of people who have left the cohort since."""
        gone = [ParticipantState.WITHDRAWN, ParticipantState.DECLINED]
        return self.exclude(place__state__in=gone).exclude(about__state__in=gone)

    def unanswered(self) -> "CallQuerySet":
        """Leave out those for which there is a receipt."""
        return self.exclude(Exists(_receipts()))

    def answered(self) -> "CallQuerySet":
        """Return those for which there is a receipt."""
        return self.filter(Exists(_receipts()))


class Call(models.Model):
    """A wave asks a person, once for each participant it is about.

    `place` is the place in the cohort for which they are asked: None for sponsors and line
    managers. `form` says which part of the items is left out, where the wave has forms; it is never
    set for anonymous waves, whose forms are drawn as they are shown.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="calls")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="calls")
    place = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="calls", null=True, blank=True
    )
    about = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="calls_about", null=True, blank=True
    )
    form = models.PositiveSmallIntegerField(null=True, blank=True)
    called_on = models.DateField(_("asked on"))
    invited_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        none=("id", "wave", "form"),
        personal=("person", "place", "about", "called_on", "invited_at"),
        subjects=("person", "about__person"),
        keeping=Keeping.ANSWER,
        counted_from=("wave__closed_at",),
        erasing={"called_on": OnErasure.KEEP, "invited_at": OnErasure.KEEP},
        withheld={"*": Withheld.CONFIDENCE, "person": Withheld.OTHERS, "place": Withheld.OTHERS},
        authors=("person",),
    )

    objects = CallQuerySet.as_manager()

    class Meta:
        """Once per wave, person and whom it is about."""

        verbose_name = _("call to answer")
        verbose_name_plural = _("calls to answer")
        constraints = (
            models.UniqueConstraint(
                fields=("wave", "person", "about"),
                nulls_distinct=False,
                name="evaluation_call_once",
            ),
        )

    def __str__(self) -> str:
        """Say for which wave."""
        return f"call of {self.wave_id}"


def _receipts() -> models.QuerySet[Receipt]:
    """Return the receipts that answer a call."""
    # What a call is about may be nothing, which equals nothing in SQL; the wave stands in for it.
    return Receipt.objects.annotate(
        same_about=Coalesce("about_id", "wave_id", output_field=models.UUIDField())
    ).filter(
        wave=OuterRef("wave"),
        person=OuterRef("person"),
        same_about=Coalesce(
            OuterRef("about_id"), OuterRef("wave_id"), output_field=models.UUIDField()
        ),
    )
