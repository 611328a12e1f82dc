"""Codes are long, never the same, and read as they were meant."""

from training.attending.certificate_codes import LETTERS, new_code, readings


def test_a_code_holds_a_hundred_bits_in_four_groups():
    code = new_code()
    groups = code.split("-")
    assert [len(group) for group in groups] == [5, 5, 5, 5]
    assert len(LETTERS) ** 20 >= 2**100
    assert set("".join(groups)) <= set(LETTERS)
    assert len({new_code() for _ in range(200)}) == 200


def test_a_code_is_read_as_it_was_meant():
    assert "01234-56789-ABCDE-FGHJK" in readings(" oI234 56789abcde fghjk ")
    assert "TEST-0001" in readings("test-0001")
