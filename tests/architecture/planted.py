"""Marked words in everything private of one match and of surveys, and who may read which."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from pypdf import PdfReader

from evaluation.enums import Candour, Judged, WaveState
from evaluation.models import (
    Answer,
    AnswerDraft,
    AskReply,
    Finding,
    ReadinessJudgement,
    SealedAnswer,
)
from matching.afterwards.enums import FitAnswer, NoteReader
from matching.concerns.enums import Channel, EntryKind
from matching.models import (
    Agreement,
    ClosingWord,
    FitCheck,
    Goal,
    GoalStep,
    Meeting,
    PairMessage,
)
from tests.architecture.world import WalkedWorld
from tests.factories.accounts import PersonFactory
from tests.factories.evaluation import (
    AnswerFactory,
    CallFactory,
    InstrumentFactory,
    TextItemFactory,
    WaveFactory,
)
from tests.factories.matching import HeldMeetingFactory
from tests.factories.relationships import ConcernFactory, GoalNoteFactory, MeetingNoteFactory

PAIR = frozenset({"mentor", "mentee"})
COORDINATING = frozenset({"coordinator", "assistant"})
# What is planted where, and who of those who walk may read it.
READERS = {
    "zqxmessage": PAIR,
    "zqxprivatenote": frozenset({"mentee"}),
    "zqxsharednote": PAIR,
    "zqxgoal": PAIR,
    "zqxstep": PAIR,
    "zqxprogress": PAIR,
    "zqxagreement": PAIR,
    "zqxagenda": PAIR,
    "zqxgained": frozenset({"mentee"}),
    "zqxthanks": PAIR,
    "zqxhidden": frozenset({"mentee"}),
    "zqxaside": frozenset(),
    # What was typed and not sent yet; what waits sealed; what few wrote in confidence; by name.
    "zqxdraft": frozenset({"mentee"}),
    "zqxsealed": frozenset(),
    "zqxinconfidence": frozenset(),
    "zqxbyname": COORDINATING,
    # What a sponsor replied to a report, what was found, and how a standard was judged.
    "zqxsponsor": COORDINATING,
    "zqxfinding": COORDINATING,
    "zqxjudged": COORDINATING,
}
# At the end of a word: what draws tokens by chance draws these letters within one now and then.
MARK = re.compile(r"zqx[a-z]{2,}(?![A-Za-z0-9])")


def plant(walked: WalkedWorld) -> None:
    """Put a marked word into everything private of the walked match."""
    match = walked.match
    mentee = walked.world.mentee
    PairMessage.objects.filter(match=match).update(text="zqxmessage")
    Goal.objects.filter(match=match).update(title="zqxgoal", measure="zqxgoal")
    GoalStep.objects.filter(goal__match=match).update(title="zqxstep")
    GoalNoteFactory.create(goal=Goal.objects.get(match=match), by=mentee, words="zqxprogress")
    Agreement.objects.filter(match=match).update(
        purpose="zqxagreement", confidentiality="zqxagreement", contact="zqxagreement"
    )
    Meeting.objects.filter(match=match).update(agenda="zqxagenda")
    held = HeldMeetingFactory.create(match=match, logged_by=mentee, agenda="zqxagenda")
    MeetingNoteFactory.create(meeting=held, by=mentee, words="zqxprivatenote")
    MeetingNoteFactory.create(
        meeting=held, by=mentee, reader=NoteReader.BOTH, words="zqxsharednote"
    )
    member = match.members.get(participant=walked.world.mentee_place)
    ClosingWord.objects.create(
        member=member, gained="zqxgained", thanks="zqxthanks", finished_at=timezone.now()
    )
    FitCheck.objects.create(member=member, answer=FitAnswer.GOOD, answered_at=timezone.now())
    concern = ConcernFactory.create(
        match=match,
        raised_by=mentee,
        channel=Channel.CONTACT,
        handler=PersonFactory.create(name="Olu Bright"),
        words="zqxhidden",
    )
    concern.entries.create(kind=EntryKind.NOTE, by=concern.handler, words="zqxaside")
    plant_in_surveys(walked)
    plant_in_reports(walked)


def plant_in_reports(walked: WalkedWorld) -> None:
    """Put a marked word into what sponsors and coordinators write about a programme."""
    programme = walked.world.programme
    AskReply.objects.filter(ask__report=walked.report).update(words="zqxsponsor")
    Finding.objects.filter(programme=programme).update(text="zqxfinding")
    ReadinessJudgement.objects.create(
        programme=programme,
        standard=walked.reports.given["standard"](),
        requirement=walked.reports.given["requirement"](),
        verdict=Judged.PARTLY,
        words="zqxjudged",
        valid_until=timezone.localdate(),
        judged_by=walked.world.coordinator,
    )


def plant_in_surveys(walked: WalkedWorld) -> None:
    """Put a marked word into all that surveys keep of one person."""
    world, said = walked.world, "would_help"
    TextItemFactory.create(instrument=walked.open_wave.instrument)
    # By a personal link and in a room alike.
    for _way in range(2):
        SealedAnswer.objects.create(wave=walked.open_wave, values={said: "zqxsealed"})
    Answer.objects.filter(wave=walked.surveys.heard).update(values={said: "zqxbyname"})
    held = InstrumentFactory.create(
        organisation=world.organisation, candour=Candour.CONFIDENTIAL, key="in-confidence"
    )
    TextItemFactory.create(instrument=held)
    asked = WaveFactory.create(cohort=world.cohort, instrument=held)
    call = CallFactory.create(wave=asked, place=world.mentee_place)
    AnswerDraft.objects.create(call=call, values={said: "zqxdraft"})
    closed = WaveFactory.create(cohort=world.cohort, instrument=held, state=WaveState.CLOSED)
    AnswerFactory.create(
        wave=closed, participant=world.mentee_place, values={said: "zqxinconfidence"}
    )


def words_of(response: Any) -> str:
    """Return all that an answer says: its head, and its body whatever its form."""
    head = " ".join(f"{name}: {value}" for name, value in response.headers.items())
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return head + " " + " ".join(texts_in(body))


def texts_in(body: bytes) -> Iterator[str]:
    """Yield the texts of a body; a file within a file is opened, folded lines are joined."""
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as files:
            for name in files.namelist():
                yield from texts_in(files.read(name))
    elif body.startswith(b"%PDF"):
        yield " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    else:
        yield re.sub(r"\r\n[ \t]", "", body.decode(errors="replace"))
