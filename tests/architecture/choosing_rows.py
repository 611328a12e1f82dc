"""One row of everything that has to do with choosing mentors and taking mentees in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from programmes.applying.enums import ApplicationState, QuestionKind
from programmes.enums import CohortState, VersionState
from programmes.models import (
    Answer,
    Appeal,
    Check,
    EligibilityRule,
    Nomination,
    Programme,
    Question,
    Review,
    StoredFile,
    WaitingPlace,
)
from programmes.selection.enums import DecisionState
from tests.factories.choosing import (
    AnswerFactory,
    AppealFactory,
    ApplicationFactory,
    CheckFactory,
    DecisionFactory,
    EligibilityRuleFactory,
    NominationFactory,
    QuestionFactory,
    ReviewFactory,
    WaitingPlaceFactory,
)
from tests.factories.programmes import CohortFactory
from tests.people import World


@dataclass(frozen=True)
class ChoosingRows:
    """What addresses about forms, applications, reviews, decisions and intake point at."""

    # A question of a form that is being written.
    question: Question
    # Somebody's application, handed in, with a file in its only answer.
    answer: Answer
    nomination: Nomination
    waiting_place: WaitingPlace
    eligibility_rule: EligibilityRule
    # An application that the world's reviewer reads.
    marking: Review
    check: Check
    # What the mentor asked about a decision they were told.
    appeal: Appeal

    def given(self) -> dict[str, Callable[[], Any]]:
        """Return what addresses take beside a row's `pk`."""
        return {
            "cohort": lambda: self.answer.application.cohort_id,
            "role": lambda: self.answer.application.role,
            "question": lambda: self.answer.question_id,
            "file": lambda: self.answer.file_id,
            "review_id": lambda: self.marking.pk,
            "reviewer_id": lambda: self.marking.reviewer_id,
        }

    def rows(self) -> dict[str, Any]:
        """Return the row behind each `pk`, by the first words of an address's name."""
        application = self.answer.application
        return {
            "application-form": self.question.section.form,
            "section": self.question.section,
            "question": self.question,
            "window": self.marking.round.cohort,
            "apply": application,
            "application": application,
            "nomination": self.nomination,
            "endorsement": self.waiting_place.application,
            "confirmation": self.waiting_place.application,
            "waiting": self.waiting_place,
            "eligibility": self.eligibility_rule,
            "round": self.marking.round,
            "marking": self.marking,
            "check": self.check,
            "requirement": self.check.requirement,
            "panel": self.appeal.decision.application,
            "decision": self.appeal.decision.application,
            "appeal": self.appeal,
        }


def make_choosing(world: World) -> ChoosingRows:
    """Make one row of each kind."""
    return ChoosingRows(
        question=make_question(world.programme),
        answer=make_application(world),
        nomination=NominationFactory.create(cohort=world.cohort, nominee=world.mentee),
        waiting_place=WaitingPlaceFactory.create(
            application__cohort=world.cohort, application__person=world.mentee
        ),
        eligibility_rule=EligibilityRuleFactory.create(programme=world.programme),
        marking=make_review(world),
        check=make_check(world),
        appeal=make_appeal(world),
    )


def make_question(programme: Programme) -> Question:
    """Make the draft of an application form, with one question."""
    question: Question = QuestionFactory.create(
        section__form__programme=programme,
        section__form__version=2,
        section__form__state=VersionState.DRAFT,
        section__form__published_at=None,
    )
    return question


def make_application(world: World) -> Answer:
    """Make the mentee's application for the next cohort, with a file whose bytes are gone."""
    cohort = CohortFactory.create(programme=world.programme, state=CohortState.RECRUITING)
    application = ApplicationFactory.create(cohort=cohort, person=world.mentee)
    stored = StoredFile.objects.create(
        organisation=world.organisation,
        key="0" * 32,
        filename="certificate.pdf",
        content_type="application/pdf",
        size=1,
        sha256="",
        sent_by=world.mentee,
    )
    answer: Answer = AnswerFactory.create(
        application=application,
        question__section__form=application.form,
        question__kind=QuestionKind.FILE,
        file=stored,
    )
    return answer


def make_review(world: World) -> Review:
    """Make an application that the world's reviewer has to read."""
    review: Review = ReviewFactory.create(
        application__cohort=world.cohort,
        application__person=world.mentor,
        reviewer=world.reviewer,
    )
    application = review.application
    application.round, application.round_number = review.round, 1
    application.save()
    return review


def make_check(world: World) -> Check:
    """Make something that the mentor is asked for, and that stops no match."""
    check: Check = CheckFactory.create(
        requirement__programme=world.programme,
        requirement__blocks_matching=False,
        person=world.mentor,
    )
    return check


def make_appeal(world: World) -> Appeal:
    """Make a decision that the mentor was told, and asks about."""
    application = ApplicationFactory.create(
        cohort=CohortFactory.create(programme=world.programme),
        person=world.mentor,
        state=ApplicationState.DECIDED,
    )
    decision = DecisionFactory.create(
        application=application, state=DecisionState.PUBLISHED, feedback="Ask more", letter="Dear"
    )
    appeal: Appeal = AppealFactory.create(decision=decision)
    return appeal
