"""Whatever a directory sends is taken, or refused in words, and never breaks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.api.scim.errors import ScimError
from mentorship.api.scim.filters import parse
from mentorship.api.scim.wanted import Wanted, is_storable, patched, wanted_in

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["value", "primary", "type", "givenName", "op", "path", "active"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)
NAMES = st.sampled_from(
    ["userName", "externalId", "emails", "name", "displayName", "active", "title", "USERNAME"]
)
PATHS = NAMES | st.sampled_from(['emails[type eq "work"].value', "name.givenName", "]["])
NOW = Wanted(user_name="kim", email="kim@example.org", given_name="Kim", formatted_name="Kim")


def is_fit(wanted):
    texts = (wanted.user_name, wanted.email, wanted.external_id, wanted.name)
    return all(is_storable(text) for text in texts) and bool(wanted.name) and "@" in wanted.email


def tried(read, *given_to):
    """Return what came of it: the outcome, or the error that says why not."""
    try:
        return read(*given_to)
    except ScimError as error:
        return error


def is_fit_or_refused(read, *given_to):
    found = tried(read, *given_to)
    return found.status == 400 if isinstance(found, ScimError) else is_fit(found)


@given(st.dictionaries(NAMES, VALUES))
def test_a_whole_person_is_read_or_refused(body):
    assert is_fit_or_refused(wanted_in, body)


@given(
    st.lists(
        st.fixed_dictionaries(
            {"op": st.sampled_from(["add", "Replace", "remove", "move"])},
            optional={"path": PATHS | VALUES, "value": VALUES},
        )
    )
    | VALUES
)
def test_a_change_is_made_or_refused(operations):
    assert is_fit_or_refused(patched, NOW, operations)


@given(st.text(max_size=60))
def test_any_text_is_a_filter_or_refused(text):
    found = tried(parse, text)
    assert found.kind == "invalidFilter" if isinstance(found, ScimError) else found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('userName eq "Kim@Example.org"', [("user_name", "Kim@Example.org")]),
        ('emails[type eq "work"].value eq "k"', [("email", "k")]),
        (
            'externalId eq "a \\" and b" and active eq True',
            [("external_id", 'a " and b'), ("is_active", True)],
        ),
    ],
)
def test_what_directories_ask_is_understood(text, found):
    assert parse(text) == found


def test_a_full_name_follows_its_parts():
    now = Wanted(
        user_name="k",
        email="k@e.org",
        formatted_name="Kim Lee",
        given_name="Kim",
        family_name="Lee",
    )
    changed = patched(now, [{"op": "replace", "path": "name.familyName", "value": "Park"}])
    assert changed.name == "Kim Park"
