"""The demo's relationships from within: what the pairs agreed, said, planned and closed."""

from datetime import date

from mentorship.accounts.models import Organisation
from mentorship.demo.cast import Cast
from mentorship.demo.programmes import Year
from mentorship.demo.relationship_after import build_after
from mentorship.demo.relationship_agreeing import build_agreeing
from mentorship.demo.relationship_booking import build_booking
from mentorship.demo.relationship_care import build_care
from mentorship.demo.relationship_concerns import build_concerns
from mentorship.demo.relationship_ending import build_ending
from mentorship.demo.relationship_goals import build_goals
from mentorship.demo.relationship_messages import build_messages


def build_relationships(organisation: Organisation, cast: Cast, year: Year, today: date) -> None:
    """Store what belongs to the matches there are; how each fares is worked out at the end."""
    build_after(year, today)
    build_goals(year, today)
    build_agreeing(year, today)
    build_booking(year, today)
    build_messages(year, today)
    build_concerns(organisation, cast, year, today)
    build_ending(year, today)
    build_care(cast, year, today)
