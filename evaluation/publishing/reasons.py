"""Why a group's figures are not shown, in words that give nothing away themselves."""

from django.utils.translation import gettext as _

from evaluation.publishing.deciding import Verdict
from evaluation.suppression import SMALLEST_GROUP


def why_hidden(verdict: Verdict, name: str) -> str:
    """Say why a group is not shown; empty where it is.

    Nothing tells a group of one mind from one that protects a smaller one.
    """
    if name in verdict.shown:
        return ""
    if verdict.sizes.get(name, 0) < SMALLEST_GROUP:
        return _("Fewer than five answered, so it stays hidden.")
    if where := verdict.beside.get(name):
        return _("Beside “%(where)s”, it would give the answers of few people away.") % {
            "where": where
        }
    return _("Hidden, because the answers of few people could be worked out from it.")
