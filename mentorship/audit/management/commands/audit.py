"""manage.py audit: seal the record, tell its head hash, and verify that nothing was altered."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from mentorship.audit.models import Seal
from mentorship.audit.sealing import seal_what_is_final
from mentorship.audit.verifying import Verdict, verify

_ALTERED = 1
_HEX = 64


class Command(BaseCommand):
    """Ends with 0 where the record is as it was sealed, and with 1 where it is not."""

    help = "Seal the record of what happened, tell its head hash, or verify it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask for one of the three."""
        doing = parser.add_subparsers(dest="doing", required=True)
        doing.add_parser("seal", help="Seal now what the worker seals every minute.")
        doing.add_parser("head", help="Print the hash of the last seal, to be kept elsewhere.")
        verifying = doing.add_parser("verify", help="Name the first event that was altered.")
        verifying.add_argument(
            "--head", default="", help="A head hash that was printed earlier and kept elsewhere."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what was asked for."""
        if options["doing"] == "seal":
            seals = seal_what_is_final()
            self.stdout.write(_("Sealed: %(count)d") % {"count": sum(each.count for each in seals)})
        elif options["doing"] == "head":
            self._tell_head()
        else:
            self._verify(options["head"])

    def _tell_head(self) -> None:
        """Print the head hash alone on the first line, for programs; then what it stands for."""
        head = Seal.objects.last()
        if head is None:
            raise CommandError(_("Nothing has been sealed yet."))
        self.stdout.write(bytes(head.hash).hex())
        facts = {"number": head.number, "at": head.made_at.isoformat(timespec="seconds")}
        self.stderr.write(_("Seal %(number)d, made at %(at)s.") % facts)

    def _verify(self, head: str) -> None:
        """Go through the chain and say what was found."""
        if head and (len(head.strip()) != _HEX or not _is_hex(head)):
            raise CommandError(_("A head hash has 64 hexadecimal digits."))
        began = time.monotonic()
        verdict = verify(known_head=head)
        if verdict.finding:
            raise CommandError(verdict.finding.sentence, returncode=_ALTERED)
        for line in _good_news(verdict, time.monotonic() - began):
            self.stdout.write(line)


def _is_hex(text: str) -> bool:
    """Tell whether a text has hexadecimal digits alone."""
    return all(letter in "0123456789abcdef" for letter in text.strip().lower())


def _good_news(verdict: Verdict, seconds: float) -> list[str]:
    """Say what was looked at and found as it was sealed."""
    facts = {
        "events": verdict.events,
        "seals": verdict.seals,
        "seconds": f"{seconds:.1f}",
        "redacted": verdict.redacted,
        "unsealed": verdict.unsealed,
    }
    lines = [
        _(
            "%(events)d events under %(seals)d seals stand as they were sealed "
            "(%(seconds)s seconds)."
        )
        % facts
    ]
    if verdict.vouched is not None:
        said = _("The hash you know is that of seal %(number)d; all up to there is as it was then.")
        lines.append(said % {"number": verdict.vouched})
    if verdict.redacted:
        lines.append(_("Redacted, and on record as such: %(redacted)d.") % facts)
    if verdict.waits_since:
        since = verdict.waits_since.isoformat(timespec="seconds")
        said = _("Not sealed yet: %(unsealed)d, the first of them written at %(since)s.")
        lines.append(said % {**facts, "since": since})
    return [*lines, _("Head: %(head)s") % {"head": verdict.head or "–"}]
