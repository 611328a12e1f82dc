"""What has to be asked about a table before it can be checked; nothing is guessed."""

from dataclasses import dataclass, field

from programmes.importing.answers import Answers
from programmes.importing.cohorts import Cohorts, number_in
from programmes.importing.days import Evidence, evidence_of
from programmes.importing.enums import ImportKind, WordAbout
from programmes.importing.fields import DAYS
from programmes.importing.words import meaning_of
from programmes.models import Import, RememberedWord

MOST_WORDS = 30
MOST_COHORTS = 20


@dataclass(slots=True)
class Questions:
    """Everything nobody can know but whoever brings the table."""

    evidence: Evidence = field(default_factory=Evidence)
    roles: list[str] = field(default_factory=list)
    states: list[str] = field(default_factory=list)
    # Cohorts, by number, that the table names and nobody has planned.
    cohorts: list[int] = field(default_factory=list)
    asks_cohort: bool = False
    asks_role: bool = False
    asks_state: bool = False

    @property
    def any(self) -> bool:
        """Tell whether anything has to be asked."""
        return bool(
            self.evidence.must_ask
            or self.roles
            or self.states
            or self.cohorts
            or self.asks_cohort
            or self.asks_role
            or self.asks_state
        )


def questions_about(run: Import, answers: Answers, *, may_plan: bool) -> Questions:
    """Return what to ask; a missing cohort only of those who may plan one."""
    questions = Questions(evidence=_evidence(run, answers))
    if run.kind == ImportKind.MEMBERS:
        return questions
    roles = remembered(run, WordAbout.ROLE)
    states = remembered(run, WordAbout.STATE)
    questions.roles = [
        w for w in texts_of(run, answers, "role") if not meaning_of("role", w, roles)
    ]
    questions.states = [
        word for word in texts_of(run, answers, "state") if not meaning_of("state", word, states)
    ]
    questions.roles, questions.states = questions.roles[:MOST_WORDS], questions.states[:MOST_WORDS]
    questions.asks_role = answers.position_of("role") is None
    questions.asks_cohort = answers.position_of("cohort") is None
    is_about_now = run.kind == ImportKind.PEOPLE
    questions.asks_state = is_about_now and answers.position_of("state") is None
    if may_plan:
        questions.cohorts = _missing_cohorts(run, answers)
    return questions


def texts_of(run: Import, answers: Answers, key: str) -> list[str]:
    """Return the different texts in the column of a field, in alphabetical order."""
    position = answers.position_of(key)
    if position is None:
        return []
    found = run.rows.values_list(f"given__{position}", flat=True).order_by().distinct()
    return sorted({text for text in found if isinstance(text, str) and text})


def remembered(run: Import, about: WordAbout) -> dict[str, str]:
    """Return what the organisation said before that words mean."""
    words = RememberedWord.objects.filter(organisation=run.organisation_id, about=about)
    return dict(words.values_list("word", "meaning"))


def _evidence(run: Import, answers: Answers) -> Evidence:
    """Look at all days of the table at once."""
    return evidence_of(text for key in DAYS for text in texts_of(run, answers, key))


def _missing_cohorts(run: Import, answers: Answers) -> list[int]:
    """Return the numbers for which there is no cohort."""
    known = Cohorts(run.programme, [], None)
    missing = {
        int(number_in(text))
        for text in texts_of(run, answers, "cohort")
        if number_in(text) and known.find(text) is None
    }
    return sorted(missing)[:MOST_COHORTS]
