"""Imports point down, wherever they stand: at the top, in a function, under TYPE_CHECKING."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = {"config", "accounts", "courses", "quizzes", "progress", "passages", "tests"}
PURE = {"passages"}  # a library of our own, below all apps
ARROWS = {
    "config": {"config"},
    "accounts": {"config", "accounts"},
    "courses": {"config", "accounts", "courses"},
    "quizzes": {"config", "accounts", "courses", "quizzes"},
    "progress": {"config", "accounts", "courses", "quizzes", "progress"},
}
GLUE = ROOT / "config" / "urls.py"  # the one file that names all apps


def imports_of(path):
    """Return the full names of the modules that a file imports."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import hides where it points"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def is_within(name, package):
    return name == package or name.startswith(f"{package}.")


@pytest.mark.parametrize("app", ARROWS)
def test_imports_point_down(app):
    for path in sorted((ROOT / app).rglob("*.py")):
        if path != GLUE:
            ours = {name.split(".")[0] for name in imports_of(path)} & OURS
            assert ours <= ARROWS[app] | PURE, f"{path}: {sorted(ours - ARROWS[app])}"


def test_the_generator_imports_no_framework_and_no_app():
    for path in sorted((ROOT / "quizzes" / "generation").rglob("*.py")):
        for name in imports_of(path):
            assert not is_within(name, "django"), f"{path}: {name}"
            foreign = name.split(".")[0] in OURS - PURE
            foreign = foreign and not is_within(name, "quizzes.generation")
            assert not foreign, f"{path}: {name}"


def test_what_calls_itself_pure_neither_reads_nor_writes():
    """A module says "Pure." in its docstring, a package in that of its __init__."""
    sources = [path for app in ("quizzes", "progress") for path in (ROOT / app).rglob("*.py")]
    says = {path: ast.get_docstring(ast.parse(path.read_text())) or "" for path in sources}
    pure = [
        path
        for path, said in says.items()
        if "Pure." in said or "Pure." in says.get(path.parent / "__init__.py", "")
    ]

    assert len(pure) > 10
    for path in pure:
        for name in imports_of(path):
            assert not is_within(name, "django"), f"{path}: {name}"
            assert ".models" not in name, f"{path}: {name}"


def test_the_library_of_passages_imports_nothing_of_ours():
    assert not {name.split(".")[0] for name in imports_of(ROOT / "passages.py")} & (
        OURS | {"django"}
    )


def test_the_generator_runs_in_a_process_without_django():
    modules = sorted(
        path.relative_to(ROOT)
        .with_suffix("")
        .as_posix()
        .replace("/", ".")
        .removesuffix(".__init__")
        for path in (ROOT / "quizzes" / "generation").rglob("*.py")
    )
    code = (
        f"import importlib, sys\nfor name in {modules!r}: importlib.import_module(name)\n"
        "print(*(name for name in sys.modules if name.split('.')[0] in "
        "{'django', 'accounts', 'courses', 'progress', 'config'} or name == 'quizzes.models'))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert run.returncode == 0, run.stderr
    assert run.stdout.strip() == ""
