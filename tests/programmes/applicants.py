"""A form with a question of every kind, a cohort that recruits, and somebody who may apply."""

from dataclasses import dataclass, field
from typing import Any

from programmes.applying.enums import ProfileField, QuestionKind
from programmes.enums import CohortState, ParticipantRole
from programmes.models import Application, ApplicationForm, ApplicationWindow, Cohort, Question
from programmes.models.application_form import FormSection
from tests.factories.accounts import MembershipFactory
from tests.factories.choosing import (
    ApplicationFactory,
    ApplicationFormFactory,
    ApplicationWindowFactory,
    FormSectionFactory,
    QuestionFactory,
)
from tests.factories.programmes import CohortFactory
from tests.people import Person, World, person_called

Kind = QuestionKind


@dataclass
class Applying:
    """What most tests of applying begin with."""

    cohort: Cohort
    window: ApplicationWindow
    form: ApplicationForm
    section: FormSection
    person: Person
    questions: dict[str, Question] = field(default_factory=dict)

    def ask(self, name: str, kind: str = Kind.SHORT_TEXT, **facts: Any) -> Question:
        """Add a question at the end."""
        question: Question = QuestionFactory.create(
            section=self.section,
            kind=kind,
            text=f"{name.capitalize()}?",
            position=len(self.questions),
            **facts,
        )
        self.questions[name] = question
        return question

    def begun(self, **facts: Any) -> Application:
        """Begin an application."""
        application: Application = ApplicationFactory.create(
            cohort=self.cohort,
            person=self.person,
            form=self.form,
            role=self.form.role,
            state="draft",
            **facts,
        )
        return application

    def url(self, name: str) -> str:
        """Return the end of a question's address."""
        return f"questions/{self.questions[name].pk}/"


def applying_in(world: World, role: str = ParticipantRole.MENTOR) -> Applying:
    """Let a cohort recruit with a form without questions, and somebody belong to its house."""
    cohort = CohortFactory.create(
        programme=world.programme, state=CohortState.RECRUITING, name="Next cohort"
    )
    person = person_called("Nadia Hassan")
    MembershipFactory.create(organisation=world.organisation, person=person)
    form = ApplicationFormFactory.create(programme=world.programme, role=role)
    return Applying(
        cohort=cohort,
        window=ApplicationWindowFactory.create(cohort=cohort, role=role),
        form=form,
        section=FormSectionFactory.create(form=form, title="About you"),
        person=person,
    )


def ask_everything(applying: Applying) -> None:
    """Ask a question of every kind; one of them only of those who have mentored before."""
    choices = {"options": ["Yes", "No"]}
    applying.ask("name")
    before = applying.ask("before", Kind.CHOICE, **choices)
    applying.ask("where", Kind.LONG_TEXT, asked_if=before, asked_if_answers=["Yes"])
    applying.ask("topics", Kind.MULTI_CHOICE, options=["Careers", "Craft"])
    applying.ask("sure", Kind.SCALE, scale_points=5, options=["Not yet", "Very"])
    applying.ask("since", Kind.DATE)
    applying.ask("paper", Kind.FILE, is_required=False)
    applying.ask("goals", Kind.GOALS)
    applying.ask("job", Kind.PROFILE, profile_field=ProfileField.JOB_TITLE)
    applying.ask("promise", Kind.CONSENT)
