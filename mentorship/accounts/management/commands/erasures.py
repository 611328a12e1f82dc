"""`manage.py erasures reapply | write | list`: the list of who was erased, outside the database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mentorship.accounts.actions.reapplying import reapply
from mentorship.accounts.privacy.erasing import ledger


class Command(BaseCommand):
    """Erase again after a restore; complete the list; show it."""

    help = "Erases again, after a restore, whoever was erased since the backup was made."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what to do."""
        parser.add_argument("what", choices=("reapply", "write", "list"))

    def handle(self, *_args: Any, what: str, **_options: Any) -> None:
        """Do it and say what was done."""
        try:
            self._do(what)
        except ledger.LedgerError as error:
            message = f"{error} Nothing was done. Restore {ledger.path()} from a copy."
            raise CommandError(message) from error

    def _do(self, what: str) -> None:
        """Do one of the three."""
        if what == "reapply":
            done = reapply()
            self.stdout.write(
                f"{done.again} erased again, {done.already} were gone already,"
                f" {done.unknown} are not in this database."
            )
        elif what == "write":
            self.stdout.write(f"{ledger.write_missing()} written down.")
        else:
            for entry in ledger.entries():
                self.stdout.write(f"{entry.at.isoformat()} {entry.person}")
