"""What a mentee works towards, with steps, and what was said on the way."""

import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.enums import MENTORING_SIDES
from matching.goals.enums import MOVES, GoalState, GoalTheme, NoteKind
from matching.models.match import Match, MatchMember
from mentorship.accounts.models import Person
from mentorship.common.privacy import Keeping, OnErasure, Privacy, Withheld
from training.models import Competency

LOWEST, HIGHEST = 1, 7


class GoalQuerySet(models.QuerySet["Goal"]):
    """Goals, chainable."""

    def visible_to(self, person: Person) -> "GoalQuerySet":
        """Return their own, and those of whom they mentor; fellow mentees do not read them.

        Peers mentor each other.
        """
        mentoring = MatchMember.objects.filter(
            match=OuterRef("match"), participant__person=person, side__in=MENTORING_SIDES
        )
        return self.filter(Q(person=person) | Exists(mentoring))

    def open(self) -> "GoalQuerySet":
        """Return those that somebody still works towards."""
        return self.filter(state=GoalState.OPEN)

    def with_match(self) -> "GoalQuerySet":
        """Fetch whose they are, and the match with its people and programme."""
        matches = Match.objects.select_related("cohort__programme__organisation").with_people()
        return self.select_related("person").prefetch_related(Prefetch("match", queryset=matches))

    def with_progress(self) -> "GoalQuerySet":
        """Say of each in `reached` how far it is in per cent; None where nobody has said so."""
        latest = GoalNote.objects.filter(goal=OuterRef("pk"), kind=NoteKind.PROGRESS)
        return self.annotate(reached=Subquery(latest.values("reached")[:1]))


class Goal(models.Model):
    """Something a mentee wants to reach in a match; coordinators see how many there are."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    match = models.ForeignKey(Match, on_delete=models.CASCADE, related_name="goals")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="goals")
    title = models.CharField(_("what I want to reach"), max_length=200)
    theme = models.CharField(_("what it is about"), max_length=20, choices=GoalTheme.choices)
    competency = models.ForeignKey(
        Competency, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    measure = models.CharField(_("how I shall know"), max_length=300, blank=True)
    # 1 (at the very beginning) to 7 (where I want to be), said by the mentee.
    start_rating = models.PositiveSmallIntegerField(_("where I am now"))
    end_rating = models.PositiveSmallIntegerField(_("where I am at the end"), null=True, blank=True)
    end_rated_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField(_("by when"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=GoalState.choices, default=GoalState.OPEN
    )
    made_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)

    privacy = Privacy(
        none=("id", "match", "competency", "end_rated_at", "made_at", "settled_at"),
        personal=("person", "state", "due_on", "theme"),
        sensitive=("start_rating", "end_rating"),
        content=("title", "measure"),
        subjects=("person",),
        authors=("person",),
        keeping=Keeping.RELATIONSHIP,
        counted_from=("match__ended_on",),
        erasing={
            "state": OnErasure.KEEP,
            "due_on": OnErasure.KEEP,
            "theme": OnErasure.KEEP,
            "start_rating": OnErasure.KEEP,
            "end_rating": OnErasure.KEEP,
        },
        withheld={"*": Withheld.PAIR},
    )

    objects = GoalQuerySet.as_manager()

    class Meta:
        """Oldest first; ratings lie on the scale."""

        verbose_name = _("goal of a mentee")
        verbose_name_plural = _("goals of mentees")
        ordering = ("made_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=GoalState.values, theme__in=GoalTheme.values),
                name="matching_goal_state",
            ),
            models.CheckConstraint(
                condition=Q(start_rating__range=(LOWEST, HIGHEST)), name="matching_goal_start"
            ),
            models.CheckConstraint(
                condition=Q(end_rating__isnull=True, end_rated_at__isnull=True)
                | Q(end_rating__range=(LOWEST, HIGHEST), end_rated_at__isnull=False),
                name="matching_goal_end",
            ),
            models.CheckConstraint(
                condition=Q(state=GoalState.OPEN, settled_at__isnull=True)
                | (~Q(state=GoalState.OPEN) & Q(settled_at__isnull=False)),
                name="matching_goal_settled",
            ),
        )

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class GoalStepQuerySet(models.QuerySet["GoalStep"]):
    """Steps, chainable."""

    def visible_to(self, person: Person) -> "GoalStepQuerySet":
        """Return those of goals that the person reads."""
        return self.filter(goal__in=Goal.objects.visible_to(person))


class GoalStep(models.Model):
    """One step towards a goal, with who takes it and by when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="steps")
    title = models.CharField(_("step"), max_length=200)
    owner = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("who takes it")
    )
    due_on = models.DateField(_("by when"), null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    made_at = models.DateTimeField(default=timezone.now)

    privacy = Privacy(
        none=("id", "goal", "done_at", "made_at"),
        personal=("owner", "done_by", "due_on"),
        content=("title",),
        subjects=("owner", "goal__person"),
        authors=("goal__person",),
        keeping=Keeping.RELATIONSHIP,
        counted_from=("goal__match__ended_on",),
        erasing={"due_on": OnErasure.KEEP, "title": OnErasure.BLANK},
        withheld={"*": Withheld.PAIR},
    )

    objects = GoalStepQuerySet.as_manager()

    class Meta:
        """What is due first comes first; who and when go together."""

        verbose_name = _("step towards a goal")
        verbose_name_plural = _("steps towards goals")
        ordering = (models.F("due_on").asc(nulls_last=True), "made_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="matching_step_done",
            ),
        )

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class GoalNote(models.Model):
    """What somebody said of a goal: how far it is, a comment, a move; never changed afterwards."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=20, choices=NoteKind.choices)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    # Of the way, in per cent; only where it says how far the goal is.
    reached = models.PositiveSmallIntegerField(_("how far"), null=True, blank=True)
    words = models.TextField(_("in a few words"), max_length=1000, blank=True)
    said_at = models.DateTimeField(default=timezone.now)

    privacy = Privacy(
        none=("id", "goal", "kind", "said_at"),
        personal=("by",),
        sensitive=("reached",),
        content=("words",),
        subjects=("by", "goal__person"),
        authors=("by",),
        keeping=Keeping.RELATIONSHIP,
        counted_from=("goal__match__ended_on",),
        erasing={"reached": OnErasure.KEEP, "words": OnErasure.BLANK},
        withheld={"*": Withheld.PAIR},
    )

    class Meta:
        """Latest first; progress has a figure, a comment has words, a move has neither."""

        verbose_name = _("note on a goal")
        verbose_name_plural = _("notes on goals")
        ordering = ("-said_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind=NoteKind.PROGRESS, reached__range=(0, 100))
                | (Q(kind=NoteKind.COMMENT, reached__isnull=True) & ~Q(words=""))
                | Q(kind__in=MOVES, reached__isnull=True, words=""),
                name="matching_note_kind",
            ),
        )

    def __str__(self) -> str:
        """Say the kind."""
        return self.get_kind_display()
