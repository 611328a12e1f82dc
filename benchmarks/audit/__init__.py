"""The record under seal: what is altered is found, and how long looking takes."""
