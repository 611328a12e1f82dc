"""How an installation is looked after: backups, restoring, and the figures that monitors read."""
