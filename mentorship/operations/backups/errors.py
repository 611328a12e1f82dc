"""What can go wrong with backups, each said in a sentence to whoever runs the command."""


class BackupError(Exception):
    """Something stands in the way of a backup or of restoring one; the message says what."""


class DamagedError(BackupError):
    """The file is not what was once written: cut off, altered, or not a backup at all."""


class LockedError(BackupError):
    """The key or passphrase at hand does not open the file."""


class RefusedError(BackupError):
    """Restoring would destroy something, or end in a state that nobody asked for."""


class UnfinishedError(BackupError):
    """Everything came back, but somebody who was erased since may be here again."""
