"""What keeps the demo's mentors: thanks from mentees, and why some did not come back."""

from datetime import timedelta

from django.utils import timezone

from matching.models import Match
from mentorship.demo.cast import Cast
from mentorship.demo.programmes import Year
from programmes.enums import ParticipantRole
from training.models import Departure, ThankYou
from training.retention.enums import LeavingCause
from training.retention.returning import left

WORDS = (
    "You asked what I wanted, and waited until I knew.",
    "Thank you for the honest word before my interview.",
    "Every Tuesday I left with one thing to try.",
    "You opened a door, and then let me walk through it alone.",
)
CAUSES = (LeavingCause.TIME, LeavingCause.BREAK, LeavingCause.MOVED_ON, LeavingCause.TIME)


def add_retention(cast: Cast, year: Year) -> None:
    """Store notes of thanks, most of them shared, and causes for half of those who left."""
    programme = year.running.cohort.programme
    matches = Match.objects.filter(cohort=year.running.cohort).prefetch_related(
        "members__participant__person"
    )
    pairs = [
        {member.side: member.participant.person for member in match.members.all()}
        for match in matches
    ]
    pairs.sort(key=lambda sides: sides[ParticipantRole.MENTOR].name)
    for number, (sides, words) in enumerate(zip(pairs, WORDS, strict=False)):
        ThankYou.objects.create(
            programme=programme,
            author=sides[ParticipantRole.MENTEE],
            mentor=sides[ParticipantRole.MENTOR],
            words=words,
            may_be_shared=number > 0,
            written_at=timezone.now() - timedelta(days=3 + 11 * number),
        )
    for place, cause in zip(left(programme), CAUSES, strict=False):
        Departure.objects.create(participant=place, cause=cause, noted_by=cast.coordinator)
