"""Addresses of the platform's own pages, by noun."""
