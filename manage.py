#!/usr/bin/env python
"""Entry point of every management command."""

import os
import sys
from importlib import import_module

from django.core.management import execute_from_command_line

# Asks for no setting and no database, so that it answers on a bare checkout.
STANDS_ALONE = {"solve": "matching.management.commands.solve"}

if __name__ == "__main__":
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name in STANDS_ALONE:
        import_module(STANDS_ALONE[name]).Command().run_from_argv(sys.argv)
    else:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentorship.settings")
        execute_from_command_line(sys.argv)
