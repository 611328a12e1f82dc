"""Rows for tests, one file per app; models are named in words so that importing needs no Django."""
