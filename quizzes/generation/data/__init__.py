"""Data files of the generator: word lists, frames, settings. Reviewable as lists, not buried in code."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def load(name: str) -> Any:
    """Return the content of `<name>.yaml`; callers must not change it."""
    return yaml.safe_load(files(__name__).joinpath(f"{name}.yaml").read_text(encoding="utf-8"))


def word_list(name: str) -> frozenset[str]:
    """Return a list of language.yaml."""
    return frozenset(load("language")[name].split())
