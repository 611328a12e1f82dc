"""What the demo's pairs write to each other: one warm conversation, and one report that waits."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from matching.enums import MatchState
from matching.messaging.enums import ReportReason
from matching.models import Match, MessageReport, PairMessage, ThreadRead
from mentorship.accounts.models import Person
from mentorship.demo.programmes import Year

# How many days ago, at what time, whether the mentor wrote, and what.
LINES = (
    (19, time(8, 12), False, "Thank you for yesterday. I keep thinking about your question."),
    (19, time(12, 40), True, "Which one? I remember asking too many."),
    (
        19,
        time(12, 55),
        False,
        "What I would do if nobody could say no.\n\nI would ask for the team lead post.",
    ),
    (18, time(7, 30), True, "Then let us work on that. Bring the advert next time?"),
    (
        6,
        time(17, 5),
        False,
        "Here it is: https://jobs.example/team-lead\nThe closing date is sooner than I thought.",
    ),
    (6, time(18, 20), True, "Good. Two pages, not four. I can read a draft on Thursday evening."),
    (2, time(9, 2), False, "Draft is done. I am a little proud of it."),
    (1, time(16, 45), True, "You should be. I have three small questions, all of them kind."),
)


def build_messages(year: Year, today: date) -> None:
    """Store a conversation of the first running pair, of which the last line is unread."""
    matches = Match.objects.filter(cohort=year.running.cohort, state=MatchState.ACTIVE)
    pairs = list(matches.with_people().order_by("proposed_at", "pk"))
    amara = next(each for each in pairs if _is_called(each, "amara.okafor", "jonas.weber"))
    mentor, mentee = amara.mentors[0], amara.mentees[0]
    said = [
        _say(amara, mentor if by_mentor else mentee, _at(today, days, hour), text)
        for days, hour, by_mentor, text in LINES
    ]
    ThreadRead.objects.create(match=amara, person=mentor, read_at=said[-1].sent_at)
    ThreadRead.objects.create(match=amara, person=mentee, read_at=said[-2].sent_at)
    other = next(each for each in pairs if not set(each.people) & {mentor, mentee})
    _report(other, today)


def _report(match: Match, today: date) -> None:
    """Let a mentee report a message, which the coordinators have not settled yet."""
    mentor, mentee = match.mentors[0], match.mentees[0]
    text = "My brother sells these courses. You would be foolish not to buy one."
    message = _say(match, mentor, _at(today, 3, time(20, 15)), text)
    ThreadRead.objects.create(match=match, person=mentee, read_at=message.sent_at)
    MessageReport.objects.create(
        match=match,
        message=message,
        by=mentee,
        reason=ReportReason.SALES,
        words="It is the third time. I would rather not say so to his face.",
        raised_at=_at(today, 2, time(7, 50)),
    )


def _say(match: Match, by: Person, at: datetime, text: str) -> PairMessage:
    """Store one message."""
    return PairMessage.objects.create(match=match, by=by, sent_at=at, text=text)


def _at(today: date, days: int, hour: time) -> datetime:
    """Return a time so many days before today."""
    return timezone.make_aware(datetime.combine(today - timedelta(days=days), hour))


def _is_called(match: Match, *addresses: str) -> bool:
    """Tell whether the match is that of these people."""
    found = {(person.email or "").partition("@")[0] for person in match.people}
    return found == set(addresses)
