"""The timetable a new cohort begins with."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from programmes.enums import PhaseKind
from programmes.timetable import usual_phases

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@given(DAYS, st.integers(1, 2000))
def test_every_kind_of_phase_comes_once_and_ends_after_it_began(starts_on, length):
    phases = usual_phases(starts_on, starts_on + timedelta(days=length))
    assert [kind for kind, _first, _last in phases] == list(PhaseKind)
    assert all(first <= last for _kind, first, last in phases)


def test_a_year_as_people_would_draw_it():
    phases = usual_phases(date(2027, 1, 1), date(2027, 12, 31))
    assert {kind: (first, last) for kind, first, last in phases} == {
        PhaseKind.RECRUIT: (date(2026, 10, 9), date(2026, 12, 4)),
        PhaseKind.TRAIN: (date(2026, 11, 20), date(2026, 12, 25)),
        PhaseKind.MATCH: (date(2026, 12, 11), date(2026, 12, 31)),
        PhaseKind.MENTOR: (date(2027, 1, 1), date(2027, 12, 31)),
        PhaseKind.EVALUATE: (date(2027, 6, 25), date(2027, 7, 9)),
        PhaseKind.CLOSE: (date(2027, 12, 17), date(2028, 1, 14)),
    }
