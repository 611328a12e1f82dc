"""A mentoring relationship, and who is in it."""

import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.enums import (
    CURRENT_STATES,
    ENDED_STATES,
    MENTORED_SIDES,
    MENTORING_SIDES,
    DeclineReason,
    MatchOrigin,
    MatchOutcome,
    MatchSide,
    MatchState,
)
from mentorship.accounts.access import places_allowing
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.common.privacy import Keeping, OnErasure, Privacy
from programmes.models import Cohort, Participant


class MatchQuerySet(models.QuerySet["Match"]):
    """Matches, chainable."""

    def visible_to(self, person: Person) -> "MatchQuerySet":
        """Return the person's own matches, and those in programmes whose matches they may see."""
        organisations, programmes = places_allowing(person, Permission.VIEW_MATCHES)
        return self.filter(
            Q(Exists(MatchMember.objects.filter(match=OuterRef("pk"), participant__person=person)))
            | Q(cohort__programme_id__in=programmes)
            | Q(cohort__programme__organisation_id__in=organisations)
        )

    def looked_after_by(self, person: Person) -> "MatchQuerySet":
        """Return those in programmes whose matches the person may change as a colleague."""
        organisations, programmes = places_allowing(person, Permission.MANAGE_MATCHES)
        return self.filter(
            Q(cohort__programme_id__in=programmes)
            | Q(cohort__programme__organisation_id__in=organisations)
        )

    def involving(self, person: Person) -> "MatchQuerySet":
        """Return those in which the person is mentor or mentee."""
        return self.filter(
            Exists(MatchMember.objects.filter(match=OuterRef("pk"), participant__person=person))
        )

    def current(self) -> "MatchQuerySet":
        """Return those under way or about to be."""
        return self.filter(state__in=CURRENT_STATES)

    def with_people(self) -> "MatchQuerySet":
        """Fetch the members with their names, so that `mentors` and `mentees` ask no more."""
        members = MatchMember.objects.select_related("participant__person").order_by(
            Lower("participant__person__name"), "pk"
        )
        return self.prefetch_related(Prefetch("members", queryset=members))


class Match(models.Model):
    """One or more mentors with one or more mentees, from proposal to closure."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="matches")
    title = models.CharField(_("project or theme"), max_length=120, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=MatchState.choices, default=MatchState.PROPOSED
    )
    origin = models.CharField(
        max_length=20, choices=MatchOrigin.choices, default=MatchOrigin.ENTERED
    )
    outcome = models.CharField(
        _("outcome"), max_length=20, choices=MatchOutcome.choices, blank=True
    )
    external_ref = models.CharField(max_length=80, blank=True)
    proposed_at = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(null=True, blank=True)
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_reason = models.CharField(_("why it ended early"), max_length=200, blank=True)
    # Until when its people may answer a proposal; None where nobody set an end.
    answer_by = models.DateTimeField(null=True, blank=True)
    times_paused = models.PositiveSmallIntegerField(default=0)

    privacy = Privacy(
        none=(
            "id",
            "cohort",
            "state",
            "origin",
            "outcome",
            "external_ref",
            "proposed_at",
            "accepted_at",
            "started_on",
            "ended_on",
            "answer_by",
            "times_paused",
        ),
        sensitive=("ended_reason",),
        content=("title",),
        subjects=("members__participant__person",),
        keeping=Keeping.RELATIONSHIP,
        counted_from=("ended_on",),
    )

    objects = MatchQuerySet.as_manager()

    class Meta:
        """States say which dates there are."""

        verbose_name = _("match")
        verbose_name_plural = _("matches")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=MatchState.values), name="matching_match_state"
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", *MatchOutcome.values]), name="matching_match_outcome"
            ),
            models.CheckConstraint(
                condition=Q(state__in=ENDED_STATES, ended_on__isnull=False)
                | (~Q(state__in=ENDED_STATES) & Q(ended_on__isnull=True)),
                name="matching_match_ended_on",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[MatchState.ACTIVE, MatchState.PAUSED, MatchState.CLOSED])
                | Q(started_on__isnull=False),
                name="matching_match_started_on",
            ),
            models.UniqueConstraint(
                fields=("cohort", "external_ref"),
                condition=~Q(external_ref=""),
                name="matching_match_reference",
            ),
        )
        indexes = (models.Index(fields=("cohort", "state"), name="matching_match_by_state"),)

    def __str__(self) -> str:
        """Return the title, or the state."""
        return self.title or self.get_state_display()

    @property
    def mentors(self) -> list[Person]:
        """Return who gives, by name: the mentors, or all peers."""
        return self.people_on(*MENTORING_SIDES)

    @property
    def mentees(self) -> list[Person]:
        """Return who is given to, by name: the mentees, or all peers."""
        return self.people_on(*MENTORED_SIDES)

    @property
    def people(self) -> list[Person]:
        """Return everybody in the match once, mentors first."""
        return list(dict.fromkeys([*self.mentors, *self.mentees]))

    @property
    def is_of_peers(self) -> bool:
        """Tell whether everybody in it is a peer of the others."""
        return all(member.side == MatchSide.PEER for member in self.members.all())

    @property
    def is_under_way(self) -> bool:
        """Tell whether the pair may plan meetings."""
        return self.state in {MatchState.ACCEPTED, MatchState.ACTIVE}

    @property
    def is_too_late_to_answer(self) -> bool:
        """Tell whether the time to answer is over, whether or not anybody noted so."""
        if self.state != MatchState.PROPOSED or self.answer_by is None:
            return False
        return self.answer_by <= timezone.now()

    def people_on(self, *sides: str) -> list[Person]:
        """Return the people on these sides; fetch many matches with `with_people`."""
        return [member.person for member in self.members.all() if member.side in sides]

    def facing(self, person: Person) -> tuple[list[Person], MatchSide]:
        """Return whom a person faces in the match, and what those are to them."""
        sides = {member.side for member in self.members.all() if member.person == person}
        if MatchSide.PEER in sides:
            return self.others_than(person), MatchSide.PEER
        side = MatchSide.MENTEE if MatchSide.MENTOR in sides else MatchSide.MENTOR
        return [other for other in self.people_on(side) if other != person], side

    def others_than(self, person: Person) -> list[Person]:
        """Return everybody in the match but one person, mentors first."""
        return [other for other in self.people if other != person]


class MatchMember(models.Model):
    """A participant's place in a match, and their answer to its proposal."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    match = models.ForeignKey(Match, on_delete=models.CASCADE, related_name="members")
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="match_places"
    )
    side = models.CharField(max_length=10, choices=MatchSide.choices)
    accepted_at = models.DateTimeField(null=True, blank=True)
    # When they asked to talk with the others before they say yes or no.
    talk_asked_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    declined_reason = models.CharField(max_length=30, choices=DeclineReason.choices, blank=True)
    declined_note = models.TextField(max_length=1000, blank=True)

    privacy = Privacy(
        none=("id", "match", "accepted_at", "talk_asked_at", "declined_at"),
        personal=("participant", "side", "declined_reason"),
        sensitive=("declined_note",),
        subjects=("participant__person",),
        keeping=Keeping.RELATIONSHIP,
        counted_from=("match__ended_on",),
        erasing={"side": OnErasure.KEEP, "declined_reason": OnErasure.KEEP},
    )

    class Meta:
        """Once per match; an answer is yes or no."""

        verbose_name = _("member of a match")
        verbose_name_plural = _("members of matches")
        constraints = (
            models.UniqueConstraint(fields=("match", "participant"), name="matching_member_once"),
            models.CheckConstraint(
                condition=Q(side__in=MatchSide.values), name="matching_member_side"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(declined_at__isnull=True),
                name="matching_member_answer",
            ),
            models.CheckConstraint(
                condition=Q(declined_at__isnull=True, declined_reason="")
                | (Q(declined_at__isnull=False) & ~Q(declined_reason="")),
                name="matching_member_declined_reason",
            ),
        )

    def __str__(self) -> str:
        """Say the side."""
        return self.get_side_display()

    @property
    def person(self) -> Person:
        """Return whose place it is."""
        return self.participant.person

    @property
    def has_answered(self) -> bool:
        """Tell whether they said yes or no."""
        return self.accepted_at is not None or self.declined_at is not None
