"""What this app keeps about a person."""

from accounts.own_data import OwnTable, register
from courses.models import Enrolment, Reading

register(
    OwnTable(
        name="courses",
        about="the courses that you joined, and what you plan.",
        model=Enrolment,
        path="user",
        columns=(
            "course__title",
            "created_at",
            "exam_date",
            "minutes_a_day",
            "reviews_a_day",
            "time_factor",
        ),
    ),
    OwnTable(
        name="lessons_read",
        about="the lessons that you opened and finished.",
        model=Reading,
        path="user",
        columns=("lesson__title", "first_opened", "finished_at"),
    ),
)
