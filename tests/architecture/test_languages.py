"""Every text is in German too, dates are as Germans write them, and pages may run from right."""

import re
import shutil
import subprocess
import sys
from collections import defaultdict
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.template import Template
from django.test.utils import _TestState
from django.utils import translation
from django.utils.formats import get_format

from mentorship.accounts.models import Person
from mentorship.common.formats.de import formats
from tests.architecture.planted import plant
from tests.architecture.walking import ROLES, named_addresses, resolve
from tests.architecture.world import make_walked_world
from tests.people import sign_in

ROOT = Path(settings.BASE_DIR)
APPS = ("mentorship", "programmes", "training", "matching", "evaluation")
GERMAN = ROOT / "locale/de/LC_MESSAGES/django.po"
# What a date is made of, as templates and sentences name it: a day or a month, with words around.
ASKED_FOR = re.compile(r"(?:\|date:|date_format\([^\"()]*(?:\([^()]*\))?[^\"()]*, )\"([^\"]+)\"")
# A decimal comma in an attribute that a browser reads as a number.
COMMA = re.compile(r' (?:width|height|x|y|x1|x2|y1|y2|r|cx|cy|value|max|min)="-?\d+,\d+%?"')
SAME = ("H:i", "F Y", "M Y", "M y", "F", "M", "l", "D", "Y-m-d", "l, H:i", "H:i:s")


def sources() -> list[Path]:
    """Return every file that words for readers stand in."""
    code = [path for app in APPS for path in (ROOT / app).rglob("*.py")]
    return [*code, *(ROOT / "templates").rglob("*.*")]


def messages_of(catalogue: Catalog) -> dict[tuple[str, str], object]:
    """Return what is said, by its context and its English."""
    return {
        (message.context or "", message.id if isinstance(message.id, str) else message.id[0]): (
            message
        )
        for message in catalogue
        if message.id
    }


@pytest.fixture(scope="module")
def german() -> Catalog:
    """Return the German catalogue."""
    with GERMAN.open("rb") as file:
        return read_po(file, locale="de")


def test_every_format_of_a_date_is_written_as_in_german():
    named = {each for path in sources() for each in ASKED_FOR.findall(path.read_text("utf-8"))}
    assert len(named) > 10
    with translation.override("de"):
        unknown = {each for each in named if get_format(each) == each and each not in SAME}
    assert unknown - {formats.DAY} == set()


@pytest.fixture(scope="module")
def extracted(tmp_path_factory) -> Catalog:
    """Return every text that the product's sources ask a translation for."""
    if not shutil.which("xgettext"):
        pytest.skip("xgettext is missing: install the package gettext")
    folder = tmp_path_factory.mktemp("texts")
    for name in (*APPS, "templates"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "locale").mkdir()
    # Nobody reads here where a text stands, and to write it down takes most of the time.
    words = ["-m", "django", "makemessages", "-l", "de", "--no-obsolete", "--no-location"]
    subprocess.run([sys.executable, *words], cwd=folder, check=True, capture_output=True)
    return read_po(BytesIO((folder / "locale/de/LC_MESSAGES/django.po").read_bytes()), locale="de")


def test_every_text_is_there_in_german(extracted, german):
    there, asked = messages_of(german), messages_of(extracted)
    assert len(asked) > 10_000
    missing = [
        text
        for (context, text), message in asked.items()
        if not (said := there.get((context, text)))
        or said.fuzzy
        or not (all(said.string) if message.pluralizable else said.string)
    ]
    assert missing == []


def test_what_is_one_in_two_places_is_many_alike():
    """A catalogue knows a plural by its singular: two plurals of one would be one in German."""
    plurals: dict[str, set[str]] = defaultdict(set)
    for path in sources():
        if path.suffix == ".py":
            for call in re.finditer(
                r'ngettext\(\s*"([^"]+)",\s*"([^"]+)"', path.read_text("utf-8")
            ):
                plurals[call[1]].add(call[2])
    assert len(plurals) > 50
    assert {one: many for one, many in plurals.items() if len(many) > 1} == {}


def placeholders(text: str) -> set[str]:
    """Return what is filled in when the text is shown."""
    return set(re.findall(r"%\(\w+\)[sd]|\{\w*\}", text))


def test_german_fills_in_what_english_fills_in(german):
    """A form for one may leave the number out, or say a name that the form for many knows not."""
    wrong = []
    for message in german:
        if message.id and message.pluralizable:
            known = set().union(*map(placeholders, message.id))
            wrong += [message.id for said in message.string if not placeholders(said) <= known]
        elif message.id and placeholders(message.id) != placeholders(message.string):
            wrong.append(message.id)
    assert wrong == []


@pytest.fixture
def silent(settings, monkeypatch):
    """Write no log of hundreds of requests, and keep no copy of what each page was made of."""
    settings.MIDDLEWARE = [layer for layer in settings.MIDDLEWARE if "structlog" not in layer]
    monkeypatch.setattr(Template, "_render", _TestState.saved_data.template_render)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["coordinator", "mentor"])
@pytest.mark.parametrize(("code", "direction"), [("de", "ltr"), ("ar", "rtl")])
def test_every_page_is_shown_in_another_language(role, code, direction, silent, settings):
    settings.LANGUAGES = [*settings.LANGUAGES, ("ar", "Arabic")]
    walked = make_walked_world()
    plant(walked)
    person = ROLES[role](walked)
    Person.objects.filter(pk=person.pk).update(language=code)
    client = sign_in(person)
    shown, broken = 0, []
    for name in named_addresses():
        before = transaction.savepoint()
        page = client.get(resolve(name, walked))
        transaction.savepoint_rollback(before)
        assert page.status_code < 500, name
        if page.status_code != 200 or not page.headers["Content-Type"].startswith("text/html"):
            continue
        said = page.content.decode()
        broken += [(name, each) for each in COMMA.findall(said)]
        if f'<html lang="{code}" dir="{direction}"' in said:
            shown += 1
    assert not broken, broken
    assert shown > 30


# Words that are the same in both languages.
SAME_WORD = {
    *("organisation", "person", "phase", "import", "community", "e-mail", "e-mails"),
    *("webhook", "webhooks"),
}


def test_every_kind_of_thing_has_a_name_of_its_own_in_german_too():
    """The record, copies of what is kept and lists of what was deleted name kinds of things so."""
    unnamed, english = set(), set()
    for model in apps.get_models():
        if not model.__module__.startswith(tuple(f"{app}." for app in APPS)):
            continue
        given = model._meta.original_attrs
        if not {"verbose_name", "verbose_name_plural"} <= set(given):
            unnamed.add(model._meta.label)
            continue
        for name in (given["verbose_name"], given["verbose_name_plural"]):
            with translation.override("en-gb"):
                plain = str(name)
            with translation.override("de"):
                told = str(name)
            if told.casefold() == plain.casefold() and plain not in SAME_WORD:
                english.add(plain)
    assert unnamed == set()
    assert english == set()
