"""A mail as a picture: its words in their order, and nothing that could act."""

from hypothesis import given
from hypothesis import strategies as st

from matching.publishing.pictures import Part, picture_of

MAIL = """<html><head><title>Not this</title><style>p {}</style></head><body>
<div class="preview">hidden line</div><table><tr><td class="brand">Guildhall</td></tr>
<tr><td class="body"><h1 style="x">You  meet <b>Amara</b></h1><p>Hello<br>Ben,</p>
<table><tr><td class="action-cell"><a class="action-link" href="https://a">Go &amp; see</a></td>
</tr>
</table></td></tr></table><table class="foot"><tr><td class="foot-cell"><p class="foot-line">Why</p>
</td></tr></table></body></html>"""


def test_the_parts_stand_in_their_order():
    assert picture_of(MAIL) == (
        Part("brand", "Guildhall"),
        Part("heading", "You meet Amara"),
        Part("words", "Hello\nBen,"),
        Part("button", "Go & see"),
        Part("foot", "Why"),
    )


@given(st.text())
def test_whatever_stands_in_it_becomes_words(text):
    for part in picture_of(f"<body><p>{text}</p></body>"):
        assert part.kind in {"brand", "heading", "words", "item", "button", "foot"}
        assert part.text
