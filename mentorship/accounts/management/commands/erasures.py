"""`manage.py erasures reapply | write | list | sign`: who was erased, outside the database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mentorship.accounts.actions.reapplying import reapply
from mentorship.accounts.privacy.erasing import ledger


class Command(BaseCommand):
    """Erase again after a restore; complete the list; show it; vouch for it under another key."""

    help = "Erases again, after a restore, whoever was erased since the backup was made."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what to do."""
        parser.add_argument("what", choices=("reapply", "write", "list", "sign"))
        parser.add_argument(
            "--lines", type=int, help="how many lines to sign, given instead of typed"
        )

    def handle(self, *_args: Any, what: str, lines: int | None, **_options: Any) -> None:
        """Do it and say what was done."""
        try:
            if what == "sign":
                self._sign(lines)
            else:
                self._do(what)
        except ledger.LedgerError as error:
            message = (
                f"{error} Nothing was done. Restore {ledger.path()} from a copy; or, where its "
                "SECRET_KEY is lost, look at each line and vouch for them with “manage.py erasures "
                "sign”."
            )
            raise CommandError(message) from error

    def _do(self, what: str) -> None:
        """Do what changes no line of the list."""
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

    def _sign(self, lines: int | None) -> None:
        """Show the lines that no key here proves, and sign them once a person has counted them."""
        unproven = ledger.unproven()
        if not unproven:
            self.stdout.write("Every line is proven already.")
            return
        for entry in unproven:
            self.stdout.write(f"{entry.at.isoformat()} {entry.person}")
        if lines is None:
            lines = _number(input("How many lines do you vouch for? Each erases somebody: "))
        if lines != len(unproven):
            raise CommandError(f"It is {len(unproven)} that no key proves. Nothing was signed.")
        ledger.sign_all()
        self.stdout.write(f"{lines} signed. Now run “manage.py erasures reapply”.")


def _number(typed: str) -> int | None:
    """Return the number that was typed, if it is one."""
    return int(typed) if typed.strip().isdecimal() else None
