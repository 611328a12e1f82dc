"""Applications and all that belongs to them."""

from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from programmes.applying.enums import ApplicationState, QuestionKind
from programmes.checks.enums import CheckKind
from programmes.enums import ParticipantRole, VersionState
from programmes.intake.enums import EligibilityFact, EligibilityTest, NominatorKind
from programmes.models import Application, Cohort, IdealMentorProfile, Programme, WaitingPlace
from programmes.selection.enums import AppealKind, DecisionReason, DecisionState, Outcome
from tests.factories.accounts import PersonFactory
from tests.factories.programmes import CohortFactory, ProgrammeFactory
from tests.factories.setup import CriterionFactory, ExpectationFactory, IdealMentorProfileFactory


class ApplicationFormFactory(DjangoModelFactory):
    """A published one; of a programme and role the same again."""

    class Meta:
        model = "programmes.ApplicationForm"
        django_get_or_create = ("programme", "role", "version")

    programme = factory.SubFactory(ProgrammeFactory)
    role = ParticipantRole.MENTOR
    version = 1
    state = VersionState.PUBLISHED
    published_at = factory.LazyFunction(timezone.now)


class FormSectionFactory(DjangoModelFactory):
    class Meta:
        model = "programmes.FormSection"

    form = factory.SubFactory(ApplicationFormFactory)
    title = "About you"


class QuestionFactory(DjangoModelFactory):
    class Meta:
        model = "programmes.Question"

    section = factory.SubFactory(FormSectionFactory)
    kind = QuestionKind.SHORT_TEXT
    text = factory.Sequence("Question {}?".format)


class ApplicationWindowFactory(DjangoModelFactory):
    """Open since a week, for a month more."""

    class Meta:
        model = "programmes.ApplicationWindow"

    cohort = factory.SubFactory(CohortFactory)
    role = ParticipantRole.MENTOR
    opens_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=7))
    closes_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30))


class ApplicationFactory(DjangoModelFactory):
    """A mentor's, handed in."""

    class Meta:
        model = "programmes.Application"

    cohort = factory.SubFactory(CohortFactory)
    person = factory.SubFactory(PersonFactory)
    role = ParticipantRole.MENTOR
    state = ApplicationState.SUBMITTED
    form = factory.SubFactory(
        ApplicationFormFactory,
        programme=factory.SelfAttribute("..cohort.programme"),
        role=factory.SelfAttribute("..role"),
    )
    submitted_at = factory.LazyAttribute(
        lambda new: None if new.state == ApplicationState.DRAFT else timezone.now()
    )


class AnswerFactory(DjangoModelFactory):
    class Meta:
        model = "programmes.Answer"

    application = factory.SubFactory(ApplicationFactory)
    question = factory.SubFactory(QuestionFactory)
    values = factory.LazyFunction(lambda: ["Something"])


class SelectionRoundFactory(DjangoModelFactory):
    class Meta:
        model = "programmes.SelectionRound"

    cohort = factory.SubFactory(CohortFactory)


class ReviewFactory(DjangoModelFactory):
    """To do."""

    class Meta:
        model = "programmes.Review"

    application = factory.SubFactory(ApplicationFactory)
    round = factory.SubFactory(
        SelectionRoundFactory, cohort=factory.SelfAttribute("..application.cohort")
    )
    reviewer = factory.SubFactory(PersonFactory)
    assigned_at = factory.LazyFunction(timezone.now)


class MarkFactory(DjangoModelFactory):
    class Meta:
        model = "programmes.Mark"

    review = factory.SubFactory(ReviewFactory)
    criterion = factory.SubFactory(CriterionFactory)
    level = 3


class DecisionFactory(DjangoModelFactory):
    """Staged: a decline."""

    class Meta:
        model = "programmes.Decision"

    application = factory.SubFactory(ApplicationFactory)
    outcome = Outcome.DECLINE
    reason = DecisionReason.NO_PLACE
    staged_by = factory.SubFactory(PersonFactory)
    staged_at = factory.LazyFunction(timezone.now)
    published_at = factory.LazyAttribute(
        lambda new: None if new.state == DecisionState.STAGED else timezone.now()
    )
    published_by = factory.LazyAttribute(
        lambda new: None if new.state == DecisionState.STAGED else new.staged_by
    )
    state = DecisionState.STAGED


class AppealFactory(DjangoModelFactory):
    """A question nobody has answered."""

    class Meta:
        model = "programmes.Appeal"

    decision = factory.SubFactory(DecisionFactory, state=DecisionState.PUBLISHED)
    kind = AppealKind.QUESTION
    words = "May I ask why?"
    asked_at = factory.LazyFunction(timezone.now)


class CheckRequirementFactory(DjangoModelFactory):
    class Meta:
        model = "programmes.CheckRequirement"

    programme = factory.SubFactory(ProgrammeFactory)
    role = ParticipantRole.MENTOR
    kind = CheckKind.REFERENCE
    name = factory.Sequence("Reference {}".format)


class CheckFactory(DjangoModelFactory):
    """Asked for."""

    class Meta:
        model = "programmes.Check"

    requirement = factory.SubFactory(CheckRequirementFactory)
    person = factory.SubFactory(PersonFactory)
    asked_at = factory.LazyFunction(timezone.now)


class NominationFactory(DjangoModelFactory):
    """A mentee's, unanswered."""

    class Meta:
        model = "programmes.Nomination"

    cohort = factory.SubFactory(CohortFactory)
    role = ParticipantRole.MENTEE
    nominee = factory.SubFactory(PersonFactory)
    nominated_by = factory.SubFactory(PersonFactory)
    nominator_kind = NominatorKind.MANAGER
    reason = "She is ready for it."
    nominated_at = factory.LazyFunction(timezone.now)


class EndorsementFactory(DjangoModelFactory):
    """Unanswered, with two weeks to go."""

    class Meta:
        model = "programmes.Endorsement"

    application = factory.SubFactory(ApplicationFactory, role=ParticipantRole.MENTEE)
    endorser = factory.SubFactory(PersonFactory)
    asked_at = factory.LazyFunction(timezone.now)
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))


class WaitingPlaceFactory(DjangoModelFactory):
    class Meta:
        model = "programmes.WaitingPlace"

    application = factory.SubFactory(ApplicationFactory, role=ParticipantRole.MENTEE)
    joined_at = factory.LazyFunction(timezone.now)


class EligibilityRuleFactory(DjangoModelFactory):
    """Mentees have to work in finance."""

    class Meta:
        model = "programmes.EligibilityRule"

    programme = factory.SubFactory(ProgrammeFactory)
    role = ParticipantRole.MENTEE
    fact = EligibilityFact.DEPARTMENT
    test = EligibilityTest.ONE_OF
    words = factory.LazyFunction(lambda: ["Finance"])


def published_profile(programme: Programme, *criteria: dict[str, Any]) -> IdealMentorProfile:
    """Make a profile in use with one expectation and a criterion of five levels for each dict."""
    profile: IdealMentorProfile = IdealMentorProfileFactory.create(
        programme=programme, state=VersionState.PUBLISHED, published_at=timezone.now()
    )
    expectation = ExpectationFactory.create(profile=profile)
    for position, facts in enumerate(criteria):
        CriterionFactory.create(
            **{
                "expectation": expectation,
                "position": position,
                "anchors": ["not seen", "a little", "often", "mostly", "always"],
                **facts,
            }
        )
    return profile


def mentor_application(programme: Programme, **facts: Any) -> Application:
    """Make an application handed in under the programme's profile and form in use, if any."""
    profile = programme.mentor_profiles.published().first()
    form = programme.application_forms.published().filter(role=ParticipantRole.MENTOR).first()
    more: dict[str, Any] = {"form": form} if form else {}
    cohort = facts.pop("cohort", None) or programme.cohorts.first()
    application: Application = ApplicationFactory.create(
        cohort=cohort, profile=profile, **more, **facts
    )
    return application


def mentee_application(cohort: Cohort, **facts: Any) -> Application:
    """Make a mentee's application under the programme's form, which is made when there is none."""
    forms = cohort.programme.application_forms.published()
    form = forms.filter(role=ParticipantRole.MENTEE).first()
    more: dict[str, Any] = {"form": form} if form else {}
    application: Application = ApplicationFactory.create(
        **{"cohort": cohort, "role": ParticipantRole.MENTEE, **more, **facts}
    )
    return application


def waiting_place(cohort: Cohort, *, days: int = 0, **facts: Any) -> WaitingPlace:
    """Let somebody wait for a place in a cohort since so many days."""
    place: WaitingPlace = WaitingPlaceFactory.create(
        application=mentee_application(cohort),
        joined_at=timezone.now() - timedelta(days=days),
        **facts,
    )
    return place
