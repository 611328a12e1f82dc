"""What the four questions were answered a quarter and half a year ago, so that trends are seen."""

from datetime import date, timedelta

from mentorship.accounts.models import Organisation
from training.actions.fresh import keep_reading
from training.fresh.enums import Question
from training.fresh.figures import Share, in_date, supported

# So many days ago, the share of mentors in date, and the share of new mentors with a supporter.
EARLIER = ((180, 0.65, 0.2), (90, 0.75, 0.4))


def add_readings(organisation: Organisation, today: date) -> None:
    """Store earlier readings of every programme that has a figure now, over as many people."""
    for programme in organisation.programmes.order_by("pk"):
        mentors, learning = in_date(programme).of, supported(programme).of
        for days, skills, support in EARLIER:
            day = today - timedelta(days=days)
            keep_reading(programme, Question.SKILLS, _part(skills, mentors), on=day)
            keep_reading(programme, Question.SUPPORT, _part(support, learning), on=day)


def _part(share: float, of: int) -> Share:
    """Return a share of so many people."""
    return Share(round(share * of), of)
