"""What is handed down to training when a wave closes, in the same transaction."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.utils import timezone

from evaluation.comparing.series import twins_in
from evaluation.comparing.walk import walk
from evaluation.enums import Purpose, WaveState
from evaluation.handing_down.areas import Area, Scored, areas_of
from evaluation.handing_down.figures import (
    Rating,
    Told,
    gap_figure,
    means_figure,
    mentees_figure,
    own_figure,
    whole_rating,
)
from evaluation.handing_down.intents import hand_down_intents
from evaluation.models import Wave
from mentorship.accounts.models import Organisation
from training.actions.evidence import keep_competency_figure, note_self_ratings
from training.agenda.enums import FigureKind
from training.models import Competency

BOTH_SIDES = (Purpose.COMPETENCY_SELF, Purpose.COMPETENCY_OTHER)


def hand_down(wave: Wave) -> None:
    """Tell training what a closed wave found; safe to run again, which replaces what was told.

    Competency waves give the mean of mentors' own ratings, that of their mentees', and the gap
    between the two once both of a cohort have closed; own ratings go to the clocks by which skills
    fade. Any survey of mentors that asks whether they come back gives the counts. Nothing is told
    that the page of results may not show. Raises ValueError for a wave that is not closed.
    """
    if wave.closed_at is None:
        raise ValueError("Only a closed wave is handed down.")
    if wave.instrument.purpose in BOTH_SIDES:
        _hand_down_competencies(wave)
    hand_down_intents(wave, on=closing_day(wave))


def closing_day(wave: Wave) -> date:
    """Return the day a wave closed, where its organisation is."""
    organisation: Organisation = wave.cohort.programme.organisation
    return timezone.localdate(wave.closed_at, timezone=organisation.time_zone)


def _hand_down_competencies(wave: Wave) -> None:
    """Hand down the means of one side, and the gap where the other side has closed too."""
    competencies = {
        each.key: each for each in Competency.objects.filter(organisation=_organisation_id(wave))
    }
    areas = {key: area for key, area in areas_of(wave).items() if key in competencies}
    is_own = wave.instrument.purpose == Purpose.COMPETENCY_SELF
    kind = FigureKind.SELF if is_own else FigureKind.MENTEE
    for key, area in areas.items():
        _keep(wave, competencies[key], kind, _figure(area, is_own=is_own))
    if is_own:
        note_self_ratings(
            wave.cohort.programme,
            [
                (each.person_id, competencies[key], whole_rating(each.score))
                for key, area in areas.items()
                for each in area.scores
                if each.person_id is not None
            ],
            on=closing_day(wave),
        )
    _hand_down_gaps(wave, competencies)


def _figure(area: Area, *, is_own: bool) -> Told | None:
    """Return the mean of an area on one side, where it may be told."""
    if not area.is_open:
        return means_figure(area.mean_of_means, area.people)
    if is_own:
        return own_figure(each.score for each in area.scores)
    return mentees_figure(_of(area.scores))


def _hand_down_gaps(wave: Wave, competencies: Mapping[str, Competency]) -> None:
    """Hand down the gaps of a wave and its twin, as the page that compares shows them."""
    closed = Wave.objects.filter(
        cohort=wave.cohort_id, instrument__purpose__in=BOTH_SIDES, state=WaveState.CLOSED
    ).select_related("instrument", "cohort__programme__organisation")
    for twin in twins_in(closed):
        for gaps in walk(twin.own, twin.others).gaps:
            for row in gaps.rows if wave in (gaps.own, gaps.others) else ():
                if row.gap is not None and row.measured.key in competencies:
                    # Kept under the mentees' wave: whichever closes last replaces, never doubles.
                    competency = competencies[row.measured.key]
                    told, day = gap_figure(row.gap), closing_day(wave)
                    _keep(gaps.others, competency, FigureKind.GAP, told, on=day)


def _keep(
    wave: Wave,
    competency: Competency,
    kind: FigureKind,
    figure: Told | None,
    *,
    on: date | None = None,
) -> None:
    """Keep a figure, where there is one that may be told."""
    if figure is None:
        return
    keep_competency_figure(
        wave.cohort.programme,
        competency=competency,
        kind=kind,
        wave_key=str(wave.pk),
        measured_on=on or closing_day(wave),
        n=figure.n,
        value=figure.value,
        low=figure.low,
        high=figure.high,
        cohort=wave.cohort,
    )


def _of(found: list[Scored]) -> list[Rating]:
    """Return scores as ratings of the mentor they are about, where the system links them."""
    return [
        Rating(each.person_id, each.about_id, each.score)
        for each in found
        if each.person_id and each.about_id
    ]


def _organisation_id(wave: Wave) -> UUID:
    """Return the organisation whose competencies a wave is about."""
    found: UUID = wave.instrument.organisation_id
    return found
