"""What participants say before they are matched, and whom they ask themselves."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.enums import DeclineReason
from matching.models.match import Match
from matching.models.round import MOST_SEATS, Round
from matching.wishing.enums import RequestState
from mentorship.accounts.models import Person
from mentorship.common.privacy import Keeping, OnErasure, Privacy, Withheld
from programmes.models import Participant


class MatchingPlaceQuerySet(models.QuerySet["MatchingPlace"]):
    """What participants said, chainable."""

    def visible_to(self, person: Person) -> "MatchingPlaceQuerySet":
        """Return the person's own, and those of participants whom they may see."""
        return self.filter(participant__in=Participant.objects.visible_to(person))


class MatchingPlace(models.Model):
    """What a participant says of themselves for matching: seats and languages."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participant = models.OneToOneField(
        Participant, on_delete=models.CASCADE, related_name="matching_place"
    )
    # A mentor's own number of mentees; None leaves it to the round.
    seats = models.PositiveSmallIntegerField(_("mentees at most"), null=True, blank=True)
    is_resting = models.BooleanField(_("not this time"), default=False)
    # 1 (beginner) to 6 (first language), by language as the profile spells it.
    language_levels = models.JSONField(default=dict, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    privacy = Privacy(
        none=("id", "updated_at"),
        personal=("participant", "seats", "is_resting", "language_levels"),
        subjects=("participant__person",),
        keeping=Keeping.PARTICIPATION,
        counted_from=("participant__ended_on",),
        erasing={"seats": OnErasure.KEEP, "is_resting": OnErasure.KEEP},
    )

    objects = MatchingPlaceQuerySet.as_manager()

    class Meta:
        """Seats have an end."""

        verbose_name = _("details for matching")
        verbose_name_plural = _("details for matching")
        constraints = (
            models.CheckConstraint(
                condition=Q(seats__isnull=True) | Q(seats__lte=MOST_SEATS),
                name="matching_place_seats",
            ),
        )

    def __str__(self) -> str:
        """Say whose."""
        return str(self.participant_id)


class WishListQuerySet(models.QuerySet["WishList"]):
    """Lists of wishes, chainable."""

    def visible_to(self, person: Person) -> "WishListQuerySet":
        """Return the person's own, and those of rounds they may see."""
        return self.filter(
            Q(participant__person=person) | Q(round__in=Round.objects.visible_to(person))
        )


class WishList(models.Model):
    """Whom somebody would like in a round; it counts once it is handed in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="wish_lists")
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="wish_lists"
    )
    handed_in_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    privacy = Privacy(
        none=("id", "round", "handed_in_at", "updated_at"),
        personal=("participant",),
        subjects=("participant__person",),
        keeping=Keeping.PARTICIPATION,
        counted_from=("participant__ended_on",),
    )

    objects = WishListQuerySet.as_manager()

    class Meta:
        """One for each participant in a round."""

        verbose_name = _("wish list")
        verbose_name_plural = _("wish lists")
        constraints = (
            models.UniqueConstraint(fields=("round", "participant"), name="matching_wishes_once"),
        )

    def __str__(self) -> str:
        """Say whose."""
        return str(self.participant_id)


class Wish(models.Model):
    """One name on a list: a rank (1 is the favourite, ties share one) or a rating of 1 to 5."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wish_list = models.ForeignKey(WishList, on_delete=models.CASCADE, related_name="wishes")
    about = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    rating = models.PositiveSmallIntegerField(null=True, blank=True)

    privacy = Privacy(
        none=("id", "wish_list"),
        personal=("about",),
        sensitive=("rank", "rating"),
        subjects=("wish_list__participant__person", "about__person"),
        keeping=Keeping.PARTICIPATION,
        counted_from=("wish_list__participant__ended_on",),
        erasing={"rank": OnErasure.KEEP, "rating": OnErasure.KEEP},
        withheld={
            "*": Withheld.CONFIDENCE,
            "rank": Withheld.CONFIDENCE,
            "rating": Withheld.CONFIDENCE,
        },
        authors=("wish_list__participant__person",),
    )

    class Meta:
        """Each name once; either ranked or rated."""

        verbose_name = _("wish for somebody")
        verbose_name_plural = _("wishes for somebody")
        ordering = (F("rank").asc(nulls_last=True), F("rating").desc(nulls_last=True), "pk")
        constraints = (
            models.UniqueConstraint(fields=("wish_list", "about"), name="matching_wish_once"),
            models.CheckConstraint(
                condition=Q(rank__gte=1, rating__isnull=True)
                | Q(rank__isnull=True, rating__range=(1, 5)),
                name="matching_wish_value",
            ),
        )

    def __str__(self) -> str:
        """Say how much."""
        return str(self.rank or self.rating)


class MatchRequestQuerySet(models.QuerySet["MatchRequest"]):
    """Requests, chainable."""

    def visible_to(self, person: Person) -> "MatchRequestQuerySet":
        """Return the person's own, and those of rounds they may see."""
        return self.filter(
            Q(mentee__person=person)
            | Q(mentor__person=person)
            | Q(round__in=Round.objects.visible_to(person))
        )

    def waiting(self) -> "MatchRequestQuerySet":
        """Return those that hold a seat: asked, and not answered yet."""
        return self.filter(state=RequestState.ASKED)


class MatchRequest(models.Model):
    """A mentee asks a mentor themselves; what they write is for the mentor alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="requests")
    mentee = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="requests_made")
    mentor = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="requests_got")
    words = models.TextField(_("a few words to the mentor"), max_length=1000, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=RequestState.choices, default=RequestState.ASKED
    )
    asked_at = models.DateTimeField(default=timezone.now)
    answer_by = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    declined_reason = models.CharField(max_length=30, choices=DeclineReason.choices, blank=True)
    match = models.OneToOneField(
        Match, on_delete=models.SET_NULL, null=True, blank=True, related_name="request"
    )

    privacy = Privacy(
        none=("id", "round", "asked_at", "answer_by", "answered_at", "match"),
        personal=("mentee", "mentor", "state"),
        sensitive=("declined_reason",),
        content=("words",),
        subjects=("mentee__person", "mentor__person"),
        authors=("mentee__person",),
        keeping=Keeping.PARTICIPATION,
        counted_from=("mentee__ended_on",),
        erasing={"state": OnErasure.KEEP, "declined_reason": OnErasure.KEEP},
    )

    objects = MatchRequestQuerySet.as_manager()

    class Meta:
        """One open request for each pair; an answer has its moment."""

        verbose_name = _("request to a mentor")
        verbose_name_plural = _("requests to mentors")
        ordering = ("-asked_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=RequestState.values), name="matching_request_state"
            ),
            models.UniqueConstraint(
                fields=("mentee", "mentor"),
                condition=Q(state=RequestState.ASKED),
                name="matching_request_once",
            ),
            models.CheckConstraint(
                condition=Q(state=RequestState.ASKED, answered_at__isnull=True)
                | (~Q(state=RequestState.ASKED) & Q(answered_at__isnull=False)),
                name="matching_request_answered",
            ),
        )

    def __str__(self) -> str:
        """Say the state."""
        return self.get_state_display()

    @property
    def is_too_late_to_answer(self) -> bool:
        """Tell whether the time to answer is over, whether or not anybody noted so."""
        return self.state == RequestState.ASKED and self.answer_by <= timezone.now()
