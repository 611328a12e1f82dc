"""The pages about published standards."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from evaluation.actions.readiness import judge_requirement
from evaluation.enums import Judged
from evaluation.models import ReadinessJudgement, ReadinessPack
from evaluation.readiness.standards import STANDARDS
from programmes.meanwhile import ChangedMeanwhileError
from tests.people import World, sign_in
from tests.programmes.races import both_at_once

pytestmark = pytest.mark.django_db


def address(world, name="readiness", *args, **kwargs):
    if kwargs:
        return reverse(f"evaluation:{name}", kwargs={"slug": world.programme.slug, **kwargs})
    return reverse(f"evaluation:{name}", args=[world.programme.slug, *args])


def judging(world, **changes):
    data = {
        "verdict": "met",
        "words": "The code of 2024 is part of the agreement.",
        "valid_until": timezone.localdate() + timedelta(days=90),
    }
    return sign_in(world.coordinator).post(
        address(world, "readiness-judge", "ismcp", "ethics.code"), data | changes
    )


def test_both_standards_are_shown_with_what_is_short(world: World):
    text = sign_in(world.coordinator).get(address(world)).content.decode()
    assert "International Standards for Mentoring" in text
    assert "Elements of Effective Practice" in text
    assert "no band is reached yet" in text
    assert "self-assessment and no award" in text


def test_a_judgement_is_kept_beside_its_evidence(world: World):
    assert judging(world).status_code == 302
    judgement = ReadinessJudgement.objects.get()
    assert judgement.judged_by == world.coordinator
    page = sign_in(world.coordinator).get(address(world, "readiness-standard", "ismcp"))
    assert "The code of 2024 is part of the agreement." in page.content.decode()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"valid_until": "2020-01-01"}, "valid_until"),
        ({"valid_until": "2090-01-01"}, "valid_until"),
        ({"words": ""}, "words"),
        ({"verdict": "splendid"}, "verdict"),
    ],
)
def test_bad_input_is_told_and_nothing_typed_is_lost(world: World, changes, field):
    page = judging(world, **changes)
    assert page.status_code == 200
    text = page.content.decode()
    (sentence,) = page.context["form"].errors[field]
    assert page.context["form"].errors.keys() == {field}
    assert sentence in text
    assert changes.get("words") == "" or "The code of 2024" in text
    assert not ReadinessJudgement.objects.exists()


@pytest.mark.parametrize(
    ("standard", "requirement"), [("nothing", "ethics.code"), ("ismcp", "nothing.such")]
)
def test_what_is_not_there_is_not_found(world: World, standard, requirement):
    client = sign_in(world.coordinator)
    page = client.get(address(world, "readiness-judge", standard, requirement))
    assert page.status_code == 404


def test_a_pack_is_a_tagged_pdf_with_its_sources(world: World):
    client = sign_in(world.coordinator)
    judging(world)
    after = client.post(address(world, "readiness-pack-add", "ismcp"), follow=True)
    assert after.status_code == 200
    pack = ReadinessPack.objects.get()
    file = client.get(address(world, "readiness-pack", standard="ismcp", pk=pack.pk))
    assert file.headers["Content-Type"] == "application/pdf"
    reader = PdfReader(BytesIO(file.content))
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert pack.sha256 in text.replace("\n", "")
    assert "The code of 2024 is part of the agreement." in text.replace("\n", " ")
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root.get("/StructTreeRoot") is not None
    assert root["/Lang"]


def test_a_pack_of_another_programme_is_not_found(world: World):
    client = sign_in(world.coordinator)
    client.post(address(world, "readiness-pack-add", "ismcp"))
    pack = ReadinessPack.objects.get()
    kwargs = {"slug": world.other_programme.slug, "standard": "ismcp", "pk": pack.pk}
    assert client.get(reverse("evaluation:readiness-pack", kwargs=kwargs)).status_code == 404


def test_who_judges_second_reads_the_first_and_loses_nothing(world: World):
    """The page was open when somebody else judged; a second press, knowingly, counts."""
    client = sign_in(world.coordinator)
    opened = client.get(address(world, "readiness-judge", "ismcp", "ethics.code"))
    seen = opened.context["form"]["seen"].value() or ""
    judging(world, seen=seen)
    page = judging(world, seen=seen, verdict="not_met", words="Two of them never signed.")
    text = page.content.decode()
    assert page.status_code == 200
    assert "The code of 2024 is part of the agreement." in text
    assert "Two of them never signed." in text
    assert ReadinessJudgement.objects.count() == 1
    mark = page.context["form"]["seen"].value()
    judging(world, seen=mark, verdict="not_met", words="Two of them never signed.")
    assert ReadinessJudgement.objects.first().verdict == "not_met"


def test_the_same_press_twice_judges_once(world: World):
    judging(world)
    assert judging(world).status_code == 302
    assert ReadinessJudgement.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_judge_at_once_one_wins_and_the_other_is_told(world: World):
    def judge(verdict):
        return lambda: judge_requirement(
            world.programme,
            STANDARDS["ismcp"],
            "ethics.code",
            verdict=verdict,
            words="Seen it.",
            valid_until=timezone.localdate() + timedelta(days=90),
            seen="",
            by=world.coordinator,
        )

    (error,) = both_at_once(judge(Judged.MET), judge(Judged.NOT_MET))
    assert isinstance(error, ChangedMeanwhileError)
    judgement = ReadinessJudgement.objects.get()
    assert error.stored["verdict"] == judgement.verdict
