"""Drills in which processes are killed and services vanish."""
