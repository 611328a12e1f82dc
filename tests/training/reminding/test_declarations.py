"""What is declared: every kind has a name of its own that fits where names are kept."""

from programmes.enums import ParticipantRole
from training.models import ReminderApproval
from training.reminding.declarations import (
    Matter,
    all_declared,
    declaration_of,
    declared_called,
)


def test_every_kind_has_a_name_and_an_address_of_its_own():
    kinds = list(all_declared())
    assert len({each.look for each in kinds}) == len({each.slug for each in kinds}) == len(kinds)
    longest = ReminderApproval._meta.get_field("name").max_length or 0
    assert all(len(each.look) <= longest for each in kinds)
    assert all(declared_called(each.slug) == each for each in kinds)
    assert declared_called("refresher-of-mentors-61-days") is None


def test_currency_has_its_five_steps_and_preparation_its_two():
    five = declaration_of(Matter.REFRESHER, ParticipantRole.MENTOR)
    assert five.days_after(60) == [
        ("60 days", -60),
        ("30 days", -30),
        ("7 days", -7),
        ("due", 0),
        ("in grace", 30),
    ]
    assert five.days_after(0) == five.days_after(60)[:4]
    assert five.longest == 60
    two = declaration_of(Matter.PREPARATION, ParticipantRole.MENTEE)
    assert two.days_after(0) == [("14 days", -14), ("3 days", -3)]
