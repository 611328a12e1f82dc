"""“Fresh and alive” in reports of the first schema, which froze neither trend nor support."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from evaluation.reports import phrases
from evaluation.reports.document import Answered
from evaluation.reports.model import Learning, ReportData
from programmes.enums import ParticipantRole
from training.enums import EntryKind

KEEPS_CURRENT = frozenset({EntryKind.REFRESHER, EntryKind.GATHERING})


def answers(data: ReportData) -> tuple[Answered, ...]:
    """Answer the four questions from the figures of the report."""
    return (_skills(data), _staying(data), _stepping_up(data), _supporting(data))


def _skills(data: ReportData) -> Answered:
    """Answer what keeps skills current."""
    question = _("What keeps our mentors’ and mentees’ skills and knowledge current?")
    register = data.currency_of(ParticipantRole.MENTOR)
    refreshed = [earned for earned in data.training.earned if earned.kind in KEEPS_CURRENT]
    if register and register.in_date.is_shown and register.in_date.n and register.in_date.count:
        lacking = register.in_date.n - register.in_date.count
        return Answered(
            question,
            _("%(count)s mentors have their training in date %(share)s.")
            % {
                "count": phrases.count_of(register.in_date),
                "share": phrases.share_of(register.in_date),
            },
            _("%(count)s mentors are not in date.") % {"count": number_format(lacking)},
            _("Invite those who are due to the next refresher."),
        )
    if refreshed:
        return Answered(
            question,
            _hours(refreshed),
            _("No register of currency shows who is due."),
            _("Agree on hours of refresher training in each year, and keep a register."),
        )
    prepared = data.question("training_adequate", ParticipantRole.MENTOR)
    figure = (
        phrases.said(prepared) if prepared else _("No hours of refresher training are on record.")
    )
    return Answered(
        question,
        figure,
        _("No refresher training is on record, so nobody can tell whose skills are current."),
        _("Plan a first refresher, and record who takes part."),
    )


def _staying(data: ReportData) -> Answered:
    """Answer how mentors are retained."""
    question = _("How do we retain our mentors?")
    returning = data.retention.returning
    if not returning.is_shown or returning.n is None or returning.count is None:
        return Answered(
            question,
            _("No later cohort has closed, so nobody can have come back yet."),
            _("What mentors intend is not what they do: the next cohort will show it."),
            _("Ask this cohort’s mentors now whether they will return."),
        )
    intent = data.question("wants_mentor", ParticipantRole.MENTOR)
    figure = phrases.capital(phrases.came_back(returning, is_pooled=data.is_pooled)) + "."
    if intent and intent.figure.is_shown:
        figure += " " + _("%(count)s mentors’ answers said they would like to %(share)s.") % {
            "count": phrases.count_of(intent.figure),
            "share": phrases.share_of(intent.figure),
        }
    return Answered(
        question,
        figure,
        _("%(count)s did not come back for the next cohort.")
        % {"count": number_format(returning.n - returning.count)},
        _("Ask every mentor before the cohort ends, and thank those who pause."),
    )


def _stepping_up(data: ReportData) -> Answered:
    """Answer what encourages mentees to become mentors."""
    question = _("What encourages mentees to become mentors?")
    willing = data.question("wants_mentor", ParticipantRole.MENTEE)
    conversion = data.retention.conversion
    parts = []
    if willing and willing.figure.is_shown:
        parts.append(
            _("%(count)s mentees’ answers said they would like to mentor %(share)s.")
            % {
                "count": phrases.count_of(willing.figure),
                "share": phrases.share_of(willing.figure),
            }
        )
    if conversion.is_shown:
        parts.append(
            _("%(count)s mentees who could have stepped up did %(share)s.")
            % {
                "count": phrases.count_of(conversion),
                "share": phrases.share_with_interval(conversion),
            }
        )
    if not parts:
        return Answered(
            question,
            _("Neither wish nor step is on record."),
            _("Mentees have not been asked whether they would like to mentor."),
            _("Ask them in the survey at the close."),
        )
    is_gap = len(parts) > 1 and _share(willing.figure.value if willing else None) > _share(
        conversion.value
    )
    return Answered(
        question,
        " ".join(parts),
        _("More would like to than have done so.")
        if is_gap
        else _("What helped those who stepped up is not on record."),
        _("Invite those who said yes to shadow a mentor in the next cohort."),
    )


def _supporting(data: ReportData) -> Answered:
    """Answer how those who become mentors are supported."""
    question = _("How do we support those who are becoming mentors?")
    step = _("Give each new mentor an experienced one to turn to in the first year.")
    transition = [e for e in data.training.earned if e.kind == EntryKind.TRANSITION]
    if transition:
        return Answered(
            question, _hours(transition), _("What it led to is not measured yet."), step
        )
    return Answered(
        question,
        _("No training for becoming a mentor is on record."),
        _("Mentees who step up start like anybody else."),
        step,
    )


def _hours(earned: list[Learning]) -> str:
    """Say how many hours were earned by how many people of each role."""
    parts = [
        _("%(people)s %(role)s earned %(hours)s hours")
        % {
            "people": number_format(learning.people),
            "role": phrases.audience(learning.role).lower(),
            "hours": number_format(learning.hours),
        }
        for learning in earned
    ]
    return _("%(list)s (ledger of hours).") % {"list": "; ".join(parts)}


def _share(value: Decimal | None) -> Decimal:
    """Return a share, or none at all as zero."""
    return value or Decimal(0)
