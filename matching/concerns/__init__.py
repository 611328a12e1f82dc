"""When something is not right: told to somebody who can help, and to nobody else."""
