"""Modes that improve one thing after another, each step with its proof."""
