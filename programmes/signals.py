"""News of this app for the apps above it; each is sent inside the transaction that caused it."""

from django.dispatch import Signal

# A cohort moved on. Sent with `cohort`, `came_from` (a CohortState) and `by` (a Person or None).
cohort_moved = Signal()

# A participant changed state. Sent with `participant`, `came_from` (a ParticipantState) and `by`;
# not sent for each one when a closing cohort finishes everybody.
participant_moved = Signal()

# People got places further along than invited, by hand or by an imported file, or many changed
# state at once. Sent with `programme`, `participants` (a list; their `state` is where they are now)
# and `by`; `participant_moved` is not sent for them.
participants_moved = Signal()

# A programme was started. Sent with `programme` (its `template` and `cloned_from` say what from)
# and `by`, so that the apps above bring along their own configuration.
programme_created = Signal()

# An application was handed in. Sent with `application` and `by`.
application_submitted = Signal()

# A decision about an application was told to the applicant. Sent with `decision` and `by`, after
# what it brings about is carried out.
decision_published = Signal()
