"""The house holds: small modules and functions, one direction of travel, no circle.

`python tests/test_house.py` prints the figures.
"""

from __future__ import annotations

import ast
import functools
import graphlib
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src" / "summitdata"
# A room imports from itself and from rooms of lower floors; rooms side by side know nothing of each other.
FLOOR = {
    "house": 0, "tables": 1, "discussion": 2, "texts": 2, "data": 2, "themes": 3, "run": 3, "changes": 4, "pages": 5,
    "commands": 6,
}  # fmt: skip
ALONE = {"frames": "data", "__main__": "commands"}  # modules that lie in no folder, and the room they belong to
MODULE, FUNCTION = 300, 40  # lines that one may have


@functools.cache
def modules() -> dict[str, Path]:
    """The path of each module, by its name inside the package; that of a folder is its `__init__`."""
    paths = {".".join(path.relative_to(SOURCE).with_suffix("").parts): path for path in sorted(SOURCE.rglob("*.py"))}
    return {name.removesuffix("__init__").rstrip("."): path for name, path in paths.items()}


@functools.cache
def tree(name: str) -> ast.Module:
    """The syntax of a module."""
    return ast.parse(modules()[name].read_text("utf-8"))


def imports(name: str) -> set[str]:
    """The modules that one imports, inside functions too; the package's own face imports nothing by itself."""
    found = set()
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            inside = {f"{node.module}.{alias.name}" for alias in node.names}
            known = {path for path in inside if path.removeprefix("summitdata.") in modules()}
            found |= known | ({node.module} if known != inside else set())
    inside = {path.removeprefix("summitdata.") for path in found if path.startswith("summitdata.")}
    return (inside & set(modules())) - {name}


def functions(name: str) -> Iterator[tuple[int, str]]:
    """The length of each function of a module, its docstring not counted, and its name."""
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            told = ast.get_docstring(node) is not None
            yield node.end_lineno - node.lineno + 1 - told * (first.end_lineno - first.lineno + 1), node.name


def lines(name: str) -> int:
    """The lines of a module."""
    return modules()[name].read_text("utf-8").count("\n")


def room(name: str) -> str:
    """The room of a module."""
    return ALONE.get(name, name.split(".")[0])


def graph() -> dict[str, set[str]]:
    """What each module imports, but for the package's `__init__`, which may import all."""
    return {name: imports(name) for name in modules() if name}


def floors() -> int:
    """How many modules stand one upon the other at most."""
    arrows, height = graph(), {}
    for name in graphlib.TopologicalSorter(arrows).static_order():
        height[name] = 1 + max((height[other] for other in arrows[name]), default=0)
    return max(height.values())


def offenders() -> Iterator[str]:
    """Each breach of the rules of the house, in words."""
    for name in filter(None, modules()):
        if room(name) not in FLOOR:
            yield f"{name} stands in no room"
            continue
        if lines(name) > MODULE:
            yield f"{name} has {lines(name)} lines, more than {MODULE}"
        for length, function in functions(name):
            if length > FUNCTION:
                yield f"{name}.{function} has {length} lines, more than {FUNCTION}"
        for other in sorted(imports(name)):
            if room(other) != room(name) and FLOOR.get(room(other), 6) >= FLOOR[room(name)]:
                yield f"{name} imports {other} against the direction"
    try:
        floors()
    except graphlib.CycleError as error:
        yield f"modules import each other in a circle: {' → '.join(error.args[1])}"


def test_rooms_are_small_and_imports_go_one_way():
    found = list(offenders())
    assert not found, "\n".join([f"{len(found)} breaches of the rules of the house:", *found])


def figures() -> Iterator[str]:
    """The size of the house."""
    yield f"{sum(map(lines, modules())):,} lines in {len(modules())} modules"
    yield "longest module: {1}, {0} lines".format(*max((lines(name), name) for name in modules()))
    longest = max((length, f"{name}.{own}") for name in modules() for length, own in functions(name))
    yield "longest function: {1}, {0} lines".format(*longest)
    try:
        yield f"floors: {floors()}"
    except graphlib.CycleError as error:
        yield f"floors: none can be told, there is a circle: {' → '.join(error.args[1])}"
    for name in FLOOR:
        own = [module for module in modules() if room(module) == name]
        yield f"  {name}: {sum(map(lines, own)):,} lines in {len(own)} modules"


if __name__ == "__main__":
    print("\n".join([*figures(), *offenders()]))
