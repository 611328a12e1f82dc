"""A person takes their copy along and is erased; an older backup comes back, and they do not."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from mentorship.accounts.actions.copies import ask_for_copy, fetch_copy
from mentorship.accounts.actions.erasing import (
    ask_for_erasure,
    decide_mentions,
    erase_person,
    undecided_of,
)
from mentorship.accounts.models import DataCopy, Erasure, Person
from mentorship.accounts.privacy.erasing.enums import MentionAnswer
from mentorship.accounts.privacy.erasing.obstacles import all_obstacles
from mentorship.accounts.tasks import tend_copies
from mentorship.audit.models import Seal
from mentorship.audit.tasks import seal_record
from mentorship.notifications.delivery import deliver_next
from mentorship.notifications.models import Message
from mentorship.notifications.tasks import forget_last_addresses, sweep_outbox
from mentorship.operations.backups import shelf
from mentorship.operations.backups.archive import reading
from mentorship.operations.backups.sealing import Keys, opened
from tests.accounts.privacy.planting import traces_in_database
from tests.architecture.world import make_walked_world
from tests.operations.conftest import NOTHING, SECRET
from tests.operations.leaving import (
    ADDRESS,
    NAME,
    TRACES,
    Marker,
    end_everything_of,
    figures,
    make_figures,
    traces_in_files,
)

FEWEST_TOKENS = 50

pytestmark = pytest.mark.timeout(580)  # databases are copied, filled and restored


def run(*words: object) -> None:
    """Run a command of the product, with the key at hand."""
    call_command(*map(str, words))


def take_backup() -> Path:
    """Take a backup as an administrator of the server does; return where it lies."""
    known = {each.path for each in shelf.kept()}
    run("backup")
    return next(each.path for each in shelf.kept() if each.path not in known)


def restore(path: Path, places: Path) -> None:
    """Put a backup over what is here."""
    name = str(connection.settings_dict["NAME"])
    run("restore", path, "--replace", "--database", name, "--identity", places / "key.txt")


def words_of_backup(path: Path) -> str:
    """Return all that a backup holds, opened with its key."""
    with path.open("rb") as source, opened(source, Keys((SECRET,))) as stream:
        return "\n".join(
            f"{name}\n{content.decode(errors='replace')}" for name, content in reading(stream, {})
        )


def take_along(person: Person) -> str:
    """Let the person have everything kept about them put together; return all its words."""
    copy = ask_for_copy(by=person)
    tend_copies()
    content = fetch_copy(DataCopy.objects.get(pk=copy.pk), by=person)
    with zipfile.ZipFile(io.BytesIO(content)) as files:
        return "\n".join(files.read(name).decode(errors="replace") for name in files.namelist())


def erase(person: Person, *, by: Person) -> Erasure:
    """Have the person erased, each text by somebody else decided."""
    organisation = by.memberships.get().organisation
    assert all_obstacles([person], organisation, by=by) == []
    erasure = ask_for_erasure(person, organisation=organisation, by=person)
    named = undecided_of(erasure, reader=by)
    assert named, "nobody wrote about the person"
    answers = {(each.label, each.pk, each.field): (MentionAnswer.CUT, "") for each in named}
    decide_mentions(erasure, answers, by=by)
    return erase_person(erasure, by=by)


def assert_gone(where: str) -> None:
    """Look into every column of every table, and into every file."""
    left = traces_in_database()
    assert not left, f"{where}\n" + "\n".join(f"{name}: {left[name][0]}" for name in left)
    assert list(traces_in_files()) == [], where


def test_exported_erased_and_an_older_backup_restored(
    places, own_database, turn_to, smtp_server, capsys
):
    walked = make_walked_world()
    leaver, administrator = walked.world.mentee, walked.world.administrator
    make_figures(walked.world.programme, leaver, by=walked.world.coordinator)
    marker = Marker(leaver)
    tokens = marker.mark_all()
    assert tokens > FEWEST_TOKENS
    assert len(traces_in_database()) > 30, "the person hardly stands anywhere"

    # The copy holds every word of their own.
    told = set(re.findall(r"ZQ\d{6}", take_along(leaver)))
    assert marker.own - told == set()

    end_everything_of(leaver)
    seal_record()
    head = bytes(Seal.objects.last().hash).hex()
    before, said = take_backup(), figures()
    assert re.search(TRACES, words_of_backup(before), re.IGNORECASE)

    erase(leaver, by=administrator)
    while deliver_next():
        pass
    assert ADDRESS in smtp_server.messages[-1]["To"]
    forget_last_addresses()
    assert_gone("after erasing")
    assert figures() == said
    seal_record()
    later = bytes(Seal.objects.last().hash).hex()
    run("audit", "verify", "--head", later)
    assert not re.search(TRACES, words_of_backup(take_backup()), re.IGNORECASE)
    sent = len(smtp_server.messages)

    # Over what is here, and on a new machine that has the folder of the backups and nothing else.
    restore(before, places)
    for where in ("restored over it", "restored elsewhere"):
        assert_gone(where)
        assert figures() == said
        run("audit", "verify", "--head", head)
        assert Person.objects.get(pk=leaver.pk).name.startswith("Somebody who left")
        sweep_outbox()
        assert len(smtp_server.messages) == sent, "mail left before anybody let it go on"
        run("erasures", "reapply")
        assert "0 erased again, 1 were gone already" in capsys.readouterr().out
        if where == "restored over it":
            turn_to("elsewhere", NOTHING)
            (places / "data" / "erasures.jsonl").unlink()
            run("restore", before, "--identity", places / "key.txt")
    assert not Message.objects.filter(text__contains=NAME).exists()
