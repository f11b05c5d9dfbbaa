"""What nbgrader must do differently, in one call from nbgrader_config.py."""

from __future__ import annotations

import os
import sys
import sysconfig
import warnings
from pathlib import Path
from typing import Any, Literal

Marking = Literal["without a kernel", "with a kernel"]

NEVER_RELEASED = [
    ".ipynb_checkpoints",
    "__pycache__",
    "*.pyc",
    "feedback",
    "exercises",
    "walkthroughs",
    "*.yaml",
    "*.yml",
    "*.md",
    "*.py",
    ".responses.*",
    "responses.broken-*",
]
RELEASE = [
    "nbgrader.preprocessors.IncludeHeaderFooter",
    "nbgrader.preprocessors.InstantiateTests",
    "grading.nbgrader.give.GiveFamily",
    "nbgrader.preprocessors.LockCells",
    "nbgrader.preprocessors.ClearSolutions",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.SaveCells",
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbgrader.preprocessors.ClearMarkScheme",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.CheckCellMetadata",
]
SANITIZE = [
    "grading.nbgrader.released.UseReleasedCells",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
FILE_MARKS = [
    "nbgrader.preprocessors.LimitOutput",
    "grading.nbgrader.mark.SaveMarks",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
MARK: dict[Marking, list[str]] = {
    "without a kernel": ["grading.nbgrader.mark.MarkWithoutKernel", *FILE_MARKS],
    "with a kernel": [
        "grading.nbgrader.mark.RunReleasedCells",
        "nbgrader.preprocessors.IgnorePattern",
        "grading.nbgrader.mark.ShowMarks",
        *FILE_MARKS,
    ],
}
FEEDBACK = ["nbgrader.preprocessors.GetGrades", "grading.nbgrader.feedback.GetHandIn"]


def set_up(c: Any, marking: Marking = "without a kernel") -> None:
    """Put Caseroom's steps into nbgrader's configuration ``c``.

    ``marking``: "with a kernel" runs the released cells through nbgrader's own Execute instead; the scores are the
    same. Raises ValueError for any other word.
    """
    if marking not in MARK:
        raise ValueError(f"marking is one of: {', '.join(MARK)}; this is “{marking}”.")
    prepare()
    c.CourseDirectory.source_directory = "modules"
    c.CourseDirectory.ignore = list(NEVER_RELEASED)
    c.GenerateAssignment.exporter_class = "grading.nbgrader.exporters.ReleaseNotebooks"
    c.GenerateAssignment.preprocessors = list(RELEASE)
    c.Autograde.exporter_class = "grading.nbgrader.exporters.AnswersOnly"
    c.Autograde.sanitize_preprocessors = list(SANITIZE)
    c.Autograde.autograde_preprocessors = list(MARK[marking])
    c.GenerateFeedback.exporter_class = "grading.nbgrader.feedback.FeedbackPage"
    c.GenerateFeedback.preprocessors = list(FEEDBACK)
    c.ExportApp.plugin_class = "grading.nbgrader.export.SafeCsv"
    # A zip from a learning platform holds responses.json as well as the notebook.
    c.FileNameCollectorPlugin.valid_ext = [".ipynb", ".json", ".txt"]
    # Only with a kernel: files beside the notebook are never imported, and widgets are not kept.
    c.Execute.extra_arguments = ["--InteractiveShellApp.ignore_cwd=True", "--HistoryManager.hist_file=:memory:"]
    c.Execute.store_widget_state = False


def prepare() -> None:
    """Two things nbgrader leaves to whoever starts it.

    It calls the program ``alembic`` by its name: make sure that this Python's own one is found. And with SQLAlchemy
    2.1 it warns of its own sessions at each submission, which tells a tutor nothing.
    """
    from sqlalchemy.exc import SAWarning

    warnings.filterwarnings("ignore", message="Object of type <Submitted", category=SAWarning)
    folders = dict.fromkeys([str(Path(sys.executable).parent), sysconfig.get_path("scripts")])
    path = os.environ.get("PATH", "").split(os.pathsep)
    missing = [folder for folder in folders if folder and folder not in path]
    if missing:
        os.environ["PATH"] = os.pathsep.join([*missing, *path])
