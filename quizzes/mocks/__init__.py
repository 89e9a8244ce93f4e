"""Mock exams: their start, clock, report and history."""
