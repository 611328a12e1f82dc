"""Atoms are written and read back."""

import uuid

import pytest

from evaluation.publishing.atoms import (
    department_of,
    is_part,
    of_department,
    wave_of,
    waves_of,
    whole_wave,
)

WAVE = uuid.uuid4()


@pytest.mark.parametrize("name", ["Sales", "", "Law: contracts"])
def test_a_department_of_a_wave(name):
    atom = of_department(WAVE, name)
    assert (wave_of(atom), department_of(atom), is_part(atom)) == (WAVE, name, True)


def test_a_whole_wave():
    atom = whole_wave(WAVE)
    assert (wave_of(atom), department_of(atom), is_part(atom)) == (WAVE, None, False)
    assert waves_of([{atom}, {of_department(WAVE, "Law")}]) == {WAVE}


def test_what_is_no_atom_is_refused():
    with pytest.raises(ValueError, match="UUID"):
        wave_of("Sales")
