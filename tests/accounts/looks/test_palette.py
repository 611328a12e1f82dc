"""From any colour come shades that can be read wherever they stand."""

from hypothesis import given
from hypothesis import strategies as st

from mentorship.accounts.looks.palette import (
    GROUNDS,
    USUAL,
    Scheme,
    for_dark,
    is_like_a_status,
    is_readable,
    shades_of,
)
from mentorship.common.colours import contrast, least_contrast

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(colours, st.sampled_from(Scheme))
def test_words_in_every_shade_can_be_read(colour, scheme):
    shades = shades_of(colour, scheme)
    assert least_contrast(shades.accent, GROUNDS[scheme]) >= 4.5
    assert contrast(shades.accent, shades.on_accent) >= 4.5
    assert least_contrast(shades.deep, (*GROUNDS[scheme], shades.tint)) >= 4.5


def test_the_products_own_colours_are_kept_as_they_are():
    for scheme in Scheme:
        assert is_readable(USUAL[scheme], scheme)
        assert shades_of(USUAL[scheme], scheme).accent == USUAL[scheme]


def test_a_light_colour_has_a_fellow_on_dark_pages():
    assert is_readable(for_dark("#6a1b9a"), Scheme.DARK)


def test_the_colour_of_bad_news_is_noticed():
    assert is_like_a_status("#b3261e", Scheme.LIGHT)
    assert not is_like_a_status("#6a1b9a", Scheme.LIGHT)
