"""What the demo asks those who apply, what they answer, and the profile they are judged by."""

import random
from datetime import date, timedelta
from uuid import UUID

from mentorship.accounts.models import Person
from mentorship.demo.programmes import noon
from programmes.applying.enums import ProfileField, QuestionKind
from programmes.enums import ParticipantRole, VersionState
from programmes.models import (
    Answer,
    Application,
    ApplicationForm,
    Criterion,
    FormSection,
    IdealMentorProfile,
    Programme,
    Question,
)

Kind = QuestionKind
ANCHORS = [
    "Nothing of it is seen",
    "Says that it matters, without an example",
    "One example, told in general words",
    "Examples that show what they did themselves",
    "Several, with what came of them for somebody else",
]
# By role: heading, then questions of a kind, each with its words and what one may choose.
FORMS: dict[str, tuple[tuple[str, tuple[tuple[Kind, str, list[str]], ...]], ...]] = {
    ParticipantRole.MENTOR: (
        (
            "About you",
            (
                (Kind.PROFILE, "Is this still your job?", []),
                (Kind.LONG_TEXT, "Why would you like to be a mentor?", []),
            ),
        ),
        (
            "What you bring",
            (
                (Kind.LONG_TEXT, "Tell us of somebody you helped to grow. What did you do?", []),
                (Kind.LONG_TEXT, "When did feedback of yours change something?", []),
                (
                    Kind.CHOICE,
                    "What have you led so far?",
                    ["A team", "A project across teams", "Nothing yet"],
                ),
            ),
        ),
        (
            "What we ask of you",
            ((Kind.CONSENT, "I have three hours a month, and my manager knows of it.", []),),
        ),
    ),
    ParticipantRole.MENTEE: (
        (
            "What you would like",
            (
                (Kind.GOALS, "What do you want to be able to do?", []),
                (Kind.LONG_TEXT, "Why is now a good time?", []),
            ),
        ),
        (
            "What we ask of you",
            ((Kind.CONSENT, "I will prepare each meeting, and turn up.", []),),
        ),
    ),
}
WORDS: dict[str, tuple[str, ...]] = {
    "Why would you like to be a mentor?": (
        "Somebody did it for me when I came back after a year away. I would like to pass it on.",
        "I learn most when I have to explain why we do things as we do.",
        "I see people leave who were one good talk away from staying.",
    ),
    "Tell us of somebody you helped to grow. What did you do?": (
        (
            "A colleague kept being talked over in planning. I asked her what she would say with"
            " nobody else in the room, and we practised it. She chairs the meeting now."
        ),
        (
            "I gave our newest analyst the client talk I used to give, and sat in the back row."
            " Afterwards we went through what he noticed himself before I said anything."
        ),
        "Many people in my teams were promoted. I always have an open door.",
        (
            "He wanted to become a manager because that seemed the only way up. We listed three"
            " ways on that were not mine. He is a principal engineer and glad of it."
        ),
    ),
    "When did feedback of yours change something?": (
        (
            "I told a project lead, in the same week, which two sentences had closed the debate."
            " She wrote back a month later that she now asks before she answers."
        ),
        "I give feedback in the yearly talk, with a form.",
        "I asked whether he wanted to hear it first. He did, and rewrote the whole proposal.",
    ),
    "Why is now a good time?": (
        "I lead a small team since spring, and my days run away with me.",
        "My project ends in summer, and I do not know what I want to do after it.",
        "I was turned down for a role twice and would like to understand why.",
    ),
}
GOALS = (
    "Lead a meeting of people more senior than I am",
    "Say no without spoiling a relationship",
    "Decide whether I want to lead people",
    "Give feedback in the same week",
    "Be heard when I join from another time zone",
)


def form_in_use(programme: Programme, role: ParticipantRole, by: Person, on: date) -> None:
    """See to it that the programme has a form for those who apply in the role."""
    forms = programme.application_forms.filter(role=role)
    if forms.published().exists():
        return
    form = ApplicationForm.objects.create(
        programme=programme,
        role=role,
        state=VersionState.PUBLISHED,
        welcome="It takes about fifteen minutes. You can stop at any time and go on later.",
        published_at=noon(on),
        published_by=by,
    )
    keys = list(
        Criterion.objects.filter(expectation__profile__programme=programme).values_list(
            "key", flat=True
        )
    )
    for place, (title, questions) in enumerate(FORMS[role]):
        section = FormSection.objects.create(form=form, title=title, position=place)
        Question.objects.bulk_create(
            _question(section, turn, question, keys) for turn, question in enumerate(questions)
        )


def profile_in_use(programme: Programme, by: Person, on: date) -> IdealMentorProfile:
    """See to it that the programme's profile is in use, with words for every level."""
    published = programme.mentor_profiles.published().first()
    if published is None:
        published = programme.mentor_profiles.drafts().get()
        published.state, published.published_by = VersionState.PUBLISHED, by
        published.published_at = noon(on)
        published.save(update_fields=["state", "published_by", "published_at"])
    bare = Criterion.objects.filter(expectation__profile=published, anchors=[])
    for levels in range(3, len(ANCHORS) + 1):
        bare.filter(levels=levels).update(anchors=ANCHORS[:1] + ANCHORS[1 - levels :])
    return published


def fill_in(applications: list[Application], chance: random.Random) -> None:
    """Answer every question of each application; what is being written stops half-way."""
    questions: dict[object, list[Question]] = {}
    for question in Question.objects.filter(
        section__form__in={each.form_id for each in applications}
    ).order_by("section__position", "position"):
        questions.setdefault(question.section.form_id, []).append(question)
    Answer.objects.bulk_create(
        Answer(application=each, question=question, values=_values(each, question, chance))
        for each in applications
        for question in _reached(each, questions[each.form_id])
    )


def _question(
    section: FormSection,
    turn: int,
    question: tuple[Kind, str, list[str]],
    keys: list[UUID],
) -> Question:
    """Return a question; what people tell of themselves is evidence for the profile."""
    kind, text, options = question
    is_evidence = section.title == "What you bring" and kind == Kind.LONG_TEXT
    return Question(
        section=section,
        kind=kind,
        text=text,
        options=options,
        profile_field=ProfileField.JOB_TITLE if kind == Kind.PROFILE else "",
        criterion_keys=keys if is_evidence else [],
        position=turn,
    )


def _reached(application: Application, questions: list[Question]) -> list[Question]:
    """Return the questions that were answered so far."""
    return questions if application.submitted_at else questions[: len(questions) // 2]


def _values(application: Application, question: Question, chance: random.Random) -> list[str]:
    """Return an answer."""
    if question.kind == Kind.GOALS:
        return chance.sample(GOALS, 2)
    if question.kind == Kind.CONSENT:
        return ["yes"]
    if question.kind == Kind.CHOICE:
        return [chance.choice(question.options)]
    if question.kind == Kind.PROFILE:
        membership = application.person.memberships.select_related("profile").first()
        return [membership.profile.job_title if membership else ""]
    return [chance.choice(WORDS.get(question.text, ("It matters to me.",)))]


def days_before(today: date, number: int) -> date:
    """Return the day so many days ago."""
    return today - timedelta(days=number)
