"""What this app keeps about a person."""

from accounts.own_data import OwnTable, register
from progress.models import Record, SearchEntry

register(
    OwnTable(
        name="records",
        about="your records of achievement, which anybody with the code can verify.",
        model=Record,
        path="user",
        columns=("course__title", "code", "name", "figures", "issued_at"),
    ),
    OwnTable(
        name="search_index",
        about="copies of your notes, so that you can search them.",
        model=SearchEntry,
        path="user",
        columns=("title", "text"),
    ),
)
