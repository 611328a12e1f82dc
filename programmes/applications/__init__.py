"""The coordinators’ view of applications: who is in, who waits for whom, and since when."""
