"""Strange values in every form, in every role."""
