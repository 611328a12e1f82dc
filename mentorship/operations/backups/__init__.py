"""Backups: everything that is kept, in one encrypted file, and back again.

A backup is an age file around a compressed tar. The tar begins with `backup.json` (where it comes
from), holds the database table by table in PostgreSQL's own text form under `database/`, every
file of the store under `files/`, and ends with `manifest.json`: the SHA-256 of every part, so that
what was cut off or altered is noticed. No program of PostgreSQL is needed, at either end.
"""
