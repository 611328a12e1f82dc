"""The demo's courses beyond its calendar: a module that is open now, and what comes after what."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from mentorship.accounts.models import Organisation
from mentorship.demo.cast import Cast
from programmes.models import Programme
from programmes.planning.working_days import WorkCalendar
from training.actions.catalogue import CoursePlan, add_course
from training.actions.materials import MaterialPlan, add_material
from training.actions.modules import finish_module
from training.actions.quizzes import QuestionPlan, add_question
from training.actions.sessions import SessionPlan, plan_session
from training.courses.modules import materials_of, questions_of
from training.enums import Audience, CourseKind, EnrolmentState, SessionKind
from training.models import Course, Enrolment, ModuleRun, QuizTry, Session

MATERIALS = (
    MaterialPlan(
        title="Three sentences that land",
        words=(
            "Say what you saw. Say what it did. Ask what they make of it.\n\n"
            "“In the meeting you answered before Priya had finished. She did not say her point "
            "afterwards. How did it look from where you sat?”\n\n"
            "None of the three sentences says what the other person is like. That is the whole art."
        ),
    ),
    MaterialPlan(
        title="Before you say it",
        words=(
            "Ask yourself three things. Is it about something they can change? Is now a moment in "
            "which they can hear it? Do I want it for them, or for me?\n\n"
            "If one answer is no, wait."
        ),
        link="https://www.nationalacademies.org/the-science-of-mentoring",
    ),
)
QUESTIONS = (
    QuestionPlan(
        text="Which of these is feedback that lands?",
        options=(
            "You are always late.",
            "You came at ten past twice this week, and we began without you. What happened?",
            "Others have complained about you.",
        ),
        right={1},
        explanation="It says what was seen and what it did, and asks.",
    ),
    QuestionPlan(
        text="When is a good moment?",
        options=(
            "Soon after it happened, in private",
            "At the yearly review",
            "In front of the team, so that others learn too",
        ),
        right={0},
        explanation="Soon, so that both remember; in private, so that it can be heard.",
    ),
    QuestionPlan(
        text="What belongs into feedback?",
        options=(
            "What you saw",
            "What it did",
            "What kind of person they are",
            "A question",
        ),
        right={0, 1, 3},
        explanation="Behaviour can change. Being told what one is like only hurts.",
    ),
    QuestionPlan(
        text="Your mentee says nothing after your feedback. What now?",
        options=(
            "Say it again, more clearly",
            "Wait, and ask what they make of it",
            "Change the subject",
        ),
        right={1},
        explanation="Silence is often thinking. A question gives it room.",
    ),
)


def add_courses(organisation: Organisation, cast: Cast, programme: Programme, today: date) -> None:
    """Store a module on feedback that is open now, and a course from mentee to mentor."""
    courses = {course.title: course for course in organisation.courses.all()}
    preparing = courses["Getting the most from your mentor"]
    becoming = courses["Becoming a mentor"]
    courses["Difficult conversations"].prerequisites.add(becoming)
    feedback = _feedback(organisation, cast)
    transition = add_course(
        organisation,
        CoursePlan(
            title="The other side of the table",
            summary="What changes when you sit on the other side: asking more, telling less.",
            kind=CourseKind.TRANSITION,
            audience=Audience.MENTEES,
            hours=Decimal(4),
            competencies=tuple(organisation.competencies.filter(key="independence")),
            prerequisites=(preparing, feedback),
        ),
        by=cast.coordinator,
    )
    _plan_transition(programme, transition, cast, today)
    _work_through(_open_module(programme, feedback, cast, today), cast, today)


def _feedback(organisation: Organisation, cast: Cast) -> Course:
    """Store the course on feedback, with what is read and asked."""
    course = add_course(
        organisation,
        CoursePlan(
            title="Giving feedback that lands",
            summary="How to say what you saw so that it can be heard, in half an hour.",
            kind=CourseKind.TOPIC,
            audience=Audience.BOTH,
            hours=Decimal("0.5"),
            pass_percent=75,
            competencies=tuple(
                organisation.competencies.filter(key__in=("communication", "using-feedback"))
            ),
        ),
        by=cast.coordinator,
    )
    for material in MATERIALS:
        add_material(course, material, by=cast.coordinator)
    for question in QUESTIONS:
        add_question(course, question, by=cast.coordinator)
    return course


def _open_module(programme: Programme, course: Course, cast: Cast, today: date) -> Session:
    """Open the module a week ago, for six weeks."""
    plan = SessionPlan(
        title=course.title,
        kind=SessionKind.MODULE,
        starts_at=_morning(today - timedelta(days=7)),
        minutes=30,
        capacity=1000,
        course=course,
        open_until=today + timedelta(days=35),
    )
    return plan_session(programme, plan, by=cast.coordinator)


def _plan_transition(programme: Programme, course: Course, cast: Cast, today: date) -> None:
    """Plan half a day for mentees who think about mentoring."""
    plan = SessionPlan(
        title=course.title,
        kind=SessionKind.WORKSHOP,
        starts_at=_morning(WorkCalendar().on_or_after(today + timedelta(days=44))),
        minutes=240,
        capacity=16,
        place="Room 2.14",
        course=course,
    )
    plan_session(programme, plan, by=cast.coordinator, facilitators=cast.facilitators[:1])


def _work_through(module: Session, cast: Cast, today: date) -> None:
    """Let two mentors have finished it, and a third have begun, whatever day the clock says."""
    questions = questions_of(module)
    right = {
        str(question.pk): [
            place for place, option in enumerate(question.options) if option["is_right"]
        ]
        for question in questions
    }
    seen = [str(material.pk) for material in materials_of(module)]
    for person in cast.seniors[15:18]:
        Enrolment.objects.create(session=module, person=person, state=EnrolmentState.ENROLLED)
        ModuleRun.objects.create(session=module, person=person, seen=seen)
    for person in cast.seniors[15:17]:
        QuizTry.objects.create(
            session=module,
            person=person,
            answers=right,
            right=len(questions),
            questions=len(questions),
            has_passed=True,
        )
        finish_module(module, person, on=today, by=person)


def _morning(day: date) -> datetime:
    """Return ten in the morning of a day."""
    return timezone.make_aware(datetime.combine(day, time(10)))
