"""What people said who let it be quoted."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from evaluation.reports.model import ReportData, Voice
from evaluation.suppression import may_show_text
from programmes import retention
from programmes.enums import ParticipantRole
from programmes.models import Cohort, Participant, Programme
from training.models import ThankYou
from training.models.retention import ThankYouQuerySet

# So many are quoted at the most: one of each writer, and one about each mentor.
MOST_VOICES = 6
# Longer ones would have to be cut, and nobody agreed to that.
LONGEST = 400
LEFT_OUT = "[…]"
MOST_LEFT_OUT = 3
# Shorter names, and initials, are no names that anybody would know somebody by.
SHORTEST_NAME = 2
# A word, with what makes it say whose something is.
WORD = re.compile(r"(?P<word>\w+)(?:[’']s\b)?")
# What leads to somebody: an address, a link, a telephone number.
LEADS_TO_SOMEBODY = re.compile(r"@|https?:|www\.|\d[\d\s/()-]{5,}\d")


def voices_of(programme: Programme, cohorts: Sequence[Cohort]) -> tuple[Voice, ...]:
    """Return what may be quoted of mentees of these cohorts, without names; two queries.

    Quoted are thank-you notes whose writer consents still, from cohorts with so many mentees that
    nobody can tell who wrote. They stand in an order that says nothing of when they were written.
    """
    places = list(
        Participant.objects.in_states(retention.SEATED)
        .filter(cohort__in=cohorts)
        .order_by("cohort__number")
        .values_list("cohort__number", "role", "person", "person__name")
    )
    mentees = Counter(number for number, role, *_who in places if role == ParticipantRole.MENTEE)
    cohort_of = {
        person: number
        for number, role, person, _name in places
        if role == ParticipantRole.MENTEE and may_show_text(mentees[number])
    }
    names = name_parts(name for *_place, name in places)
    return tuple(_chosen(_in_force(programme, cohort_of), cohort_of, names))[:MOST_VOICES]


def withdrawn_from(data: ReportData) -> frozenset[str]:
    """Return the notes that a report quotes and that may not be quoted any more; one query."""
    quoted = {voice.note for voice in data.voices if voice.note}
    if not quoted:
        return frozenset()
    in_force = ThankYou.objects.filter(
        pk__in=map(UUID, quoted), may_be_shared=True, withdrawn_at__isnull=True
    )
    return frozenset(quoted - {pk.hex for pk in in_force.values_list("pk", flat=True)})


def without_names(words: str, own: Collection[str], others: Collection[str]) -> str:
    """Return what somebody said in one line, with every name in it left out.

    `own` are parts of the names of whoever wrote and is thanked, however they are spelt; `others`
    are those of everybody else, who may be called as words are: “will” is not Will.
    """
    own_in_small = {name.casefold() for name in own}

    def heard(found: re.Match[str]) -> str:
        word = found["word"]
        return LEFT_OUT if word in others or word.casefold() in own_in_small else found[0]

    told = WORD.sub(heard, " ".join(words.split()))
    gap = re.escape(LEFT_OUT)
    return re.sub(rf"{gap}(?:[\s-]+{gap})+", LEFT_OUT, told)


def name_parts(names: Iterable[str]) -> frozenset[str]:
    """Return the words that people's names consist of, but for initials."""
    words = (found["word"] for name in names for found in WORD.finditer(name))
    return frozenset(word for word in words if len(word) >= SHORTEST_NAME)


def _in_force(programme: Programme, writers: Mapping[UUID, int]) -> ThankYouQuerySet:
    """Return the notes of these people that may be quoted, in an order made by chance."""
    return (
        ThankYou.objects.filter(
            programme=programme, author__in=writers, may_be_shared=True, withdrawn_at__isnull=True
        )
        .select_related("author", "mentor")
        .order_by("pk")
    )


def _chosen(
    notes: Iterable[ThankYou], cohort_of: Mapping[UUID, int], names: frozenset[str]
) -> Iterator[Voice]:
    """Yield what can be quoted: one note of each writer, and one about each mentor."""
    taken: set[UUID] = set()
    for note in notes:
        own = name_parts((note.author.name, note.mentor.name))
        words = without_names(note.words, own, names)
        is_too_long = len(words) > LONGEST or words.count(LEFT_OUT) > MOST_LEFT_OUT
        if is_too_long or LEADS_TO_SOMEBODY.search(words):
            continue
        if taken.isdisjoint({note.author_id, note.mentor_id}):
            taken |= {note.author_id, note.mentor_id}
            yield Voice(words, ParticipantRole.MENTEE.value, cohort_of[note.author_id], note.pk.hex)
