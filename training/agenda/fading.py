"""What fades, as pages show it: a mentor's own skills, and what was fitted in a programme."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from mentorship.accounts.models import Person
from programmes.enums import ParticipantRole
from programmes.models import Programme
from training.agenda.clocks import Skill, Spread, skills_of
from training.agenda.enums import FitFinding
from training.decay import FEWEST_PEOPLE, Band
from training.models import Competency, DecayFit, Session
from training.queries.currency import today_at
from training.queries.register import open_places
from training.queries.sessions import sessions_for

TONES = {Band.FRESH: "good", Band.FADING: "warn", Band.FADED: "warn", Band.NEVER: "idle"}


@dataclass(frozen=True, slots=True)
class OwnSkill:
    """One clock of a mentor, in words, and the next session that feeds it."""

    skill: Skill
    word: str
    tone: str
    sentence: str
    session: Session | None

    @property
    def percent(self) -> int:
        """Return how much is left, in per cent; 0 where nothing is on record."""
        return round(100 * (self.skill.retained.value or 0))


@dataclass(frozen=True, slots=True)
class OwnSkills:
    """All clocks of a mentor in the programme in which they take part now."""

    programme: Programme | None
    skills: tuple[OwnSkill, ...] = ()

    @property
    def competencies(self) -> list[Competency]:
        """Return what is asked of them."""
        return [own.skill.competency for own in self.skills]


@dataclass(frozen=True, slots=True)
class FitLine:
    """Where the half-life of a competency comes from."""

    name: str
    sentence: str


def own_skills(person: Person) -> OwnSkills:
    """Return a mentor's clocks in the latest cohort in which they take part; eight queries."""
    places = open_places().of(person).filter(role=ParticipantRole.MENTOR)
    place = places.select_related("cohort__programme__organisation").order_by("-joined_on").first()
    if place is None:
        return OwnSkills(None)
    programme = place.cohort.programme
    skills = skills_of(person, programme, today_at(programme.organisation))
    feeding = _next_sessions(person)
    return OwnSkills(
        programme, tuple(_own(skill, feeding.get(skill.competency.pk)) for skill in skills)
    )


def fit_lines(programme: Programme, spreads: Sequence[Spread]) -> list[FitLine]:
    """Return for each competency what its half-life rests on; one query."""
    fits = {fit.competency_id: fit for fit in DecayFit.objects.filter(programme=programme)}
    return [
        FitLine(spread.competency.name, _fit_sentence(fits.get(spread.competency.pk)))
        for spread in spreads
    ]


def _own(skill: Skill, session: Session | None) -> OwnSkill:
    """Return one clock in words."""
    band = skill.retained.band
    words = {
        Band.FRESH: _("Fresh"),
        Band.FADING: _("Fading"),
        Band.FADED: _("Time to practise"),
        Band.NEVER: _("Not on record"),
    }
    return OwnSkill(skill, words[band], TONES[band], _sentence(skill), session)


def _sentence(skill: Skill) -> str:
    """Say how much is probably left, and between which ends."""
    kept = skill.retained
    if kept.low is None or kept.high is None:
        return _("No session or meeting on it is on record yet.")
    return _("Probably %(low)s to %(high)s%% is left.") % {
        "low": number_format(round(100 * kept.low)),
        "high": number_format(round(100 * kept.high)),
    }


def _next_sessions(person: Person) -> dict[object, Session]:
    """Return the next session for the person that works on each competency; prefetched."""
    sessions = sessions_for(person).upcoming().select_related("course")
    found: dict[object, Session] = {}
    for session in sessions.prefetch_related("competencies", "course__competencies")[:20]:
        own = list(session.competencies.all())
        taught = own or (list(session.course.competencies.all()) if session.course else [])
        for competency in taught:
            found.setdefault(competency.pk, session)
    return found


def _fit_sentence(fit: DecayFit | None) -> str:
    """Say where a half-life comes from."""
    if fit is None or fit.finding == FitFinding.TOO_FEW:
        people = fit.people if fit else 0
        return _(
            "The usual half-life: %(people)s of the %(needed)s people needed have rated "
            "themselves again."
        ) % {"people": number_format(people), "needed": FEWEST_PEOPLE}
    if fit.finding == FitFinding.NO_DECAY:
        return _(
            "The usual half-life: the repeated ratings of %(people)s people show no decay."
        ) % {"people": number_format(fit.people)}
    return _(
        "Fitted to this programme: %(months)s months, 95%% interval %(low)s to %(high)s, "
        "from %(people)s people."
    ) % {
        "months": number_format(round(fit.half_life_months or 0, 1), 1),
        "low": number_format(round(fit.low or 0, 1), 1),
        "high": number_format(round(fit.high or 0, 1), 1),
        "people": number_format(fit.people),
    }
