"""The demo's charters: one signed and soon looked at again, one that awaits its signature."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.demo.cast import Cast
from mentorship.demo.programmes import Year, noon
from programmes.actions.charters import ask_for_signature
from programmes.enums import CharterState, ReviewAnswer, SignOffState
from programmes.models import Charter, CharterReview, Programme, SignOff, Sponsorship

# How many days ago things happened in the leadership programme.
FIRST_SIGNED = 640
HANDED_OVER = 420
SECOND_SIGNED = 400
REVIEWED = 172
NEXT_REVIEW = 12

LEADERSHIP = {
    "purpose": (
        "We lose two in five of our emerging leaders within three years, most often to a step up "
        "that we could have offered them. Leadership Mentoring grows our next leaders from within, "
        "and gives the experience of those who lead today a place to go."
    ),
    "sponsor_commits": (
        "Opens the kick-off of every cohort, in person\n"
        "Frees each mentor for two hours a month, and says so to their managers\n"
        "Reads the report within two weeks and answers what it asks\n"
        "Talks with the coordinator every quarter, for half an hour"
    ),
    "programme_commits": (
        "Matches only mentors who are trained and in date\n"
        "Reports on results twice a year, good or bad\n"
        "Tells of a problem within a week, and brings a proposal with it\n"
        "Keeps what is said between mentor and mentee between them"
    ),
    "resources": (
        "A lead coordinator for two days a week\n"
        "£6,000 a year for training and gatherings\n"
        "Two hours a month for every mentor and mentee"
    ),
}
FIRST_LEADERSHIP = LEADERSHIP | {
    "sponsor_commits": (
        "Opens the kick-off of every cohort, in person\n"
        "Frees each mentor for one hour a month\n"
        "Reads the report and answers what it asks"
    ),
    "resources": "A lead coordinator for one day a week\n£4,500 a year for training and gatherings",
}
STARTERS = {
    "purpose": (
        "One in four of those who join us leaves within two years. First Steps gives everybody in "
        "their first two years somebody to ask who is not their manager."
    ),
    "sponsor_commits": (
        "Writes to every new cohort in the first week\n"
        "Asks directors once a year to name two mentors each\n"
        "Reads the report within two weeks and answers what it asks"
    ),
    "programme_commits": (
        "Finds every newcomer who asks a mentor within six weeks\n"
        "Trains mentors before they begin, and refreshes them every year\n"
        "Reports on who stays, and why"
    ),
    "resources": "A coordinator for one day a week\n£2,000 a year for training",
}


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature that the demo remembers."""

    version: int
    state: CharterState
    texts: dict[str, str]
    sponsorship: Sponsorship
    days_ago: int


def build_charters(cast: Cast, year: Year, today: date) -> None:
    """Store the charters with their sponsors, signatures and reviews."""
    former = _hand_over(year.leadership, cast, today)
    current = year.leadership.sponsorships.get(person=cast.sponsor)
    _sign(Signed(1, CharterState.SUPERSEDED, FIRST_LEADERSHIP, former, FIRST_SIGNED), cast, today)
    charter = _sign(Signed(2, CharterState.SIGNED, LEADERSHIP, current, SECOND_SIGNED), cast, today)
    _review(charter, cast.sponsor, today)
    draft = Charter.objects.create(
        programme=year.starters, version=1, written_by=cast.coordinator, review_months=6, **STARTERS
    )
    ask_for_signature(draft, sponsorship=year.starters.sponsorships.get(), by=cast.coordinator)


def _hand_over(programme: Programme, cast: Cast, today: date) -> Sponsorship:
    """Put somebody before the sponsor of today, and return their sponsorship."""
    handed_over = today - timedelta(days=HANDED_OVER)
    current = programme.sponsorships.get(person=cast.sponsor)
    former = Sponsorship.objects.create(
        programme=programme,
        person=cast.seniors[44],
        position="Director of Strategy",
        started_on=current.started_on,
        ended_on=handed_over,
        ended_reason="Moved to lead the office in Lisbon",
    )
    programme.sponsorships.filter(pk=current.pk).update(started_on=handed_over)
    return former


def _sign(signed: Signed, cast: Cast, today: date) -> Charter:
    """Store a signed version with the request that led to it."""
    at = noon(today - timedelta(days=signed.days_ago))
    sponsorship = signed.sponsorship
    charter = Charter.objects.create(
        programme=sponsorship.programme,
        version=signed.version,
        state=signed.state,
        review_months=6,
        written_by=cast.coordinator,
        signed_by=sponsorship.person,
        signed_at=at,
        **signed.texts,
    )
    SignOff.objects.create(
        charter=charter,
        sponsorship=sponsorship,
        state=SignOffState.SIGNED,
        asked_by=cast.coordinator,
        asked_at=at - timedelta(days=2),
        expires_at=at + timedelta(days=28),
        ended_at=at,
        signed_name=sponsorship.person.name,
    )
    return charter


def _review(charter: Charter, sponsor: Person, today: date) -> None:
    """Store a review that was answered, and the one that comes next."""
    reviewed = today - timedelta(days=REVIEWED)
    CharterReview.objects.create(
        charter=charter,
        due_on=reviewed + timedelta(days=4),
        answer=ReviewAnswer.STANDS,
        words="It stands. The quarterly half hours are the part I would miss most.",
        answered_by=sponsor,
        answered_at=noon(reviewed),
    )
    CharterReview.objects.create(
        charter=charter, due_on=timezone.localdate(noon(today)) + timedelta(days=NEXT_REVIEW)
    )
