"""A round of matching: its rules, its seats, and who shares a ceiling."""

import uuid
from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from matching.rounds.enums import (
    DraftMode,
    MatchingWay,
    RoundState,
    RuleStrength,
    RuleTest,
    WhoWishes,
)
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.common.privacy import Keeping, OnErasure, Privacy
from programmes.models import Cohort, Participant, Programme

MOST_SEATS = 10_000


class RoundQuerySet(models.QuerySet["Round"]):
    """Rounds, chainable."""

    def visible_to(self, person: Person) -> "RoundQuerySet":
        """Return those of programmes whose matches the person may see."""
        allowed = Programme.objects.where_allowed(person, Permission.VIEW_MATCHES)
        return self.filter(cohort__programme__in=allowed)

    def open(self) -> "RoundQuerySet":
        """Return those still worked on."""
        return self.filter(state=RoundState.OPEN)


class Round(models.Model):
    """One time at which the people of a cohort are matched."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="matching_rounds")
    number = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(
        _("state"), max_length=20, choices=RoundState.choices, default=RoundState.OPEN
    )
    way = models.CharField(
        _("who finds the pairs"),
        max_length=20,
        choices=MatchingWay.choices,
        default=MatchingWay.DRAFT,
    )
    mode = models.CharField(
        _("what comes first"),
        max_length=20,
        choices=DraftMode.choices,
        default=DraftMode.PARTICIPATION,
    )
    ceiling = models.PositiveSmallIntegerField(_("mentees of one mentor at most"), default=2)
    mentors_each = models.PositiveSmallIntegerField(_("mentors of one mentee at most"), default=1)
    who_wishes = models.CharField(
        _("who says whom they would like"),
        max_length=20,
        choices=WhoWishes.choices,
        default=WhoWishes.NOBODY,
    )
    most_wishes = models.PositiveSmallIntegerField(_("wishes of one person at most"), default=5)
    # Until when wishes are asked for; None while they are not.
    wishes_until = models.DateField(_("wishes are open until"), null=True, blank=True)
    answer_days = models.PositiveSmallIntegerField(_("days to answer a proposal"), default=7)
    created_at = models.DateTimeField(auto_now_add=True)
    # Counts every change of the rules, so that a draft can say that they have moved on.
    version = models.PositiveIntegerField(default=1)

    privacy = Privacy(
        none=(
            "id",
            "cohort",
            "number",
            "state",
            "way",
            "mode",
            "ceiling",
            "mentors_each",
            "who_wishes",
            "most_wishes",
            "wishes_until",
            "answer_days",
            "created_at",
            "version",
        ),
    )

    objects = RoundQuerySet.as_manager()

    class Meta:
        """Rounds are counted within a cohort; one is open at most."""

        verbose_name = _("matching round")
        verbose_name_plural = _("matching rounds")
        ordering = ("cohort", "-number")
        constraints = (
            models.UniqueConstraint(fields=("cohort", "number"), name="matching_round_number"),
            models.UniqueConstraint(
                fields=("cohort",),
                condition=Q(state=RoundState.OPEN),
                name="matching_round_one_open",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=RoundState.values,
                    way__in=MatchingWay.values,
                    mode__in=DraftMode.values,
                    who_wishes__in=WhoWishes.values,
                ),
                name="matching_round_state",
            ),
            models.CheckConstraint(
                condition=Q(
                    ceiling__range=(1, MOST_SEATS),
                    mentors_each__range=(1, 10),
                    most_wishes__range=(1, 50),
                    answer_days__range=(1, 60),
                ),
                name="matching_round_limits",
            ),
        )

    def __str__(self) -> str:
        """Say which round."""
        return _("Round %(number)d") % {"number": self.number}


class MatchingRule(models.Model):
    """One sentence of a round: who must, must not or should be matched with whom."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="rules")
    strength = models.CharField(_("strength"), max_length=10, choices=RuleStrength.choices)
    test = models.CharField(_("what it looks at"), max_length=20, choices=RuleTest.choices)
    weight = models.PositiveSmallIntegerField(_("weight, 1 to 10"), default=0)
    # What is compared: "profile:department", "question:<key of the question>".
    mentee_field = models.CharField(_("of the mentee"), max_length=60, blank=True)
    mentor_field = models.CharField(_("of the mentor"), max_length=60, blank=True)
    at_least = models.DecimalField(
        _("at least"), max_digits=5, decimal_places=1, default=Decimal(1)
    )
    most = models.DecimalField(_("at most"), max_digits=5, decimal_places=1, default=Decimal(0))
    low = models.SmallIntegerField(_("from"), default=0)
    high = models.SmallIntegerField(_("to"), default=0)
    # Of a gap, the steps from the lowest to the highest.
    order = ArrayField(models.CharField(max_length=160), default=list, blank=True)
    is_on = models.BooleanField(_("counts"), default=True)
    position = models.PositiveSmallIntegerField(default=0)

    privacy = Privacy(
        none=(
            "id",
            "round",
            "strength",
            "test",
            "weight",
            "mentee_field",
            "mentor_field",
            "at_least",
            "most",
            "low",
            "high",
            "order",
            "is_on",
            "position",
        ),
    )

    class Meta:
        """In the order they are read; only what should be has a weight."""

        verbose_name = _("matching rule")
        verbose_name_plural = _("matching rules")
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(strength__in=RuleStrength.values, test__in=RuleTest.values),
                name="matching_rule_kind",
            ),
            models.CheckConstraint(
                condition=Q(strength=RuleStrength.SHOULD, weight__range=(1, 10))
                | (~Q(strength=RuleStrength.SHOULD) & Q(weight=0)),
                name="matching_rule_weight",
            ),
            models.CheckConstraint(
                condition=~Q(test__in=[RuleTest.SIMILAR_TEXT, RuleTest.WISHES])
                | Q(strength=RuleStrength.SHOULD),
                name="matching_rule_helper",
            ),
            models.CheckConstraint(condition=Q(high__gte=F("low")), name="matching_rule_gap"),
        )

    def __str__(self) -> str:
        """Say its strength and what it looks at."""
        return f"{self.get_strength_display()} {self.get_test_display()}"


class MentorGroup(models.Model):
    """Mentors who share a ceiling: a department that releases four people's time at most."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="mentor_groups")
    name = models.CharField(_("name"), max_length=120)
    ceiling = models.PositiveSmallIntegerField(_("mentees of all of them at most"))

    privacy = Privacy(
        none=("id", "round", "ceiling"),
        content=("name",),
    )

    class Meta:
        """Named once in a round."""

        verbose_name = _("group of mentors")
        verbose_name_plural = _("groups of mentors")
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(fields=("round", "name"), name="matching_group_name"),
        )

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class MentorGroupMember(models.Model):
    """A mentor's place in a group; one in each round."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(MentorGroup, on_delete=models.CASCADE, related_name="members")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")

    privacy = Privacy(
        none=("id", "round", "group"),
        personal=("participant",),
        subjects=("participant__person",),
        keeping=Keeping.PARTICIPATION,
        counted_from=("participant__ended_on",),
        erasing={"*": OnErasure.DELETE},
    )

    class Meta:
        """Groups of a round share nobody."""

        verbose_name = _("member of a group of mentors")
        verbose_name_plural = _("members of groups of mentors")
        constraints = (
            models.UniqueConstraint(fields=("round", "participant"), name="matching_group_once"),
        )

    def __str__(self) -> str:
        """Say whose place."""
        return str(self.participant_id)


class MentorSeats(models.Model):
    """How many mentees a coordinator lets a mentor have in a round, whatever else was said."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="mentor_seats")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    seats = models.PositiveSmallIntegerField(_("mentees at most"))

    privacy = Privacy(
        none=("id", "round"),
        personal=("participant", "seats"),
        subjects=("participant__person",),
        keeping=Keeping.PARTICIPATION,
        counted_from=("participant__ended_on",),
        erasing={"seats": OnErasure.KEEP},
    )

    class Meta:
        """One number for each mentor in a round."""

        verbose_name = _("mentor seats")
        verbose_name_plural = _("mentor seats")
        constraints = (
            models.UniqueConstraint(fields=("round", "participant"), name="matching_seats_once"),
            models.CheckConstraint(condition=Q(seats__lte=MOST_SEATS), name="matching_seats_limit"),
        )

    def __str__(self) -> str:
        """Say how many."""
        return str(self.seats)
