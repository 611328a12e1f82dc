"""The reason for hiding a group gives nothing away itself."""

from evaluation.publishing.deciding import Verdict
from evaluation.publishing.reasons import why_hidden


def test_a_group_of_one_mind_reads_like_one_that_protects_another():
    verdict = Verdict(frozenset({"shown"}), {"shown": 9, "of one mind": 7, "cover": 8, "few": 4})
    assert why_hidden(verdict, "of one mind") == why_hidden(verdict, "cover")
    assert why_hidden(verdict, "few") != why_hidden(verdict, "cover")
    assert why_hidden(verdict, "shown") == ""
