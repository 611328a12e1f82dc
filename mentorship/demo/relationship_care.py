"""What coordinators did for the demo's pairs, and how well earlier weeks foresaw what came."""

from datetime import date, timedelta

from django.utils import timezone

from matching.actions.care import work_out_health
from matching.actions.health_readings import fill_in_aftermaths, keep_readings
from matching.afterwards.enums import FitAnswer
from matching.agreeing.enums import AgreementState
from matching.care.enums import CareKind, HealthLevel, HealthReason
from matching.care.scoring import MOST_DAYS_WEIGHED, WEIGHTS, Kind, quiet_after
from matching.enums import MatchSide, MatchState, MeetingState
from matching.models import CareStep, FitCheck, HealthReading, Match
from mentorship.demo.cast import Cast
from mentorship.demo.programmes import Year

# Of pairs that go on, so many weeks are on record.
WEEKS = 12
WEEKS_IN_A_YEAR = 52
# What was done for the pairs that need somebody most, in turn: how many days ago, and its note.
STEPS = (
    (CareKind.NUDGED, 3, ""),
    (CareKind.CALLED, 12, "Both are busy with the year end; they mean to meet next week."),
)
# A pair that has not met for so many days agreed to meet every two weeks.
QUIET_FROM = 28
MENTEE = "members__participant__person__name"
FIT_ANSWERS = (FitAnswer.GOOD, FitAnswer.NOT_GOOD)
PUT_OFF = "Between two projects; they go on when the new one has begun."


def build_care(cast: Cast, year: Year, today: date) -> None:
    """Work out how every pair fares, and store steps and earlier readings of the running cohort."""
    pairs = Match.objects.filter(
        cohort=year.running.cohort, state=MatchState.ACTIVE, members__side=MatchSide.MENTEE
    ).order_by(MENTEE)
    _trouble(list(pairs), today)
    work_out_health(Match.objects.all(), on=today)
    in_need = list(pairs.filter(health__level=HealthLevel.HELP).order_by("-health__score", MENTEE))
    for match, (kind, days, words) in zip(in_need[1:], STEPS, strict=False):
        CareStep.objects.create(
            match=match,
            kind=kind,
            by=cast.coordinator,
            at=timezone.now() - timedelta(days=days),
            words=words,
            reasons=[HealthReason.QUIET],
        )
    if worth_a_look := pairs.filter(health__level=HealthLevel.WATCH).last():
        CareStep.objects.create(
            match=worth_a_look,
            kind=CareKind.SNOOZED,
            by=cast.coordinator,
            at=timezone.now() - timedelta(days=1),
            words=PUT_OFF,
            until=today + timedelta(days=20),
            reasons=[each["reason"] for each in worth_a_look.health.reasons],
        )
        work_out_health(Match.objects.filter(pk=worth_a_look.pk), on=today)
    _earlier_readings([*pairs, *Match.objects.filter(cohort=year.closed.cohort)], today)
    fill_in_aftermaths(on=today)
    keep_readings(on=today)


def _trouble(matches: list[Match], today: date) -> None:
    """Let pairs that are quiet have agreed to meet every two weeks, and one say it does not fit."""
    silent = []
    for match in matches:
        met = match.meetings.filter(state=MeetingState.HELD).last()
        if met is None or (today - timezone.localdate(met.starts_at)).days <= QUIET_FROM:
            continue
        silent.append(match)
        if not match.agreements.exists():
            match.agreements.create(
                version=1,
                state=AgreementState.IN_FORCE,
                purpose="To find a way into leading projects.",
                confidentiality="What we say stays between us.",
                every_weeks=2,
                contact="By message.",
                ends_on=today + timedelta(days=120),
                written_by=match.mentees[0],
                in_force_at=timezone.now() - timedelta(days=90),
            )
    if silent and not FitCheck.objects.filter(member__match=silent[-1]).exists():
        asked_at = timezone.now() - timedelta(days=60)
        for member, answer in zip(silent[-1].members.all(), FIT_ANSWERS, strict=False):
            member.fit_checks.create(
                asked_at=asked_at, answered_at=asked_at + timedelta(days=2), answer=answer
            )


def _earlier_readings(matches: list[Match], today: date) -> None:
    """Store how each pair would have been scored in earlier weeks, by its silence alone."""
    monday = today - timedelta(days=today.weekday())
    readings = []
    for match in matches:
        held = match.meetings.filter(state=MeetingState.HELD).order_by("starts_at")
        met_on = [timezone.localdate(meeting.starts_at) for meeting in held]
        until = monday if match.ended_on is None else match.ended_on
        for weeks in range(1, WEEKS_IN_A_YEAR * 2):
            week_on = monday - timedelta(weeks=weeks)
            is_kept = match.ended_on is not None or weeks <= WEEKS
            if not is_kept or match.started_on is None or not match.started_on <= week_on < until:
                continue
            last = max((day for day in met_on if day <= week_on), default=match.started_on)
            over = (week_on - last).days - quiet_after(2)
            is_quiet = over > 0
            points = WEIGHTS[Kind.QUIET] + min(over, MOST_DAYS_WEIGHED) if is_quiet else 0
            readings.append(
                HealthReading(
                    match=match,
                    week_on=week_on,
                    level=HealthLevel.HELP if is_quiet else HealthLevel.WELL,
                    reasons=[HealthReason.QUIET] if is_quiet else [],
                    was_alerted=is_quiet,
                    score=points,
                )
            )
    HealthReading.objects.bulk_create(readings, batch_size=500)
