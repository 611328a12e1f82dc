"""A list of who was erased, outside the database, so that a restored backup forgets them again.

One line of JSON for each erasure: an id, a time, and the places of which a person decided that the
name stays, or that parts of it go, too. No names. A line
that was tampered with is refused: it would erase somebody who is to stay.
"""

import json
import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from mentorship.accounts.models import Erasure
from mentorship.accounts.privacy.erasing.enums import ErasureState, MentionAnswer

FILE_NAME = "erasures.jsonl"
_PURPOSE = "mentorship.erasures"


class LedgerError(Exception):
    """A line of the list is not as it was written; `number` says which."""

    def __init__(self, number: int) -> None:
        """Keep which line, counted from one."""
        self.number = number
        super().__init__(f"Line {number} of the list of erasures was changed since.")


@dataclass(frozen=True, slots=True)
class Entry:
    """One erasure: who by id, in which organisation, when, and what was decided about which texts.

    In those `kept` the name stays; from those `cut` its parts go as well as the whole.
    """

    person: uuid.UUID
    organisation: uuid.UUID
    at: datetime
    kept: tuple[tuple[str, str, str], ...] = ()
    cut: tuple[tuple[str, str, str], ...] = ()

    def line(self) -> str:
        """Return the entry as one line with its proof."""
        data = {
            "person": str(self.person),
            "organisation": str(self.organisation),
            "at": self.at.isoformat(),
            "kept": [list(place) for place in self.kept],
            "cut": [list(place) for place in self.cut],
        }
        text = json.dumps(data, sort_keys=True, separators=(",", ":"))
        return json.dumps({"entry": text, "mac": _proof(text)}) + "\n"


def path() -> Path:
    """Return where the list lies: outside the database, which may be put back to an earlier day."""
    return Path(settings.DATA_DIR) / FILE_NAME


def entries() -> Iterator[Entry]:
    """Yield all entries, the oldest first; raises LedgerError at the first that is no good."""
    for number, (entry, is_proven) in enumerate(_all(), start=1):
        if not is_proven:
            raise LedgerError(number)
        yield entry


def _all() -> Iterator[tuple[Entry, bool]]:
    """Yield all entries, and whether a key of this installation proves each."""
    if not path().exists():
        return
    with path().open(encoding="utf-8") as file:
        for number, line in enumerate(filter(str.strip, file), start=1):
            yield _read(line, number)


def unproven() -> list[Entry]:
    """Return the entries that no key of this installation proves, such as after the key was lost.

    Raises LedgerError at a line that is no entry at all.
    """
    return [entry for entry, is_proven in _all() if not is_proven]


def sign_all() -> None:
    """Write every line anew under today's key; whoever calls this has looked at them.

    Raises LedgerError at a line that is no entry at all; then nothing was written.
    """
    lines = [entry.line() for entry, _is_proven in _all()]
    beside = path().with_suffix(".new")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.writelines(lines)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path())


def write_missing() -> int:
    """Write down every erasure that the list does not hold yet; return how many."""
    known = {entry.person for entry in entries()}
    done = Erasure.objects.filter(state=ErasureState.DONE).exclude(person__in=known)
    missing = [entry_of(erasure) for erasure in done.order_by("settled_at", "pk")]
    if missing:
        _append(missing)
    return len(missing)


def entry_of(erasure: Erasure) -> Entry:
    """Return what is written down of an erasure that is done."""
    return Entry(
        person=erasure.person_id,
        organisation=erasure.organisation_id,
        at=erasure.settled_at or timezone.now(),
        kept=_decided(erasure, MentionAnswer.KEEP),
        cut=_decided(erasure, MentionAnswer.CUT),
    )


def _decided(erasure: Erasure, answer: MentionAnswer) -> tuple[tuple[str, str, str], ...]:
    """Return the texts about which that was decided."""
    rows = erasure.mentions.filter(answer=answer).order_by("pk")
    return tuple(rows.values_list("about_kind", "about_id", "field"))


def _append(missing: list[Entry]) -> None:
    """Add lines at the end and make sure that they are on the disk."""
    path().parent.mkdir(parents=True, exist_ok=True)
    opened = os.open(path(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(opened, "a", encoding="utf-8") as file:
        file.writelines(entry.line() for entry in missing)
        file.flush()
        os.fsync(file.fileno())


def _read(line: str, number: int) -> tuple[Entry, bool]:
    """Return the entry of a line, and whether it is proven; raises LedgerError."""
    try:
        outer = json.loads(line)
        text, mac = str(outer["entry"]), str(outer["mac"])
        data = json.loads(text)
        entry = Entry(
            uuid.UUID(data["person"]),
            uuid.UUID(data["organisation"]),
            datetime.fromisoformat(data["at"]),
            tuple(tuple(place) for place in data["kept"]),
            tuple(tuple(place) for place in data["cut"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise LedgerError(number) from error
    return entry, _is_proof(mac, text)


def _is_proof(mac: str, text: str) -> bool:
    """Tell whether this installation wrote that beside a line, under today's or an earlier key."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return any(constant_time_compare(mac, _proof(text, key)) for key in keys)


def _proof(text: str, key: str | None = None) -> str:
    """Return what only this installation can write beside a line."""
    return salted_hmac(_PURPOSE, text, secret=key, algorithm="sha256").hexdigest()
