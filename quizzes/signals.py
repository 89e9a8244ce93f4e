"""What higher apps may want to know of the bank."""

from django.dispatch import Signal

# Sent after the lessons of a course were read, in the same transaction, with `course`, and with
# `changed`: False where nothing had changed since the last time.
bank_synced = Signal()
