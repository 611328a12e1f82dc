"""What an agreement says before anybody changed a word: warm, plain, and true of the programme."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from matching.agreeing.lines import LONGEST, SHORTEST, AgreementLines
from matching.models import Match
from matching.wording import short_names
from programmes.queries import policy_of

DAYS_OF_A_MONTH = 30


def starter_for(match: Match) -> AgreementLines:
    """Return five lines to begin with; one query. The match comes with its people and programme."""
    programme = match.cohort.programme
    policy = policy_of(programme)
    today = timezone.localdate(timezone=programme.organisation.time_zone)
    return AgreementLines(
        purpose=_purpose(match),
        confidentiality=_(
            "What we tell each other stays between us. Two things cannot stay with us: if somebody"
            " may come to harm, or if the law is broken. Then we say so to each other first, where"
            " that is safe, and ask those who run the programme for help."
        ),
        every_weeks=min(max(policy.meets_every_weeks, SHORTEST), LONGEST),
        contact=_(
            "We write to each other here and answer within two working days. Whoever cannot come"
            " to a meeting says so the day before, and suggests another day."
        ),
        ends_on=_last_day(match, today, policy.months),
    )


def _purpose(match: Match) -> str:
    """Say what the match is about, where somebody named it; else whom it is for."""
    if match.title:
        return _("We work on this together: %(title)s.") % {"title": match.title}
    if match.is_of_peers:
        return _("Each of us grows in what they choose; the other listens, asks and encourages.")
    words = {"mentees": short_names(match.mentees), "mentors": short_names(match.mentors)}
    return (
        _(
            "%(mentees)s chooses what to grow in; %(mentors)s listens, asks and shares what helped."
            " We name the first goal when we meet."
        )
        % words
    )


def _last_day(match: Match, today: date, months: int) -> date:
    """Return the end of the cohort, or, where that is over, of a cohort that began today."""
    ends_on = match.cohort.ends_on
    return ends_on if ends_on > today else today + timedelta(days=months * DAYS_OF_A_MONTH)
