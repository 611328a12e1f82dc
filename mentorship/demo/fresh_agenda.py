"""What the demo's year showed of mentors' skills, and a refresher drawn from it."""

from datetime import date, timedelta

from mentorship.demo.cast import Cast
from mentorship.demo.programmes import Year
from programmes.models import Programme
from training.actions.evidence import keep_competency_figure, note_raised
from training.agenda.enums import AgendaForm, AgendaState, FigureKind, RaisedCategory, RaisedKind
from training.enums import SessionState
from training.models import AgendaItem, Competency, RefresherAgenda, Session

# Mentors' own rating and mentees' rating, half a year ago and lately, by competency.
SCORES = {
    "expectations": ((5.6, 5.1), (5.7, 5.2)),
    "communication": ((5.9, 4.6), (5.8, 5.2)),
    "understanding": ((5.4, 5.0), (5.4, 5.1)),
    "independence": ((5.2, 4.8), (5.3, 4.7)),
    "inclusion": ((5.8, 4.4), (5.9, 4.3)),
    "development": ((5.0, 5.2), (5.1, 5.2)),
}
LONG_HOUR = 90
WAVES = (("day 30", 190, 21), ("mid-point", 25, 18))
REASONS = (
    *((RaisedKind.CONCERN, RaisedCategory.INCLUSION),) * 3,
    *((RaisedKind.CONCERN, RaisedCategory.CONTACT),) * 2,
    (RaisedKind.CONCERN, RaisedCategory.EXPECTATIONS),
    *((RaisedKind.DECLINE, RaisedCategory.TIME),) * 3,
    *((RaisedKind.DECLINE, RaisedCategory.FIT),) * 2,
    (RaisedKind.ENDED, RaisedCategory.INDEPENDENCE),
)


def build_agenda(cast: Cast, year: Year, today: date) -> None:
    """Store what was rated and raised, and an agenda of which a refresher was made."""
    cohort = year.running.cohort
    programme = cohort.programme
    competencies = {
        row.key: row for row in Competency.objects.filter(organisation=programme.organisation_id)
    }
    for place, (wave, days, n) in enumerate(WAVES):
        for key, scores in SCORES.items():
            own, other = scores[place]
            for kind, value in (
                (FigureKind.SELF, own),
                (FigureKind.MENTEE, other),
                (FigureKind.GAP, round(own - other, 2)),
            ):
                keep_competency_figure(
                    programme,
                    competency=competencies[key],
                    kind=kind,
                    wave_key=f"{cohort.pk} {wave}",
                    measured_on=today - timedelta(days=days),
                    n=n,
                    value=value,
                    cohort=cohort,
                )
    for number, (raised, category) in enumerate(REASONS):
        note_raised(
            programme,
            kind=raised,
            category=category,
            on=today - timedelta(days=30 + 17 * number),
            occasion_key=f"demo {number}",
        )
    _agenda_of_a_refresher(programme, competencies["communication"], cast, today)


def _agenda_of_a_refresher(
    programme: Programme, competency: Competency, cast: Cast, today: date
) -> None:
    """Say what a refresher between the two waves was drawn from."""
    (_, earlier, _), (_, later, _) = WAVES
    session = (
        Session.objects.filter(
            programme=programme,
            state=SessionState.HELD,
            starts_at__date__gt=today - timedelta(days=earlier),
            starts_at__date__lt=today - timedelta(days=later),
        )
        .order_by("-starts_at")
        .first()
    )
    if session is None:
        return
    agenda = RefresherAgenda.objects.create(
        programme=programme,
        title=session.title,
        form=AgendaForm.HOUR if session.minutes <= LONG_HOUR else AgendaForm.HALF_DAY,
        state=AgendaState.PLANNED,
        session=session,
        drawn_up_at=session.starts_at - timedelta(days=40),
        drawn_up_by=cast.coordinator,
    )
    AgendaItem.objects.create(
        agenda=agenda,
        title=competency.name,
        minutes=session.minutes,
        competency=competency,
        why="Mentors rate themselves 1.3 points higher than their mentees do (n = 21).",
    )
