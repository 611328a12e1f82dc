"""A sending as its coordinator looks at it: each pair, what was found, and what changed since."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _

from matching.models import Draft, DraftPair, Sending, SendingPair
from matching.models.draft import DraftQuerySet
from matching.models.sending import SendingQuerySet
from matching.publishing.checking import Finding, Key, findings_of
from matching.publishing.enums import LineState
from matching.publishing.mails import Mail, answer_by, mails_of


@dataclass(frozen=True, slots=True)
class Checked:
    """One pair of a sending, with what was found about it."""

    row: SendingPair
    finding: Finding
    # Of a pair that the draft no longer has: what it says instead.
    changed: str = ""
    # Of a pair that somebody wanted against a rule: why.
    override: str = ""

    @property
    def is_in(self) -> bool:
        """Tell whether nobody left it out."""
        return self.row.state == LineState.IN

    @property
    def goes(self) -> bool:
        """Tell whether its people would be asked now."""
        return self.is_in and not self.finding.obstacles and not self.changed


class Review:
    """Everything about a sending as it stands now; a constant number of queries."""

    def __init__(self, sending: Sending, *, now: datetime | None = None) -> None:
        """Read its pairs and what became of them in the draft."""
        self.sending = sending
        self.now = now or timezone.now()
        self.rows = lines_of(sending)
        self._pairs = {
            (pair.mentee_id, pair.mentor_id): pair
            for pair in sending.draft.pairs.select_related("mentee__person", "mentor__person")
        }

    @cached_property
    def checked(self) -> list[Checked]:
        """Return each pair with what was found, those with something to say first, by name."""
        waiting = [row for row in self.rows if row.state == LineState.IN]
        found = findings_of(self.sending.round, [(row.mentee, row.mentor) for row in waiting])
        checked = [
            Checked(
                row,
                found.get(_key(row), Finding()),
                self._change(row) if row.state == LineState.IN else "",
                self._override(row),
            )
            for row in self.rows
        ]
        return sorted(
            checked, key=lambda each: not (each.finding.obstacles or each.changed or each.override)
        )

    @property
    def going(self) -> list[Checked]:
        """Return the pairs whose people would be asked now."""
        return [each for each in self.checked if each.goes]

    @property
    def held_up(self) -> list[Checked]:
        """Return the pairs that are in it, but could not be asked now."""
        return [each for each in self.checked if each.is_in and not each.goes]

    @property
    def left_out(self) -> list[Checked]:
        """Return the pairs that somebody left out."""
        return [each for each in self.checked if each.row.state == LineState.LEFT_OUT]

    @property
    def refused(self) -> list[Checked]:
        """Return the pairs whose people could not be asked when it was sent."""
        return [each for each in self.checked if each.row.state == LineState.REFUSED]

    @property
    def asked(self) -> list[Checked]:
        """Return the pairs whose people were asked."""
        return [each for each in self.checked if each.row.state == LineState.ASKED]

    @property
    def new_pairs(self) -> list[DraftPair]:
        """Return pairs that the draft has got since, of mentees who are or were in this sending."""
        known = {_key(row) for row in self.rows}
        mentees = {row.mentee_id for row in self.rows}
        return [
            pair
            for key, pair in self._pairs.items()
            if key not in known and pair.mentee_id in mentees and pair.match_id is None
        ]

    @property
    def is_changed(self) -> bool:
        """Tell whether the draft moved on in what concerns these pairs."""
        has_moved = self.sending.draft.version != self.sending.draft_version
        return has_moved and (any(each.changed for each in self.checked) or bool(self.new_pairs))

    @cached_property
    def mails(self) -> list[Mail]:
        """Return every mail that would leave now, or that has left."""
        told = self.going if self.sending.is_open else self.asked
        return mails_of([each.row for each in told])

    @property
    def until(self) -> datetime:
        """Return until when people may answer, were it sent now or at its time."""
        sending = self.sending
        at = sending.sent_at
        if at is None and sending.send_at is not None:
            at = max(sending.send_at, self.now)
        return answer_by(sending, asked_at=at or self.now)

    def digest(self) -> str:
        """Return a digest of what would leave: whom, with whom, and in which words."""
        pairs = sorted(str(each.row.pk) for each in self.going)
        facts = [*pairs, self.sending.words, str(self.sending.answer_days), str(self.until.date())]
        return hashlib.sha256("\n".join(facts).encode()).hexdigest()

    def _override(self, row: SendingPair) -> str:
        """Return why a pair that breaks a rule was wanted all the same; empty for any other."""
        pair = self._pairs.get(_key(row))
        return pair.override_reason if pair is not None and pair.broken_rules else ""

    def _change(self, row: SendingPair) -> str:
        """Say what the draft has instead of a pair; empty where it has it still."""
        if row.is_next or _key(row) in self._pairs:
            return ""
        others = [
            pair.mentor.person.name
            for pair in self._pairs.values()
            if pair.mentee_id == row.mentee_id
        ]
        if not others:
            return _("In the draft, %(name)s has nobody now.") % {"name": row.mentee.person.name}
        return _("In the draft, %(name)s has %(other)s now.") % {
            "name": row.mentee.person.name,
            "other": ", ".join(others),
        }


def with_place(sendings: SendingQuerySet) -> SendingQuerySet:
    """Fetch the round, the draft and the programme along."""
    return sendings.select_related(
        "draft", "round__cohort__programme__organisation", "staged_by", "let_go_by"
    )


def lines_of(sending: Sending) -> list[SendingPair]:
    """Return the pairs of a sending with their people, by the mentees' names; one query."""
    rows = sending.lines.select_related("mentee__person", "mentor__person", "by")
    lines = list(rows)
    cohort = sending.round.cohort
    for line in lines:
        for place in (line.mentee, line.mentor):
            if place.cohort_id == cohort.pk:
                place.cohort = cohort
    return sorted(lines, key=lambda line: (line.mentee.person.name.casefold(), str(line.pk)))


def unasked_in(draft: Draft) -> "QuerySet[DraftPair]":
    """Return the pairs of a draft whose people nobody asked yet, with them, by the mentees."""
    pairs = draft.pairs.filter(match__isnull=True)
    return pairs.select_related("mentee__person", "mentor__person").order_by(
        Lower("mentee__person__name"), "pk"
    )


def with_unasked(drafts: DraftQuerySet) -> DraftQuerySet:
    """Return the drafts that have pairs whose people were not asked yet."""
    return drafts.filter(Exists(DraftPair.objects.filter(draft=OuterRef("pk"), match=None)))


def people_counts(each: Sequence[Checked]) -> tuple[int, int]:
    """Return how many mentees and how many mentors are in some pairs."""
    mentees: set[UUID] = {one.row.mentee_id for one in each}
    mentors: set[UUID] = {one.row.mentor_id for one in each}
    return len(mentees), len(mentors)


def _key(row: SendingPair) -> Key:
    """Return the ids of a pair's mentee and mentor."""
    return row.mentee_id, row.mentor_id
