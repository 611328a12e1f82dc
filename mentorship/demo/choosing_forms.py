"""What the demo asks those who apply, what they answer, and the profile they are judged by."""

import random
from datetime import date, timedelta

from mentorship.accounts.models import Person
from mentorship.demo.programmes import noon
from programmes.actions.application_forms import begin_usual_form, publish_form
from programmes.applying.enums import QuestionKind
from programmes.enums import ParticipantRole, VersionState
from programmes.models import (
    Answer,
    Application,
    ApplicationForm,
    Criterion,
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
# By how a question of the usual forms begins.
WORDS: dict[str, tuple[str, ...]] = {
    "Why would you like to be a mentor": (
        "Somebody did it for me when I came back after a year away. I would like to pass it on.",
        "I learn most when I have to explain why we do things as we do.",
        "I see people leave who were one good talk away from staying.",
    ),
    "What is going on for you right now": (
        "I lead a small team since spring, and my days run away with me.",
        "My project ends in summer, and I do not know what I want to do after it.",
        "I was turned down for a role twice and would like to understand why.",
    ),
    "Is there anybody you should not be paired": ("Whoever reports to me, please.", "", ""),
    "Is there anybody who should not": ("", "", "Nobody from my own department, please."),
}
# What people tell of themselves where a question asks for evidence.
EVIDENCE_GIVEN = (
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
    (
        "I told a project lead, in the same week, which two sentences had closed the debate."
        " She wrote back a month later that she now asks before she answers."
    ),
    "I asked whether he wanted to hear it first. He did, and rewrote the whole proposal.",
)
GOALS = (
    "Lead a meeting of people more senior than I am",
    "Say no without spoiling a relationship",
    "Decide whether I want to lead people",
    "Give feedback in the same week",
    "Be heard when I join from another time zone",
)


def form_in_use(programme: Programme, role: ParticipantRole, by: Person, on: date) -> None:
    """See to it that the programme has a form for those who apply in the role: the usual one."""
    if programme.application_forms.filter(role=role).published().exists():
        return
    form = begin_usual_form(programme, role, by=by)
    publish_form(form, by=by)
    ApplicationForm.objects.filter(pk=form.pk).update(published_at=noon(on))


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
        Answer(application=each, question=question, values=values)
        for each in applications
        for question in _reached(each, questions[each.form_id])
        if (values := _values(each, question, chance))
    )


def _reached(application: Application, questions: list[Question]) -> list[Question]:
    """Return the questions that were answered so far."""
    return questions if application.submitted_at else questions[: len(questions) // 2]


def _values(application: Application, question: Question, chance: random.Random) -> list[str]:
    """Return an answer; nothing where the question may be left out, and is."""
    if question.kind == Kind.GOALS:
        return chance.sample(GOALS, 2)
    if question.kind in {Kind.CHOICE, Kind.MULTI_CHOICE}:
        return chance.sample(question.options, 1 if question.kind == Kind.CHOICE else 2)
    if question.kind == Kind.CONSENT:
        return ["yes"]
    if question.kind == Kind.PROFILE:
        return _of_profile(application.person, question.profile_field)
    if question.kind == Kind.FILE:
        return []
    begins = (words for start, words in WORDS.items() if question.text.startswith(start))
    answer = chance.choice(next(begins, EVIDENCE_GIVEN))
    return [answer] if answer else []


def _of_profile(person: Person, field: str) -> list[str]:
    """Return what somebody's profile says."""
    membership = person.memberships.select_related("profile").first()
    known = getattr(membership.profile, field) if membership else ""
    return [each for each in ([known] if isinstance(known, str) else known) if each]


def days_before(today: date, number: int) -> date:
    """Return the day so many days ago."""
    return today - timedelta(days=number)
