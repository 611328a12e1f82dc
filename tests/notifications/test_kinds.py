import pytest
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from mentorship.notifications.enums import Category
from mentorship.notifications.kinds import (
    MessageKind,
    UnknownKindError,
    all_kinds,
    kind_of,
    register,
)

ALL = list(all_kinds())


def test_every_kind_has_its_three_templates():
    assert len(ALL) > 80
    missing = []
    for template in (template for kind in ALL for template in kind.templates):
        try:
            get_template(template)
        except TemplateDoesNotExist:
            missing.append(template)
    assert missing == []


def test_a_footer_reads_on_from_because():
    footers = {kind.name: str(kind.why) for kind in ALL}
    odd = {name: why for name, why in footers.items() if not why[0].islower() or why.endswith(".")}
    assert odd == {}


def test_the_same_kind_may_be_registered_twice_and_two_of_one_name_may_not():
    kind = kind_of("accounts.login_code")
    assert register(kind) is kind
    other = MessageKind(name=kind.name, title="Other", why="of a test")
    with pytest.raises(ValueError, match=r"accounts\.login_code"):
        register(other)
    assert kind_of(kind.name) is kind


def test_a_name_nobody_registered_is_an_error():
    with pytest.raises(UnknownKindError):
        kind_of("tests.nothing")


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "Letter"},
        {"name": "tests.letter\n"},
        {"name": "tests." + "x" * 60},
        {"name": "tests.letter", "is_reminder": True},
        {"name": "tests.letter", "is_secret": True, "is_open_to_coordinators": True},
        {"name": "tests.letter", "is_unlisted": True, "is_open_to_coordinators": True},
        {"name": "tests.letter", "is_unlisted": True, "needs_approval": True},
    ],
)
def test_kinds_that_could_not_be_kept_are_refused(fields):
    with pytest.raises(ValueError, match=r"tests|Letter"):
        MessageKind(title="A letter", why="of a test", **fields)


def test_a_reminder_can_be_switched_off():
    kind = MessageKind(
        name="tests.x", title="", why="", is_reminder=True, category=Category.MEETINGS
    )
    assert kind.templates[0] == "emails/tests/x.subject.txt"
