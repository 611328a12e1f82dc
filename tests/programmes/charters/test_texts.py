"""A charter as a reader sees it, and what changed."""

from hypothesis import given
from hypothesis import strategies as st

from programmes.charters.texts import changes_between, parts_of, pieces_between
from programmes.models import Charter

TEXT = st.text(alphabet=st.sampled_from("ab é\n.,"), max_size=60)


@given(TEXT, TEXT)
def test_what_stayed_and_went_is_before_and_what_stayed_and_came_is_after(before, after):
    pieces = list(pieces_between(before, after))
    assert "".join(piece.text for piece in pieces if piece.kind != "in") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "out") == after


def test_lines_become_a_list_without_the_marks_people_put_before_them():
    charter = Charter(
        purpose="One sentence.", sponsor_commits="- Opens it\r\n• Reads it\n\n3 talks a year"
    )
    purpose, sponsor, review = parts_of(charter)
    assert (purpose.lines, purpose.is_list) == (("One sentence.",), False)
    assert sponsor.lines == ("Opens it", "Reads it", "3 talks a year")
    assert review.lines == ("The sponsor looks at this charter again every 6 months.",)


def test_changes_name_the_parts_that_read_otherwise():
    before = Charter(purpose="Grow leaders", resources="One day", review_months=6)
    after = Charter(purpose="Grow leaders", resources="Two days", review_months=12)
    assert [change.title for change in changes_between(before, after)] == ["Resources", "Review"]
    assert changes_between(before, before) == []
