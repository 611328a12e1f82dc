"""The way of a table through the screens, and every list as a file."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from mentorship.audit.models import Event
from programmes.actions.record_import import COHORT_STARTS
from programmes.actions.table_import_work import go_on
from programmes.enums import CohortState, ParticipantState
from programmes.importing.enums import ImportState
from programmes.models import Import, ImportRow, Participant
from tests.factories.imports import ImportFactory
from tests.programmes.importing.tables import as_csv, tally

RECORD = Path(settings.BASE_DIR) / "examples/open-seeds"
PEOPLE = "/programmes/leaders/people/"
IMPORTS = f"{PEOPLE}imports/"
TABLE = as_csv(
    ("Name", "Mail", "Role", "Joined", "Colour"),
    ("Zoë Håkansson", "zoe@example.org", "Guide", "03/04/2026", "teal"),
    ("Ines Ferro", "ines at example.org", "Mentee", "05/06/2026", "red"),
)


def upload(client, content=TABLE, kind="people", name="people.csv"):
    """Bring a file, and return the page of its import."""
    file = SimpleUploadedFile(name, content)
    answer = client.post(f"{IMPORTS}add/", {"kind": kind, "file": file})
    return answer.headers.get("Location", ""), answer


def last():
    return Import.objects.latest("uploaded_at")


def test_a_table_goes_from_the_file_to_the_people(world, client_of):
    client = client_of(world.coordinator)
    page, _answer = upload(client)
    columns = client.get(page, follow=True)
    assert "What do the columns mean?" in columns.text
    assert "Zoë Håkansson" in columns.text
    said = {"column-0": "name", "column-1": "email", "column-2": "role", "column-3": "joined_on"}
    questions = client.post(f"{page}columns/", said, follow=True)
    assert "How do you read 03/04/2026?" in questions.text
    assert "What does “Guide” mean?" in questions.text

    missing = client.post(f"{page}questions/", {"default_state": "accepted"})
    assert missing.status_code == 200
    assert "Error:" in missing.text
    answers = {"date_order": "day-first", "cohort": world.cohort.pk, "role-0": "mentor"}
    shown = client.post(f"{page}questions/", {**answers, "default_state": "accepted"}, follow=True)
    assert "ines at example.org" in shown.text
    assert "This is not an e-mail address." in shown.text
    assert not Participant.objects.filter(person__email="zoe@example.org").exists()

    refused = client.post(f"{page}apply/", follow=True)
    assert "tick that they stay out" in refused.text
    fixed = client.post(
        f"{page}fix/", {"row": ["3"], "fix-3-email": "ines@example.org"}, follow=True
    )
    assert "2 rows change something" in fixed.text
    done = client.post(f"{page}apply/", follow=True)
    assert "It is written" in done.text
    assert (
        Participant.objects.filter(
            person__email__in=["zoe@example.org", "ines@example.org"]
        ).count()
        == 2
    )

    again = upload(client)[1]
    assert "imported before" in client.get(again.headers["Location"], follow=True).text
    # What was said is remembered: nothing but the days and the cohort is asked.
    run = last()
    assert run.answers["columns"] == {"0": "name", "1": "email", "2": "role", "3": "joined_on"}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"Name\n", "a heading and nothing below it"),
        (b"PK\x03\x04cut", "damaged or was cut off"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 512, "an old Excel file"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_what_to_do(world, client_of, content, sentence):
    client = client_of(world.coordinator)
    page, _answer = upload(client, content)
    shown = client.get(page, follow=True)
    assert "This file cannot be read" in shown.text
    assert sentence in shown.text


def test_nothing_chosen_is_said_beside_the_field(world, client_of):
    client = client_of(world.coordinator)
    assert "Error:" in client.post(f"{IMPORTS}add/", {"kind": "people"}).text
    assert "There is nothing in this file." in upload(client, b"")[1].text


def test_a_large_table_shows_how_far_it_is_and_then_the_result(world, client_of, monkeypatch):
    monkeypatch.setattr("programmes.actions.table_imports.SMALL_ROWS", 1)
    client = client_of(world.coordinator)
    page, _answer = upload(client)
    client.post(f"{page}columns/", {"column-0": "name", "column-2": "role"})
    answers = {"cohort": world.cohort.pk, "role-0": "mentor", "default_state": "accepted"}
    progress = client.post(f"{page}questions/", answers, follow=True)
    assert "0 of 2 rows" in progress.text
    assert 'hx-trigger="every 1s"' in progress.text
    part = client.get(page, headers={"HX-Request": "true"})
    assert "<html" not in part.text
    assert "0 of 2 rows" in part.text
    go_on(last().pk)
    assert client.get(page, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    assert "What this file would do" in client.get(page).text


def test_coming_back_later_goes_on_where_it_was(world, client_of):
    client = client_of(world.coordinator)
    page, _answer = upload(client)
    shown = client.get(IMPORTS)
    assert page in shown.text
    assert "Waits for its columns" in shown.text
    thrown = client.post(f"{page}discard/", follow=True)
    assert "Nothing of it was written" in thrown.text
    assert not ImportRow.objects.exists()


def test_somebody_can_say_the_letters_and_have_it_read_again(world, client_of):
    client = client_of(world.coordinator)
    page, _answer = upload(client, "Name,Role\nŁukasz,mentor\n".encode("windows-1250"))
    assert "Łukasz" not in client.get(f"{page}columns/").text
    read = client.post(f"{page}read/", {"encoding": "windows-1250"}, follow=True)
    assert "Łukasz" in read.text


def test_refused_rows_leave_as_a_file_with_the_reasons(world, client_of):
    client = client_of(world.coordinator)
    run = ImportFactory.create(programme=world.programme, refused=1, header=["Name", "Mail"])
    facts = {"outcome": "refused", "errors": [["email", "x", "no_address", {}]]}
    ImportRow.objects.create(run=run, number=2, given=["=1+1", ["formula", "=2"]], **facts)
    answer = client.get(f"{IMPORTS}{run.pk}/refused/?format=xlsx")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    row = [cell.value for cell in sheet[2]]
    assert row == [2, "=1+1", "=2…", "E-mail: This is not an e-mail address."]
    assert {cell.data_type for cell in sheet[2]} == {"n", "s"}
    assert Event.objects.get(kind="table.downloaded").changes == {"table": "import", "rows": 1}


@pytest.mark.parametrize(
    "name",
    [
        "programmes:people-csv",
        "programmes:team-file",
        "training:register-file",
        "training:session-file",
        "matching:match-file",
        "evaluation:wave-file",
    ],
)
def test_every_list_leaves_in_both_formats_and_is_recorded(world, client_of, name):
    client = client_of(world.coordinator)
    address = reverse(name, args=("leaders",))
    as_text = client.get(address)
    assert as_text.headers["Content-Type"].startswith("text/csv")
    workbook = load_workbook(io.BytesIO(client.get(f"{address}?format=xlsx").content))
    header = [cell.value for cell in workbook.active[1]]
    assert as_text.content.decode("utf-8-sig").splitlines()[0].split(",") == header
    assert Event.objects.filter(kind__endswith=".downloaded").count() == 2


def test_the_outbox_leaves_without_the_words_of_its_mails(world, client_of):
    answer = client_of(world.coordinator).get("/outbox/file/?format=xlsx")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert [cell.value for cell in sheet[1]] == ["Message", "For", "Due", "State", "Why not sent"]


def test_the_list_and_the_check_make_as_many_queries_for_1_row_as_for_30(
    world, client_of, django_assert_max_num_queries
):
    client = client_of(world.coordinator)
    run = ImportFactory.create(programme=world.programme, header=["Name"], added=1, total=1)
    ImportRow.objects.create(run=run, number=2, given=["A"], outcome="added")
    client.get(IMPORTS)
    pages = (IMPORTS, f"{IMPORTS}{run.pk}/")
    counts = []
    for turn in range(2):
        for page in pages:
            with django_assert_max_num_queries(40) as queries:
                client.get(page)
            counts.append(len(queries))
        if turn:
            break
        ImportFactory.create_batch(29, programme=world.programme)
        ImportRow.objects.bulk_create(
            ImportRow(run=run, number=n, given=["B"], outcome="added") for n in range(3, 32)
        )
    assert counts[:2] == counts[2:]


def test_the_record_of_open_seeds_comes_in_through_the_screens(world, client_of):
    client = client_of(world.coordinator)
    type(world.cohort).objects.update(number=99)
    tallies = []
    for _turn in range(2):
        page, _answer = upload(client, (RECORD / "people.csv").read_bytes(), kind="members")
        said = {"column-0": "reference", "column-2": "country_code"}
        client.post(f"{page}columns/", said)
        client.post(f"{page}apply/")
        tallies.append(tally(last()))
        page, _answer = upload(client, (RECORD / "roles.csv").read_bytes(), kind="roles")
        said = {"column-0": "reference", "column-1": "cohort", "column-2": "role"}
        client.post(f"{page}columns/", said)
        client.post(f"{page}questions/", {"role-0": "mentee", **new_cohorts(world.programme)})
        client.post(f"{page}apply/")
        assert last().state == ImportState.APPLIED
        tallies.append(tally(last()))
    assert tallies == [(378, 0, 0, 0), (777, 0, 0, 0), (0, 0, 378, 0), (0, 0, 777, 0)]
    assert world.programme.cohorts.filter(state=CohortState.CLOSED).count() == 5


def new_cohorts(programme):
    """Return the days of the cohorts that the record names and nobody planned."""
    known = set(programme.cohorts.values_list("number", flat=True))
    days = {}
    for number, first in COHORT_STARTS.items():
        if number not in known:
            days[f"starts-{number}"] = first.isoformat()
            days[f"ends-{number}"] = (first + timedelta(weeks=16, days=-3)).isoformat()
    return days


def test_who_comes_in_invited_gets_mail_only_by_a_tick(world, client_of):
    client = client_of(world.coordinator)
    page, _answer = upload(client)
    client.post(f"{page}columns/", {"column-0": "name", "column-2": "role"})
    answers = {"cohort": world.cohort.pk, "role-0": "mentor", "default_state": "invited"}
    client.post(f"{page}questions/", answers)
    assert last().state == ImportState.CHECKED
    assert "Invite" not in client.get(page).text  # Nobody of them has an address.
    client.post(f"{page}apply/")
    places = Participant.objects.filter(state=ParticipantState.INVITED)
    assert places.count() == 2


def test_a_number_of_a_row_that_no_table_has_changes_nothing(world, client_of):
    run = ImportFactory.create(programme=world.programme, state=ImportState.CHECKED)
    address = f"{IMPORTS}{run.pk}/fix/"
    found = client_of(world.coordinator).post(address, {"row": ["9" * 5000, "9" * 12, "²"]})
    assert found.status_code == 302
