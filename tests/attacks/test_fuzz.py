"""Strange values in every form × role: nothing is answered with 5xx.

This is the quick form; `python -m benchmarks.fuzz --minutes 60` takes its time.
"""

from collections import Counter
from time import process_time

import pytest

from benchmarks.fuzz.bodies import encode, fill
from benchmarks.fuzz.drawing import drawer
from benchmarks.fuzz.forms import forms_in
from benchmarks.fuzz.run import attack
from tests.architecture.world import make_walked_world

PAGE = """
<form method="post" action="save/"><input name="a" value="1"><textarea name="b">two</textarea>
<select name="c"><option value="">-</option><option value="x" selected>X</option></select>
<input type="file" name="d"><button name="e" value="go">Go</button></form>
<a href="?page=2">More</a><a href="https://elsewhere.example/?a=b">Away</a>
"""


@pytest.mark.django_db
@pytest.mark.timeout(300)
def test_no_form_breaks_in_any_role():
    found = attack(
        make_walked_world(), seconds=25, each=2, start=1, recipes=400, clock=process_time
    )
    assert found.failures == {}
    assert found.slow == {}
    assert found.cases > 100
    assert len({role for role, *_rest in found.forms}) > 3


def test_forms_are_found_with_what_they_hold():
    form, link = forms_in(PAGE, "/at/here/")
    assert (form.action, form.method) == ("/at/here/save/", "POST")
    held = [(one.name, one.value) for one in form.fields]
    assert held == [("a", "1"), ("b", "two"), ("c", "x"), ("d", ""), ("e", "go")]
    assert (link.action, link.names) == ("/at/here/", ("page",))


def test_recipes_differ_and_reach_the_body():
    draw = drawer(200, start=3)
    form = next(forms_in(PAGE, "/"))
    drawn = [draw() for _each in range(200)]
    bodies = {encode(fill(form, recipe, ["foreign"]), recipe.encoding) for recipe in drawn}
    assert len(bodies) > 100
    assert any(b"\x00" in body for body in bodies)
    assert b"\xed\xa0\x80" in encode([("a", "\ud800")], "multipart/form-data")
    assert encode([("a", "\ud800")], "") == b"a=%ED%A0%80"
    assert len(Counter(recipe.encoding for recipe in drawn)) > 5
