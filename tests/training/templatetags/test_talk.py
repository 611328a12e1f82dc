import re

from hypothesis import given
from hypothesis import strategies as st

from training.templatetags.talk import typed_words


def test_markup_is_text():
    shown = typed_words("<script>alert(1)</script> <img src=x onerror=alert(1)>")
    assert "<script" not in shown
    assert "<img" not in shown


def test_links_are_clickable_and_lines_kept():
    shown = typed_words("See https://example.org/a?b=1&c=2.\nThen (http://example.org).")
    assert 'href="https://example.org/a?b=1&amp;c=2" rel="noopener nofollow"' in shown
    assert "</a>.<br>Then (" in shown
    assert ">http://example.org</a>)." in shown


def test_nothing_else_is_a_link():
    for words in ("javascript:alert(1)", "data:text/html,x", "www.example.org", "ftp://x.org"):
        assert "<a" not in typed_words(words)
    assert 'href="https://x' in typed_words('https://x"onmouseover=alert(1)')
    assert '"onmouseover' not in typed_words('https://x"onmouseover=alert(1)')


@given(st.text(st.sampled_from("<>\"'&/:. \nahtps"), max_size=80))
def test_only_our_own_tags_come_out(words):
    rest = re.sub(
        r'<br>|</a>|<a href="https?://[^"<>]*" rel="noopener nofollow">', "", typed_words(words)
    )
    assert "<" not in rest
    assert ">" not in rest
