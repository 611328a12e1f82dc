import re

from django import forms
from django.template import Context, Template

from mentorship.common.forms import FACES, CodeWidget, FacesWidget


class Sample(forms.Form):
    name = forms.CharField(label="Your name", help_text="As you like to be called.")
    about = forms.CharField(label="About you", required=False)
    way = forms.ChoiceField(
        label="How?", widget=forms.RadioSelect, choices=[("a", "By video"), ("b", "On a walk")]
    )
    heard = forms.TypedChoiceField(
        label="I felt heard", choices=FACES, coerce=int, widget=FacesWidget
    )
    code = forms.CharField(label="Code", widget=CodeWidget)
    agrees = forms.BooleanField(label="I promise")


def position(html: str, *words: str) -> list[int]:
    return [html.index(word) for word in words]


def test_label_then_hint_then_error_then_input():
    html = str(Sample({})["name"].as_field_group())

    order = position(html, "<label", "As you like", "Please fill this in", "<input")

    assert order == sorted(order)


def test_errors_and_hints_are_tied_to_their_input():
    html = str(Sample({})["name"].as_field_group())

    assert 'aria-invalid="true"' in html
    described = re.search(r'<input[^>]* aria-describedby="([^"]+)"', html)
    assert described
    for name in described[1].split():
        assert f'id="{name}"' in html


def test_only_what_is_optional_is_marked():
    form = Sample()

    assert "(optional)" in form["about"].as_field_group()
    assert "(optional)" not in form["name"].as_field_group()


def test_choices_stand_in_a_fieldset_with_a_legend():
    html = str(Sample()["way"].as_field_group())

    assert "<fieldset" in html
    assert re.search(r"<legend>\s*How\?", html)


def test_a_tick_box_stands_before_its_label():
    html = str(Sample()["agrees"].as_field_group())

    assert html.index('type="checkbox"') < html.index("<label")


def test_every_face_has_its_word_and_keeps_the_answer():
    html = str(Sample({"heard": "4"})["heard"].as_field_group())

    assert html.count("<svg") == html.count('type="radio"') == len(FACES)
    assert all(str(word) in html for _, word in FACES)
    assert re.search(r'value="4"[^>]*checked|checked[^>]*value="4"', html)


def test_a_code_field_invites_the_phone_to_fill_it():
    assert 'autocomplete="one-time-code"' in str(Sample()["code"])


def test_the_summary_links_to_each_field_and_takes_the_focus():
    form = Sample({"name": "Jonas"})
    template = Template('{% include "components/error_summary.html" with form=form only %}')

    html = template.render(Context({"form": form}))

    assert "data-takes-focus" in html
    page = str(form)
    targets = re.findall(r'href="#([^"]+)"', html)
    assert len(targets) == len(form.errors)
    for target in targets:
        assert f'id="{target}"' in page


def test_without_errors_there_is_no_summary():
    template = Template('{% include "components/error_summary.html" with form=form only %}')

    assert not template.render(Context({"form": Sample()})).strip()


class Order(forms.Form):
    name = forms.CharField(max_length=3)
    number = forms.IntegerField(min_value=1, max_value=9)
    day = forms.DateField()
    address = forms.EmailField()
    way = forms.ChoiceField(choices=[("a", "By video")])
    reason = forms.CharField(error_messages={"required": "Say why."})


def test_what_is_wrong_is_said_in_plain_words():
    typed = {"name": "Anna", "number": "0", "day": "soon", "address": "anna", "way": "b"}

    assert Order(typed).errors == {
        "name": ["At most 3 characters; this has 4."],
        "number": ["At least 1."],
        "day": ["Give a date, such as 31/12/2026."],
        "address": ["Give a whole e-mail address, such as name@example.org."],
        "way": ["Choose one from the list: “b” is not in it."],
        "reason": ["Say why."],
    }


def test_what_is_missing_is_asked_for():
    errors = Order({}).errors
    assert errors["name"] == ["Please fill this in."]
    assert errors["way"] == ["Choose one."]
