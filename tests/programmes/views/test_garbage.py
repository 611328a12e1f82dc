"""Whatever is typed into whatever form of this app, the answer is a page and never a fault."""

from html.parser import HTMLParser

import hypothesis
import pytest
from django.db import transaction
from django.test import Client
from hypothesis import strategies as st

from tests.architecture.walking import named_addresses, resolve
from tests.architecture.world import make_walked_world
from tests.people import sign_in

TYPED = ("input", "select", "textarea", "button")
NASTY = (
    *("", "\x00", "a\x00b", "\x1b\x0b", "\ufffe", "\u202eabc", "😀" * 99, "x" * 20_000, "²", "٣"),
    *("1e400", "NaN", "-Infinity", "-1", "0", "9" * 30, "9" * 5000, "1,5", "0x1F", "None"),
    *("0001-01-01", "9999-12-31", "2026-02-30", "10000-01-01", "2026-12-31"),
    *("{{ 7 }}{% x %}", "%s %(name)s", "'\"><b>", "a\r\nBcc: x@example.org", "=1+1", "on"),
    *("00000000-0000-0000-0000-000000000000", "x@example.org", "lone \ud800"),
)
garbage = st.sampled_from(NASTY) | st.text(max_size=40)


class FormReader(HTMLParser):
    """Reads which forms a page has, and what their fields are called and hold."""

    def __init__(self, address):
        super().__init__()
        self.address, self.found, self.fields = address, [], None

    def handle_starttag(self, tag, attrs):
        facts = dict(attrs)
        if tag == "form" and (facts.get("method") or "").lower() == "post":
            self.fields = {}
            self.found.append((facts.get("action") or self.address, self.fields))
        if self.fields is not None and tag in TYPED and facts.get("name"):
            self.fields.setdefault(facts["name"], facts.get("value") or "")

    def handle_endtag(self, tag):
        if tag == "form":
            self.fields = None


def as_typed(text):
    """Return the bytes that a browser, or somebody without one, would send."""
    return text.encode("utf-8", "surrogatepass")


def forms_of(client, walked):
    """Return every form that the pages of this app show, and the addresses that take only POST."""
    found = {}
    for name in named_addresses():
        if not name.startswith("programmes:"):
            continue
        address = resolve(name, walked)
        page = client.get(address)
        if page.status_code == 405:
            found[address] = {"x": ""}
        if page.status_code != 200 or "text/html" not in page.headers["Content-Type"]:
            continue
        reader = FormReader(address)
        reader.feed(page.text)
        found |= {where: fields for where, fields in reader.found if "/accounts/" not in where}
    return sorted(found.items())


@pytest.mark.django_db
def test_garbage_in_any_form_is_answered_with_a_page():
    walked = make_walked_world()
    client: Client = sign_in(walked.world.coordinator)
    forms = forms_of(client, walked)
    assert len(forms) > 50

    @hypothesis.settings(max_examples=60, database=None)
    @hypothesis.given(st.data())
    def post(data):
        address, fields = data.draw(st.sampled_from(forms))
        names = sorted(fields.keys() - {"csrfmiddlewaretoken"})
        wrong = data.draw(st.sets(st.sampled_from(names))) if names else set()
        typed = {
            name: as_typed(data.draw(garbage)) if name in wrong else fields[name] for name in names
        }
        before = transaction.savepoint()
        answer = client.post(address, typed)
        hypothesis.note(f"{address} {answer.status_code}")
        transaction.savepoint_rollback(before)
        assert answer.status_code < 500

    post()
