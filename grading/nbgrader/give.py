"""Release: write the course's settings into the notebook, so that a desk knows which family to make."""

from __future__ import annotations

import ast
from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade

from grading.nbgrader.course import CaseroomCourse, CourseError
from simulator.exercises import module as course_module
from simulator.exercises import modules

TAG = "desk"  # on the code cell that opens the desk
TEST = "test_"  # a test cell's grade_id is this and the exercise's id
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


class GiveFamily(NbGraderPreprocessor):  # type: ignore[misc]
    """Puts ``course={...}`` into the call ``Desk("<module>", ...)`` of the cell tagged "desk".

    The same settings go into the notebook's metadata, from which marking reads what was given. A notebook whose test
    cells do not fit the module's exercises is not released. Raises CourseError with one sentence.
    """

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        try:
            given = CaseroomCourse(parent=self).given().to_dict()
            desks = [c for c in nb.cells if c.cell_type == "code" and TAG in c.metadata.get("tags", [])]
            if len(desks) != 1:
                raise CourseError(
                    f"{resources['nbgrader']['notebook']}.ipynb: {len(desks)} code cells are tagged “{TAG}”. "
                    "Tag the one that opens the desk."
                )
            name, desks[0].source = give(desks[0].source, given)
            check_tests(nb, name)
        except CourseError as error:
            self.log.error("%s", error)
            raise
        nb.metadata["caseroom"] = {"module": name, "course": given}
        nb.metadata.setdefault("kernelspec", dict(KERNEL))
        nb.metadata.setdefault("language_info", {"name": "python"})
        return nb, resources


def give(source: str, given: dict[str, Any]) -> tuple[str, str]:
    """Source of the setup cell -> (module's name, source with the settings in it). Raises CourseError."""
    try:
        calls = [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Call) and _called(n) == "Desk"]
    except SyntaxError:
        calls = []
    name = calls[0].args[0] if len(calls) == 1 and calls[0].args else None
    if not isinstance(name, ast.Constant):
        raise CourseError(f'The cell tagged “{TAG}” must hold one call like Desk("recording", mark=grading.mark).')
    call = calls[0]
    old = next((k.value for k in call.keywords if k.arg == "course"), None)
    if old is not None:
        source = _replace(source, old, repr(given))
    else:
        end = _offset(source, call.end_lineno or 1, call.end_col_offset or 0) - 1
        before = source.encode()[:end].decode().rstrip()
        comma = "" if before.endswith((",", "(")) else ","
        source = f"{before}{comma} course={given!r}{source.encode()[end:].decode()}"
    return str(name.value), source


def check_tests(nb: Any, name: str) -> None:
    """Every exercise has its test cell, with the exercise's points. Raises CourseError."""
    if name not in [m.name for m in modules()]:
        raise CourseError(f"There is no module “{name}”.")
    specs = {spec.exercise: spec for spec in course_module(name).exercises}
    tests = {c.metadata.nbgrader.grade_id: c for c in nb.cells if is_grade(c)}
    for exercise, spec in specs.items():
        cell = tests.pop(TEST + exercise, None)
        if cell is None:
            raise CourseError(f"The notebook has no test cell “{TEST}{exercise}”. Add one, or take the exercise out.")
        if float(cell.metadata.nbgrader.points) != spec.points:
            raise CourseError(
                f"The test cell “{TEST}{exercise}” gives {cell.metadata.nbgrader.points} points; the exercise is worth "
                f"{spec.points}. Make them the same."
            )
    if tests:
        raise CourseError(f"The test cell “{next(iter(tests))}” marks no exercise of “{name}”. Take it out.")


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def _offset(source: str, line: int, col: int) -> int:
    """Where a place of the syntax tree lies, in bytes from the start."""
    return sum(len(text.encode()) for text in source.splitlines(keepends=True)[: line - 1]) + col


def _replace(source: str, node: ast.expr, text: str) -> str:
    data = source.encode()
    start = _offset(source, node.lineno, node.col_offset)
    end = _offset(source, node.end_lineno or node.lineno, node.end_col_offset or 0)
    return data[:start].decode() + text + data[end:].decode()
