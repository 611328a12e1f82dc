"""Reminders of training: declared as data, reconciled with what is true, seen before they leave."""
