"""One module for each item model: from the fact base to drafts of questions.

A model is a function `propose(base) -> Iterator[Draft]`. The engine walks `ALL`; a new model is a
new module and one line here. It walks `base.facts`, which in a view are those of one lesson, yields
each draft from one fact of them, and looks everything else up.
"""

from quizzes.generation.item_models import (
    attribute,
    client,
    contrast,
    definition,
    matching,
    membership,
    need,
    paired,
    partition,
    purpose,
    reasoned,
    scenario,
    sequence,
    signs,
    sorting,
    statement,
    tasks,
    typed,
    unmet,
)

ALL = (
    purpose.propose,
    attribute.propose,
    membership.propose,
    partition.propose,
    reasoned.propose,
    paired.propose,
    contrast.propose,
    need.propose,
    scenario.propose,
    unmet.propose,
    client.propose,
    tasks.propose,
    signs.propose,
    sequence.propose,
    typed.propose,
    matching.propose,
    sorting.propose,
    statement.propose,
    definition.propose,
)
