"""One module for each item model: from the fact base to drafts of questions.

A model is a function `propose(base) -> Iterator[Draft]`. The engine walks `ALL`; a new model is a
new module and one line here. It walks `base.facts`, which in a view are those of one lesson, yields
each draft from one fact of them, and looks everything else up.
"""

from quizzes.generation.item_models import (
    attribute,
    contrast,
    definition,
    matching,
    membership,
    paired,
    partition,
    purpose,
    reasoned,
    scenario,
    sequence,
    sorting,
    statement,
    typed,
)

ALL = (
    purpose.propose,
    attribute.propose,
    membership.propose,
    partition.propose,
    reasoned.propose,
    paired.propose,
    contrast.propose,
    scenario.propose,
    sequence.propose,
    typed.propose,
    matching.propose,
    sorting.propose,
    statement.propose,
    definition.propose,
)
