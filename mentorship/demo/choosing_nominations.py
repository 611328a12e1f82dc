"""Whom the demo's managers and mentors put forward."""

from datetime import date

from mentorship.demo.cast import Cast
from mentorship.demo.choosing_forms import days_before
from mentorship.demo.programmes import noon
from programmes.enums import ParticipantRole
from programmes.intake.enums import NominationState, NominatorKind
from programmes.models import Cohort, Nomination


def nominate(cast: Cast, cohort: Cohort, today: date) -> None:
    """Let managers and a mentor put people forward; one has said yes, one no."""
    told = (
        (26, 4, NominatorKind.MANAGER, NominationState.OPEN, "She already leads without a title."),
        (27, 6, NominatorKind.MENTOR, NominationState.OPEN, "He asks the questions I should ask."),
        (62, 12, NominatorKind.MANAGER, NominationState.CONFIRMED, "Ready for a wider role."),
        (28, 9, NominatorKind.COLLEAGUE, NominationState.DECLINED, "Would bring a new view."),
    )
    Nomination.objects.bulk_create(
        Nomination(
            cohort=cohort,
            role=ParticipantRole.MENTEE,
            nominee=cast.juniors[place],
            nominated_by=cast.seniors[place % 9],
            nominator_kind=kind,
            state=state,
            reason=reason,
            nominated_at=noon(days_before(today, days)),
            answered_at=None
            if state == NominationState.OPEN
            else noon(days_before(today, days - 2)),
        )
        for place, days, kind, state, reason in told
    )
