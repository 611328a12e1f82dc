"""A contract for import-linter: no module is a drawer for odds and ends."""

from typing import ClassVar

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, output

JUNK_NAMES = frozenset({"utils", "util", "helpers", "helper", "misc", "common_utils", "tools"})


class NoJunkDrawersContract(Contract):
    """Every module is named after what it holds."""

    type_name: ClassVar[str] = "no_junk_drawers"

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: FBT001
        """Look for modules whose name says nothing."""
        junk = sorted(m for m in graph.modules if m.rpartition(".")[2] in JUNK_NAMES)
        return ContractCheck(kept=not junk, metadata={"junk": junk})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Name them."""
        for module in check.metadata["junk"]:
            output.print_error(f"{module}: name it after what it holds.", bold=False)
