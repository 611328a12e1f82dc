"""How a meeting was for each, what was noted, and whether the two fit."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.afterwards.enums import FitAnswer, Mood, NoteReader
from matching.models.match import MatchMember
from matching.models.meeting import Meeting
from mentorship.accounts.models import Person
from mentorship.common.privacy import Keeping, OnErasure, Privacy, Withheld


class MeetingMood(models.Model):
    """How a meeting was for one person; shown to nobody, read by the system as a tendency."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="moods")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    mood = models.PositiveSmallIntegerField(_("how it was"))
    said_at = models.DateTimeField(default=timezone.now)

    privacy = Privacy(
        none=("id", "meeting", "said_at"),
        personal=("person",),
        sensitive=("mood",),
        subjects=("person",),
        keeping=Keeping.RELATIONSHIP,
        counted_from=("meeting__match__ended_on",),
        erasing={"mood": OnErasure.KEEP},
        withheld={"*": Withheld.PAIR},
    )

    class Meta:
        """Each says it once for a meeting, and may change it."""

        verbose_name = _("word on how a meeting was")
        verbose_name_plural = _("words on how meetings were")
        constraints = (
            models.UniqueConstraint(fields=("meeting", "person"), name="matching_mood_once"),
            models.CheckConstraint(condition=Q(mood__in=Mood.values), name="matching_mood_scale"),
        )

    def __str__(self) -> str:
        """Say the word of the face."""
        return str(Mood(self.mood).label)


class MeetingNoteQuerySet(models.QuerySet["MeetingNote"]):
    """Notes, chainable."""

    def visible_to(self, person: Person) -> "MeetingNoteQuerySet":
        """Return the person's own, and those that others of their matches wrote for everybody."""
        in_match = Q(meeting__match__members__participant__person=person)
        return self.filter(Q(by=person) | (Q(reader=NoteReader.BOTH) & in_match)).distinct()


class MeetingNote(models.Model):
    """What somebody wrote down after a meeting, for themselves or for everybody in the match."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="notes")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reader = models.CharField(max_length=10, choices=NoteReader.choices)
    words = models.TextField(_("note"), max_length=4000)
    written_at = models.DateTimeField(auto_now=True)

    privacy = Privacy(
        none=("id", "meeting", "written_at"),
        personal=("by", "reader"),
        content=("words",),
        subjects=("by", "meeting__match__members__participant__person"),
        authors=("by",),
        keeping=Keeping.RELATIONSHIP,
        counted_from=("meeting__match__ended_on",),
        erasing={"reader": OnErasure.KEEP},
        withheld={"*": Withheld.CONFIDENCE, "words": Withheld.CONFIDENCE},
    )

    objects = MeetingNoteQuerySet.as_manager()

    class Meta:
        """One of each kind for each person and meeting."""

        verbose_name = _("note on a meeting")
        verbose_name_plural = _("notes on meetings")
        constraints = (
            models.UniqueConstraint(
                fields=("meeting", "by", "reader"), name="matching_meetingnote_once"
            ),
            models.CheckConstraint(
                condition=Q(reader__in=NoteReader.values) & ~Q(words=""),
                name="matching_meetingnote_reader",
            ),
        )

    def __str__(self) -> str:
        """Say for whom."""
        return self.get_reader_display()


class FitCheck(models.Model):
    """Somebody is asked whether the two fit; the answer is shown to nobody but themselves."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(MatchMember, on_delete=models.CASCADE, related_name="fit_checks")
    # 1 after the first meeting; "still deciding" is asked again, and counts on.
    turn = models.PositiveSmallIntegerField(default=1)
    asked_at = models.DateTimeField(default=timezone.now)
    answer = models.CharField(max_length=20, choices=FitAnswer.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        none=("id", "turn", "asked_at", "answered_at"),
        personal=("member",),
        sensitive=("answer",),
        subjects=("member__participant__person",),
        keeping=Keeping.RELATIONSHIP,
        counted_from=("member__match__ended_on",),
        erasing={"answer": OnErasure.KEEP},
        withheld={"*": Withheld.PAIR},
    )

    class Meta:
        """Each turn once; an answer has its moment."""

        verbose_name = _("question about the fit")
        verbose_name_plural = _("questions about the fit")
        ordering = ("turn",)
        constraints = (
            models.UniqueConstraint(fields=("member", "turn"), name="matching_fit_once"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | Q(answer__in=FitAnswer.values, answered_at__isnull=False),
                name="matching_fit_answered",
            ),
        )

    def __str__(self) -> str:
        """Say which turn."""
        return f"turn {self.turn}"
