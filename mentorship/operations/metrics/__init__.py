"""Figures for monitors, in the form that Prometheus reads; no names, no addresses with ids."""
