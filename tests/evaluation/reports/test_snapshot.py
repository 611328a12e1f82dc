"""A snapshot is one text: the same figures have the same digest, in any process."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings

from evaluation import canonical
from evaluation.reports.model import State
from evaluation.reports.render import written
from evaluation.reports.snapshot import NotSealedError, UnknownSchemaError, freeze, sealed, thaw
from tests.evaluation.record import EXPECTED

ANOTHER_PROCESS = """
import sys, django
django.setup()
from evaluation.reports.snapshot import freeze, thaw
print(freeze(thaw(sys.stdin.read())).sha256)
"""


def test_what_was_frozen_thaws_to_the_same_figures(reports):
    for data in (reports.pooled, *reports.alone.values()):
        assert thaw(freeze(data).text) == data


def test_freezing_again_gives_the_same_digest(reports):
    first = freeze(reports.pooled)
    assert freeze(thaw(first.text)) == first
    assert first.sha256 == canonical.sha256(first.text)
    assert first.code == canonical.code(first.sha256)


def test_another_process_gives_the_same_digest(reports):
    snapshot = freeze(reports.pooled)
    done = subprocess.run(
        [sys.executable, "-c", ANOTHER_PROCESS],
        input=snapshot.text,
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(settings.BASE_DIR),
    )
    assert done.stdout.splitlines()[-1] == snapshot.sha256


def test_one_changed_figure_is_another_digest(reports):
    graduated = replace(reports.pooled.graduated, count=117)
    changed = replace(reports.pooled, graduated=graduated)
    assert freeze(changed).sha256 != freeze(reports.pooled).sha256


def test_no_hidden_figure_leaves_a_number_in_the_snapshot(reports):
    hidden = [
        figure
        for data in (reports.pooled, *reports.alone.values())
        for figure in thaw(freeze(data).text).figures
        if figure.state in {State.TOO_FEW, State.WITHHELD}
    ]
    assert hidden
    for figure in hidden:
        numbers = {figure.n, figure.count, figure.value, figure.low, figure.high}
        assert numbers == {None}


@pytest.fixture
def earlier():
    """A report on one cohort as it was stored before the four questions were frozen."""
    return Path(__file__).with_name("schema_1.json").read_text(encoding="utf-8").strip()


def test_a_report_of_the_first_schema_keeps_its_digest(earlier):
    data = thaw(earlier)
    assert (data.schema, data.fresh) == (1, ())
    assert freeze(data).text == earlier
    assert freeze(data).sha256 == "09ff8e56d200acc7d64b486d2ba161e45664a4d337da4ff79735726a568574fd"


def test_a_report_of_the_first_schema_prints_as_before(earlier):
    document = written(freeze(thaw(earlier)), language="en-gb")
    skills, staying, stepping_up, support = document.fresh
    assert {answered.trend for answered in document.fresh} == {""}
    assert skills.figure == "“My training prepared me well enough.” – 24 of 26 answers said “Yes”."
    assert staying.figure == (
        "16 of 34 mentors came back for the next cohort (47%). "
        "18 of 26 mentors’ answers said they would like to (69%)."
    )
    assert stepping_up.gap == "What helped those who stepped up is not on record."
    assert support.figure == "No training for becoming a mentor is on record."
    assert document.freshness.lead.endswith("each with its figure and its gap.")


@pytest.fixture
def before_last():
    """A report on one cohort as it was stored before objectives, outcomes and risks were frozen."""
    return Path(__file__).with_name("schema_2.json").read_text(encoding="utf-8").strip()


def test_a_report_of_the_second_schema_keeps_its_digest_and_prints(before_last):
    data = thaw(before_last)
    assert (data.schema, data.objectives, data.risks, data.costs) == (2, (), (), None)
    assert len(data.fresh) == 4
    assert freeze(data).text == before_last
    assert freeze(data).sha256 == "94317494bd8d4c5ff6c568589873e3a8d6d2dca86d698be8d593d13747e55e37"
    assert len(written(freeze(data), language="en-gb").fresh) == 4


def test_only_what_is_written_as_we_write_it_is_sealed(earlier, before_last, reports):
    for text in (earlier, before_last, freeze(reports.pooled).text):
        assert sealed(f"{text}\n") == freeze(thaw(text))
    for text in ("", "[]", "nonsense", '{"schema":1}', earlier.replace(":", ": ", 1)):
        with pytest.raises(ValueError, match=r"known here|sealed"):
            sealed(text)


def test_each_schema_has_its_own_figures_and_no_others(earlier, reports):
    with pytest.raises(NotSealedError):
        thaw(canonical.dumps(canonical.loads(earlier) | {"fresh": []}))
    now = canonical.loads(freeze(reports.pooled).text)
    with pytest.raises(NotSealedError):
        thaw(canonical.dumps({name: part for name, part in now.items() if name != "fresh"}))


@pytest.mark.parametrize("text", ["{}", '{"schema":4}', '{"schema":"2"}', "[]"])
def test_a_snapshot_of_another_form_is_refused(text):
    with pytest.raises(UnknownSchemaError):
        thaw(text)


def test_a_snapshot_that_lacks_a_figure_or_has_one_too_many_is_refused(reports):
    plain = canonical.loads(freeze(reports.pooled).text)
    with pytest.raises(NotSealedError):
        thaw(canonical.dumps({key: part for key, part in plain.items() if key != "graduated"}))
    with pytest.raises(NotSealedError):
        thaw(canonical.dumps(plain | {"opinion": "splendid"}))
    with pytest.raises(NotSealedError):
        thaw(canonical.dumps(plain | {"title": 5}))


def test_the_sealed_text_itself_holds_the_figures_of_the_independent_script(reports):
    """Read as plain JSON, as somebody would who knows nothing of this product."""
    plain = json.loads(freeze(reports.pooled).text)
    cohorts = {str(cohort["number"]): cohort for cohort in plain["cohorts"]}
    questions = {(asked["audience"], asked["key"]): asked for asked in plain["questions"]}

    def answers(audience, key):
        groups = questions[audience, key]["tally"]["groups"]
        return {group["value"]: group["count"] for group in groups}

    def of(figure):
        return [figure["count"], figure["n"]]

    met = questions["mentee", "mentor_met_expectations"]
    marks = answers("mentee", "mentor_met_expectations")
    returned = {
        number: of(cohort["returning"])
        for number, cohort in cohorts.items()
        if cohort["returning"]["state"] == "shown"
    }
    conversion = of(plain["retention"]["conversion"])
    would_return = questions["mentor", "wants_mentor"]["figure"]
    assert {
        "mentor_seats": {number: cohort["mentors"] for number, cohort in cohorts.items()},
        "mentee_seats": {number: cohort["mentees"] for number, cohort in cohorts.items()},
        "mentors_returning_next_cohort": returned,
        "cohorts_served_by_mentors": {
            str(served["cohorts"]): served["mentors"] for served in plain["retention"]["served"]
        },
        "mentor_met_expectations": {
            "n": met["figure"]["n"],
            "mean": float(met["figure"]["value"]),
            "top2": marks["4"] + marks["5"],
        },
        "recommend": answers("mentee", "recommend"),
        "work_with_mentor_again": answers("mentee", "work_with_mentor_again"),
        "projects_graduated": plain["graduated"]["count"],
        "projects": plain["graduated"]["n"],
        "mentor_wants_to_return_as_mentor": would_return["count"],
        "mentor_answers": would_return["n"],
    }.items() <= EXPECTED.items()
    assert conversion == [EXPECTED["conversion"]["stepped_up"], EXPECTED["conversion"]["of"]]
