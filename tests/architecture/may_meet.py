"""Which classes of what is about people each role may meet, as data, with each exception's reason.

Read by `readers.may_meet`. Before these rules come the declarations themselves: a key is met by
nobody, what a pair writes only by the pair, what was said in confidence not by whom it is about.
"""

from dataclasses import dataclass
from enum import StrEnum

from mentorship.common.privacy import FieldClass


class Standing(StrEnum):
    """What somebody does, wherever they do it."""

    NOBODY = "nobody"  # a stranger, or not signed in
    MENTOR = "mentor"
    MENTEE = "mentee"
    SPONSOR = "sponsor"
    REVIEWER = "reviewer"
    FACILITATOR = "facilitator"
    ASSISTANT = "assistant"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"
    LINK = "link"  # whoever holds a link that opens one thing without signing in


class Whose(StrEnum):
    """How the person who meets a word stands to whom or what it is about."""

    WRITTEN = "written"  # by themselves
    OWN = "own"  # about themselves
    PARTNERS = "partners"  # about somebody of the same match
    PROGRAMME = "programme"  # about somebody of the same programme
    COMMON = "common"  # about nobody: texts of their own programme or organisation
    ORGANISATION = "organisation"  # of another programme of the same organisation
    ELSEWHERE = "elsewhere"  # of another organisation
    LINKED = "linked"  # what the link is about


PERSONAL, SENSITIVE, CONTENT = FieldClass.PERSONAL, FieldClass.SENSITIVE, FieldClass.CONTENT
ALL = frozenset({PERSONAL, SENSITIVE, CONTENT})
ONESELF = {Whose.OWN: ALL, Whose.WRITTEN: ALL}
STAFF = {
    **ONESELF,
    Whose.PARTNERS: ALL,
    Whose.PROGRAMME: ALL,
    Whose.COMMON: frozenset({CONTENT, PERSONAL}),
}
RULE: dict[Standing, dict[Whose, frozenset[FieldClass]]] = {
    Standing.NOBODY: ONESELF,
    Standing.MENTOR: {**ONESELF, Whose.PARTNERS: frozenset({PERSONAL, CONTENT})},
    Standing.MENTEE: {**ONESELF, Whose.PARTNERS: frozenset({PERSONAL, CONTENT})},
    Standing.SPONSOR: ONESELF,
    Standing.REVIEWER: ONESELF,
    Standing.FACILITATOR: ONESELF,
    Standing.ASSISTANT: STAFF,
    Standing.COORDINATOR: STAFF,
    # They run no programme, so that all they may meet is said below.
    Standing.ADMINISTRATOR: {**ONESELF, Whose.COMMON: frozenset({CONTENT, PERSONAL})},
    Standing.LINK: {},
}


@dataclass(frozen=True, slots=True)
class Grant:
    """Fields that some may meet beyond the rule, and why that is right.

    `at` says at which addresses alone, by what their names begin with; empty for everywhere.
    """

    reason: str
    fields: frozenset[str]
    to: frozenset[tuple[Standing, Whose]]
    at: tuple[str, ...] = ()


def _fields(model: str, *names: str) -> frozenset[str]:
    """Return labels of fields of one model."""
    return frozenset(f"{model}.{name}" for name in names)


def _to(standings: tuple[Standing, ...], *whose: Whose) -> frozenset[tuple[Standing, Whose]]:
    """Return each of some standings with each of some ties."""
    return frozenset((standing, each) for standing in standings for each in whose)


TAKING_PART = (Standing.MENTOR, Standing.MENTEE)
RUNNING = (Standing.COORDINATOR, Standing.ASSISTANT, Standing.ADMINISTRATOR)
HELPING = (Standing.REVIEWER, Standing.FACILITATOR)
INSIDE = (*TAKING_PART, *HELPING, *RUNNING, Standing.SPONSOR)
BY_LINK = _to((Standing.LINK,), Whose.LINKED)

NAME = frozenset({"accounts.Person.name"})
ASKED = (
    _fields("evaluation.Instrument", "title", "introduction")
    | _fields("evaluation.Section", "title", "introduction")
    | _fields("evaluation.Item", "text", "low_anchor", "high_anchor")
)
APPLYING = (
    _fields("programmes.ApplicationForm", "welcome")
    | _fields("programmes.FormSection", "title", "lead")
    | _fields("programmes.Question", "text", "hint", "options")
    | _fields("programmes.Programme", "purpose")
)
CHARTER = _fields(
    "programmes.Charter", "purpose", "sponsor_commits", "programme_commits", "resources"
)
LETTER = (
    _fields("evaluation.Report", "title")
    | _fields("evaluation.ReportAsk", "words")
    | _fields("evaluation.ReportFile", "content")
)
LEARNING = (
    _fields("training.Competency", "name", "description")
    | _fields("training.CompetencyLevel", "name", "description")
    | _fields("training.Course", "title", "summary")
    | _fields("training.CourseMaterial", "title", "words", "link")
    | _fields("training.QuizQuestion", "text", "explanation")
)
SESSION = _fields("training.Session", "title", "place", "agenda", "notes", "recording_url")
PROFILE_OF_MENTORS = _fields("programmes.Expectation", "text") | _fields(
    "programmes.Criterion", "name", "evidence", "anchors"
)
PAPERS = _fields("training.Certificate", "name", "title") | _fields(
    "matching.ParticipationCertificate", "name"
)

# What those who run a programme may not meet either, unless a grant below says so.
KEPT = {
    "matching.Concern.words": "told to one person or channel, who is not everybody",
    "matching.ConcernEntry.words": "written between who raised a concern and who handles it",
    "matching.ClosingWord.gained": "for oneself",
    "evaluation.Answer.values": "read as counts; words only where they were given by name",
    "evaluation.SealedAnswer.values": "read by nobody before the survey closes",
    "evaluation.AnswerDraft.values": "typed and not sent",
    "notifications.Message.subject": "a mail is between the product and whoever gets it",
    "notifications.Message.text": "a mail is between the product and whoever gets it",
    "notifications.Message.html": "a mail is between the product and whoever gets it",
    "notifications.Attachment.content": "a mail is between the product and whoever gets it",
}

GRANTS: tuple[Grant, ...] = (
    Grant(
        "people of a programme call each other by name",
        NAME,
        _to(INSIDE, Whose.PROGRAMME, Whose.PARTNERS),
    ),
    Grant(
        "whoever runs a programme finds colleagues of the organisation by name and address",
        NAME | {"accounts.Person.email"},
        _to(RUNNING, Whose.ORGANISATION),
    ),
    Grant("a link says who sent it or what it is about", NAME, BY_LINK),
    Grant("whoever is asked reads the questions", ASKED, _to(TAKING_PART, Whose.COMMON) | BY_LINK),
    Grant(
        "colleagues read what a programme is for and asks before they apply",
        APPLYING,
        _to((*INSIDE, Standing.NOBODY), Whose.COMMON, Whose.ORGANISATION),
    ),
    Grant(
        "a sponsor reads and signs the charter, some by a link",
        CHARTER,
        _to((Standing.SPONSOR,), Whose.COMMON) | BY_LINK,
    ),
    Grant(
        "a report is sent to sponsors as a letter with a link",
        LETTER,
        _to((Standing.SPONSOR,), Whose.COMMON) | BY_LINK,
    ),
    Grant(
        "courses and what they teach are for everybody who takes part or trains",
        LEARNING,
        _to((*TAKING_PART, Standing.FACILITATOR, *RUNNING), Whose.COMMON),
    ),
    Grant(
        "sessions are for those invited, and run by facilitators",
        SESSION,
        _to((*TAKING_PART, Standing.FACILITATOR), Whose.COMMON),
    ),
    Grant(
        "reviewers judge by what is expected of mentors, and facilitators teach it",
        PROFILE_OF_MENTORS,
        _to(HELPING, Whose.COMMON),
    ),
    Grant(
        "the hand-over pack says whom a sponsor may write to",
        frozenset({"accounts.Person.email"}),
        _to(INSIDE, Whose.PROGRAMME),
        at=("mail programmes:sponsor-pack",),
    ),
    Grant("a certificate is checked by whoever was shown its code", PAPERS, BY_LINK),
    Grant(
        "a calendar feed says where a person's own meetings are",
        _fields("matching.Meeting", "place", "video_link"),
        BY_LINK,
    ),
    Grant(
        "it was told to those who run the programme",
        _fields("matching.Concern", "words"),
        _to((Standing.COORDINATOR,), Whose.PROGRAMME),
    ),
    Grant(
        "a recommendation is read by the programme that took it over from another",
        _fields("programmes.Recommendation", "text", "reason", "decision"),
        _to(RUNNING, Whose.ORGANISATION),
    ),
    Grant(
        "whoever applies reads who runs the programme",
        NAME,
        _to((*TAKING_PART, *HELPING), Whose.ORGANISATION),
        at=("programmes:apply",),
    ),
    Grant(
        "whoever works for a programme reads what it promised and aims at, and who champions it",
        CHARTER
        | _fields("programmes.Indicator", "definition")
        | _fields("programmes.Objective", "description")
        | _fields("programmes.StrategicGoal", "description")
        | _fields("programmes.Sponsorship", "position"),
        _to(HELPING, Whose.COMMON, Whose.PROGRAMME),
    ),
    Grant(
        "an administrator answers for programmes: what was promised, is aimed at and expected",
        CHARTER
        | PROFILE_OF_MENTORS
        | _fields("programmes.Indicator", "definition")
        | _fields("programmes.Objective", "description")
        | _fields("programmes.Sponsorship", "position"),
        _to((Standing.ADMINISTRATOR,), Whose.ORGANISATION),
        at=(
            "programmes:charter",
            "programmes:mentor-profile",
            "programmes:indicator",
            "programmes:objective",
            "programmes:strategy",
            "programmes:sponsors",
            "programmes:team",
        ),
    ),
    Grant(
        "an administrator sees what became of a mail, and not what it says",
        _fields("notifications.Message", "to_address", "last_error")
        | _fields("notifications.Attachment", "filename"),
        _to((Standing.ADMINISTRATOR,), Whose.ORGANISATION),
        at=("notifications:",),
    ),
    Grant(
        "an administrator answers people's requests, and says why something is held",
        _fields("accounts.PrivacyRequest", "words", "answer", "longer_because")
        | _fields("accounts.LegalHold", "reason"),
        _to((Standing.ADMINISTRATOR,), Whose.ORGANISATION),
        at=("mentorship:organisation-request", "mentorship:organisation-holds"),
    ),
    Grant(
        "an administrator tells apart whom a service of the organisation vouches for",
        _fields("accounts.ProviderLink", "subject"),
        _to((Standing.ADMINISTRATOR,), Whose.ORGANISATION),
        at=("mentorship:organisation-sign-in",),
    ),
    Grant(
        "whoever erases somebody reads the words around their name in what is left of others",
        _fields("notifications.Message", "subject", "text"),
        _to((Standing.ADMINISTRATOR,), Whose.ORGANISATION),
        at=("mentorship:organisation-erasing",),
    ),
    Grant(
        "a note of a meeting may be for both; one for oneself is planted by name",
        _fields("matching.MeetingNote", "words"),
        _to(TAKING_PART, Whose.OWN),
        at=("matching:meeting-notes",),
    ),
    Grant(
        "whoever owes a check reads what is asked for",
        _fields("programmes.CheckRequirement", "name", "hint"),
        _to(TAKING_PART, Whose.COMMON),
    ),
    Grant(
        "mentors find the communities of their programme",
        _fields("training.Community", "name", "purpose"),
        _to((Standing.MENTOR,), Whose.COMMON),
    ),
)
