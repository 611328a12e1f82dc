"""What was answered, kept apart from who answered wherever that was promised."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from evaluation.models.instrument import Instrument
from evaluation.models.wave import Wave
from mentorship.accounts.models import Person
from mentorship.common.privacy import Keeping, OnErasure, Privacy, Withheld
from programmes.models import Participant


class Receipt(models.Model):
    """A person has answered a wave; written in a transaction before the answer's own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="receipts")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="receipts")
    about = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="+", null=True, blank=True
    )

    privacy = Privacy(
        none=("id", "wave"),
        personal=("person", "about"),
        subjects=("person", "about__person"),
        keeping=Keeping.ANSWER,
        counted_from=("wave__closed_at",),
        withheld={"*": Withheld.CONFIDENCE, "person": Withheld.OTHERS},
        authors=("person",),
    )

    class Meta:
        """Once per call; no time, so that nothing can be lined up with an answer."""

        verbose_name = _("receipt for an answer")
        verbose_name_plural = _("receipts for answers")
        constraints = (
            models.UniqueConstraint(
                fields=("wave", "person", "about"),
                nulls_distinct=False,
                name="evaluation_receipt_once",
            ),
        )

    def __str__(self) -> str:
        """Say for which wave."""
        return f"receipt for {self.wave_id}"


class RoomReceipt(models.Model):
    """An answer has arrived from a room; says nothing of who gave it, and goes at closing.

    `sending` is a chance number of the page it was typed on, so that what is sent again after a
    lost connection counts once.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="room_receipts")
    sending = models.UUIDField()

    privacy = Privacy(
        none=("id", "wave", "sending"),
        keeping=Keeping.ANSWER,
        counted_from=("wave__closed_at",),
    )

    class Meta:
        """Once per page; no time, so that nothing can be lined up with an answer."""

        verbose_name = _("receipt from a room")
        verbose_name_plural = _("receipts from rooms")
        constraints = (
            models.UniqueConstraint(
                fields=("wave", "sending"), name="evaluation_room_receipt_once"
            ),
        )

    def __str__(self) -> str:
        """Say for which wave."""
        return f"room receipt for {self.wave_id}"


class SealedAnswer(models.Model):
    """An anonymous answer that waits, unread, for its wave to close."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="sealed_answers")
    values = models.JSONField()

    privacy = Privacy(
        none=("id", "wave"),
        content=("values",),
        keeping=Keeping.ANSWER,
        counted_from=("wave__closed_at",),
        erasing={"values": OnErasure.OWN},
    )

    class Meta:
        """What it is called."""

        verbose_name = _("sealed answer")
        verbose_name_plural = _("sealed answers")

    def __str__(self) -> str:
        """Give nothing away."""
        return str(_("a sealed answer"))


class Answer(models.Model):
    """One person's answers to one wave, by item key; anonymous ones arrive shuffled at closing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="answers")
    participant = models.ForeignKey(
        Participant, on_delete=models.SET_NULL, related_name="answers", null=True, blank=True
    )
    # Whom it is about: a mentor that a mentee rates, or a mentee of a line manager.
    about = models.ForeignKey(
        Participant, on_delete=models.SET_NULL, related_name="answers_about", null=True, blank=True
    )
    # Kept as it was when the wave closed, so that moving somebody moves no published figure.
    department = models.CharField(max_length=120, blank=True, default="", db_default="")
    values = models.JSONField()

    privacy = Privacy(
        none=("id", "wave"),
        personal=("participant", "about", "department"),
        content=("values",),
        subjects=("participant__person", "about__person"),
        authors=("participant__person",),
        keeping=Keeping.ANSWER,
        counted_from=("wave__closed_at",),
        erasing={"values": OnErasure.OWN, "department": OnErasure.KEEP},
        withheld={
            "*": Withheld.CONFIDENCE,
            "participant": Withheld.OTHERS,
            "values": Withheld.CONFIDENCE,
        },
    )

    class Meta:
        """A participant answers a wave once for each participant it is about."""

        verbose_name = _("answer to a survey")
        verbose_name_plural = _("answers to surveys")
        constraints = (
            models.UniqueConstraint(
                fields=("wave", "participant", "about"),
                condition=Q(participant__isnull=False),
                nulls_distinct=False,
                name="evaluation_answer_once",
            ),
        )

    def __str__(self) -> str:
        """Say for which wave."""
        return f"answer to {self.wave_id}"


class AnswerDraft(models.Model):
    """What somebody has typed so far to a call that is not anonymous; gone once it is sent."""

    call = models.OneToOneField(
        "evaluation.Call", on_delete=models.CASCADE, related_name="draft", primary_key=True
    )
    values = models.JSONField(default=dict)
    saved_at = models.DateTimeField(auto_now=True)

    privacy = Privacy(
        none=("call", "saved_at"),
        content=("values",),
        subjects=("call__person",),
        authors=("call__person",),
        keeping=Keeping.ANSWER,
        counted_from=("call__wave__closed_at",),
        erasing={"*": OnErasure.DELETE},
        withheld={"*": Withheld.PAIR},
    )

    class Meta:
        """What it is called."""

        verbose_name = _("begun answer")
        verbose_name_plural = _("begun answers")

    def __str__(self) -> str:
        """Give nothing away."""
        return f"draft for {self.call_id}"


class AnsweringTime(models.Model):
    """How many people took so many half minutes to answer an instrument; nobody's own time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    instrument = models.ForeignKey(
        Instrument, on_delete=models.CASCADE, related_name="answering_times"
    )
    # From 1 (under half a minute) to 60 (half an hour or more).
    half_minutes = models.PositiveSmallIntegerField()
    people = models.PositiveIntegerField(default=0)

    privacy = Privacy(
        none=("id", "instrument", "half_minutes", "people"),
    )

    class Meta:
        """A count for each length."""

        verbose_name = _("time that answering took")
        verbose_name_plural = _("times that answering took")
        ordering = ("half_minutes",)
        constraints = (
            models.UniqueConstraint(
                fields=("instrument", "half_minutes"), name="evaluation_time_once"
            ),
            models.CheckConstraint(
                condition=Q(half_minutes__gte=1, half_minutes__lte=60),
                name="evaluation_time_range",
            ),
        )

    def __str__(self) -> str:
        """Say how many took how long."""
        return f"{self.people} in {self.half_minutes} half minutes"
