"""What the JSON fields of a course may hold."""

import pytest
from django.core.exceptions import ValidationError

from courses.shapes import check_instances
from tests.factories import CourseFactory

ENTRY = {"term": "personal data", "instances": ["passport numbers"]}


@pytest.mark.parametrize("value", [[], [ENTRY], [ENTRY, {"term": "files", "instances": ["songs"]}]])
def test_instances_are_terms_with_their_words(value):
    check_instances(value)


@pytest.mark.parametrize(
    "value",
    [
        None,
        ENTRY,
        ["personal data"],
        [{"term": "personal data"}],
        [ENTRY | {"note": "more"}],
        [ENTRY | {"instances": []}],
        [ENTRY | {"instances": "passport numbers"}],
        [ENTRY | {"instances": ["passport numbers", 3]}],
        [ENTRY | {"instances": [" "]}],
        [ENTRY | {"term": ""}],
    ],
)
def test_anything_else_is_refused(value):
    with pytest.raises(ValidationError):
        check_instances(value)


@pytest.mark.parametrize("field", ["settings", "choices", "instances"])
def test_a_course_refuses_words_of_another_shape(field):
    course = CourseFactory.build(**{field: "wine"})

    with pytest.raises(ValidationError) as refused:
        course.clean()

    assert set(refused.value.message_dict) == {field}
