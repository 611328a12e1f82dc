"""Fields that a form does not have, sent along with those that it has, change nothing.

Every form of the walked world is sent twice: as a browser sends it, and with a value for each field
of each model of its app. What the second wrote must be what the first wrote, and none of the values
that were sent along may stand in any row of it.
"""

from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.db import connection, models, transaction
from django.test import Client

from benchmarks.fuzz.bodies import content_type, encode, plausible
from benchmarks.fuzz.forms import VOID, Form, forms_in
from benchmarks.fuzz.plan import may_open
from benchmarks.fuzz.run import quiet
from mentorship.accounts.models import Membership, Organisation, OrganisationRole, Person
from programmes.models import Programme
from tests.api.given import program_of
from tests.api.test_directory import PRIYA, patch
from tests.architecture.walking import ROLES, named_addresses, resolve, written
from tests.architecture.world import WalkedWorld, make_walked_world
from tests.people import World, sign_in

WORD, NUMBER, DAY = "zqxsentalong", "7654321", "1999-09-09"
APPS = {
    "mentorship": ("accounts", "api", "notifications", "programmes"),
    "api": ("api", "accounts"),
    "notifications": ("notifications", "accounts"),
}
# Whoever opens a page first stands for all that open it.
SENDERS = ("coordinator", "administrator", "mentor", "mentee", "facilitator", "signed out")
ALWAYS = ("is_staff", "is_superuser", "is_active", "password", "pk", "created_at", "modified_at")
MULTIPART = "multipart/form-data"
# Written by many answers, whatever they change.
BESIDES = {"django_session", "audit_event", "accounts_person"}
# What a view takes of its form where the page shows it, which the walked world's does not.
HELD_THEN = {"programmes:import": {"invites", "leaves_out"}}
OURS = ("mentorship.", "programmes.", "training.", "matching.", "evaluation.")


# A time is a day and a yes is a number too: the first that fits counts.
VALUES: tuple[tuple[type[models.Field], str], ...] = (
    (models.BooleanField, "on"),
    (models.DateTimeField, f"{DAY}T09:09"),
    (models.DateField, DAY),
    (models.IntegerField, NUMBER),
    (models.DecimalField, NUMBER),
    (models.FloatField, NUMBER),
)


def value_of(made: models.Field, foreign: dict[Any, str]) -> str:
    """Return what is sent along for a field: never what a row would hold by itself."""
    if made.is_relation:
        return foreign.get(made.related_model, foreign[Person])
    if made.choices:
        return str([key for key, _label in made.flatchoices][-1])
    if isinstance(made, models.UUIDField):
        return foreign[Person]
    return next((value for kind, value in VALUES if isinstance(made, kind)), WORD)


def foreign_of(world: World) -> dict[type, str]:
    """Return the ids of rows that are none of the world's people's, by their models."""
    return {
        Person: str(world.stranger.pk),
        Organisation: str(world.other_organisation.pk),
        Programme: str(world.other_programme.pk),
        Membership: str(world.stranger.memberships.get().pk),
    }


def sent_along(namespace: str, foreign: dict[type, str]) -> dict[str, str]:
    """Return each field of each model of an app with what is sent along for it."""
    found = dict.fromkeys(ALWAYS, "on")
    for label in APPS.get(namespace, (namespace,)):
        for model in apps.get_app_config(label).get_models():
            for made in model._meta.concrete_fields:
                found[made.name] = found[made.attname] = value_of(made, foreign)
    return found


@dataclass
class Sent:
    """What was sent along, and what came of it."""

    forms: int = 0
    wrote: int = 0
    differing: dict[str, Any] = field(default_factory=dict)
    found: set[tuple[str, str]] = field(default_factory=set)


class Sender:
    """Sends each form plainly and with more, and compares what was written."""

    def __init__(self, walked: WalkedWorld) -> None:
        """Know what is somebody else's, and sign everybody in."""
        self._walked, self.sent = walked, Sent()
        self._foreign = foreign_of(walked.world)
        self._marks = [WORD, NUMBER, DAY, *self._foreign.values()]
        self._seen: set[tuple[str, tuple[str, ...]]] = set()
        self._clients = {
            role: sign_in(person) if (person := ROLES[role](walked)) else Client()
            for role in SENDERS
        }
        for client in self._clients.values():
            client.raise_request_exception = False

    def visit(self, role: str, name: str) -> None:
        """Send every new form of a page."""
        client, address = self._clients[role], resolve(name, self._walked)
        page = self._ask(client, "GET", address, b"")[0]
        if page.status_code != 200 or "text/html" not in page.headers["Content-Type"]:
            return
        shown = list(forms_in(page.text, address))
        held = {one for form in shown for one in form.names}
        for form in shown:
            key = (form.action.partition("?")[0], form.names)
            if form.method == "POST" and key not in self._seen:
                self._seen.add(key)
                self._send(client, form, name, held)

    def _send(self, client: Client, form: Form, name: str, held: set[str]) -> None:
        """Send one form by each of its buttons."""
        more = sent_along(name.partition(":")[0], self._foreign)
        held |= HELD_THEN.get(name, set())
        along = [(each, value) for each, value in more.items() if each not in held]
        for pairs in pressed(form):
            plain = self._ask(client, "POST", form.action, encode(pairs, MULTIPART))
            with_more = self._ask(client, "POST", form.action, encode([*pairs, *along], MULTIPART))
            self.sent.forms += 1
            self.sent.wrote += bool(set(plain[1]) - BESIDES)
            where = f"{name} {form.action}"
            if plain[1:3] != with_more[1:3]:
                self.sent.differing[where] = (plain[0], with_more[0], plain[1:3], with_more[1:3])
            self.sent.found |= {(where, mark) for mark in with_more[3] - plain[3]}

    def _ask(
        self, client: Client, method: str, address: str, body: bytes
    ) -> tuple[Any, Counter[str], dict[str, Any], set[str]]:
        """Ask, look at what was written, and take it back."""
        before, already, cookies = transaction.savepoint(), written(), deepcopy(client.cookies)
        try:
            answer = client.generic(method, address, body, content_type(MULTIPART))
            new = written() - already
            kinds = {table: kinds_in(table) for table in new}
            marks = {table: rows_with(table, self._marks) for table in new}
        finally:
            transaction.set_rollback(False)
            transaction.savepoint_rollback(before)
            client.cookies = cookies
        found = {
            f"{table}: {mark}"
            for table, counts in marks.items()
            for mark in counts - rows_with(table, self._marks)
        }
        return answer, new, kinds, found


def pressed(form: Form) -> Iterator[list[tuple[str, Any]]]:
    """Yield what a form sends: without a named button, and by each of its named ones."""
    fields = [one for one in form.fields if one.name != "csrfmiddlewaretoken"]
    typed = [
        (one.name, plausible(one)) for one in fields if one.kind not in VOID and one.kind != "file"
    ]
    yield typed
    for one in fields:
        for option in one.options[:3] if one.kind in VOID else ():
            yield [*typed, (one.name, option)]


def rows_with(table: str, marks: list[str]) -> Counter[str]:
    """Return how many rows of a table hold each of some texts."""
    each = ", ".join("count(*) FILTER (WHERE words LIKE %s)" for _mark in marks)
    name = connection.ops.quote_name(table)
    asked = f"SELECT {each} FROM (SELECT t::text AS words FROM {name} AS t) AS rows"  # noqa: S608 - our table
    with connection.cursor() as cursor:
        cursor.execute(asked, [f"%{mark}%" for mark in marks])
        return Counter(dict(zip(marks, cursor.fetchone(), strict=True)))


@cache
def columns_of(table: str) -> tuple[str, ...]:
    """Return the columns of a table that say yes or no, or one of some kinds."""
    made = next((each for each in apps.get_models() if each._meta.db_table == table), None)
    return tuple(
        each.column
        for each in (made._meta.concrete_fields if made else ())
        if each.column and (each.choices or isinstance(each, models.BooleanField))
    )


def kinds_in(table: str) -> Counter[Any]:
    """Return how many rows of a table are of which kinds."""
    columns = ", ".join(connection.ops.quote_name(each) for each in columns_of(table))
    if not columns:
        return Counter()
    with connection.cursor() as cursor:
        name = connection.ops.quote_name(table)
        asked = f"SELECT {columns}, count(*) FROM {name} GROUP BY {columns}"  # noqa: S608 - our table
        cursor.execute(asked)
        return Counter({tuple(map(str, row[:-1])): row[-1] for row in cursor.fetchall()})


@pytest.mark.django_db
@pytest.mark.timeout(550)
@pytest.mark.parametrize("namespace", ["evaluation", "matching", "programmes", "training", ""])
def test_what_is_sent_along_with_a_form_changes_nothing(namespace):
    """Without a namespace: every address of the platform."""
    platform = ("mentorship:", "notifications:", "api:")
    names = [
        name
        for name in named_addresses()
        if name.startswith((f"{namespace}:",) if namespace else platform)
    ]
    with quiet():
        sender = Sender(make_walked_world())
        opened: set[str] = set()
        for role in SENDERS:
            for name in names:
                if name not in opened and may_open(role, name):
                    opened.add(name)
                    sender.visit(role, name)
    assert sender.sent.found == set()
    assert sender.sent.differing == {}
    assert sender.sent.wrote > 10


def test_what_would_have_been_written_would_have_been_found(world):
    """So that the test above cannot pass for want of eyes."""
    kinds = kinds_in("accounts_person")
    assert not rows_with("accounts_person", [WORD, NUMBER, DAY]).total()
    Person.objects.filter(pk=world.mentee.pk).update(
        name=WORD, is_active=False, joined_at=f"{DAY}T09:09Z"
    )
    assert rows_with("accounts_person", [WORD, DAY]) == {WORD: 1, DAY: 1}
    assert kinds_in("accounts_person") != kinds


def facts_of(person: Person) -> dict[str, Any]:
    """Return all that is kept of somebody but their ids, their word and when they came."""
    membership = person.memberships.get()
    besides = {"id", "person", "joined_at", "password"}
    return {
        f"{row._meta.label}.{made.name}": getattr(row, made.attname)
        for row in (person, membership)
        for made in row._meta.concrete_fields
        if made.name not in besides
    }


def test_a_directory_writes_what_its_schema_holds_and_nothing_else(world):
    program = program_of(world)
    held = {name.lower() for name in PRIYA} | {"name", "active", "displayname", "emails"}
    along = {
        **{
            name: value
            for name, value in sent_along("api", foreign_of(world)).items()
            if name.lower() not in held
        },
        "is_superuser": True,
        "roles": [{"value": "administrator", "primary": True}],
        "groups": [{"value": str(world.organisation.pk)}],
        "entitlements": [{"value": "everything"}],
        "id": str(world.stranger.memberships.get().pk),
    }
    before = transaction.savepoint()
    program.ask("POST", "scim/v2/Users", PRIYA)
    plain = facts_of(Person.objects.get(email="priya@example.org"))
    transaction.savepoint_rollback(before)

    made = program.ask("POST", "scim/v2/Users", {**along, **PRIYA})
    assert made.status_code == 201
    person = Person.objects.get(email="priya@example.org")
    assert facts_of(person) == plain
    address = f"scim/v2/Users/{made.told['id']}"
    assert program.ask("PUT", address, {**along, **PRIYA}).status_code == 200
    assert program.ask("PATCH", address, patch(**along)).status_code == 200
    person.refresh_from_db()
    assert facts_of(person) == plain
    assert not OrganisationRole.objects.filter(membership__person=person).exists()


# What decides whose a row is, how far it is, and who may do what: no form of a model holds it.
NEVER = {
    *("id", "organisation", "programme", "person", "state", "role", "created_at", "membership"),
    *("is_staff", "is_superuser", "is_active", "password", "email", "sha256", "code"),
}
# Whose role it is there: that of the people whom a rule is about, and nobody's own.
CHOSEN: dict[str, set[str]] = {"RequirementForm": {"role"}}


def model_forms(kind: type = forms.ModelForm) -> Iterator[type]:
    """Yield every form of ours that writes a model."""
    for each in kind.__subclasses__():
        if each.__module__.startswith(OURS):
            yield each
        yield from model_forms(each)


def test_every_form_of_a_model_names_its_fields():
    list(named_addresses())  # reads every view, and so every form
    found = set(model_forms())
    assert len(found) > 8
    for each in found:
        assert each._meta.fields is not None, each
        assert each._meta.fields != forms.ALL_FIELDS, each
        assert each._meta.exclude is None, each
    decided = {each.__name__: NEVER & set(each.base_fields) for each in found}
    assert {name: fields for name, fields in decided.items() if fields} == CHOSEN
