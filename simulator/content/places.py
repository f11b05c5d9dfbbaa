"""Where the content lies: the checkout's top-level folders, or their copy inside the wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
_CHECKOUT = _PACKAGE.parent
_WHEEL = _PACKAGE / "_content"


def _root() -> Path:
    return _WHEEL if _WHEEL.is_dir() else _CHECKOUT


def installed() -> bool:
    """Whether the content is the copy inside a wheel, where nobody should write."""
    return _root() == _WHEEL


def modules() -> Path:
    """The course: one folder a module."""
    return _root() / "modules"


def dummy_cases() -> Path:
    """Scenarios and jurisdictions."""
    return _root() / "dummy_cases"


def config_file() -> Path:
    """The nbgrader configuration a tutor copies."""
    return _root() / "nbgrader_config.py"


def shown(path: Path) -> str:
    """A path as an author knows it: from the content's root where it lies there."""
    try:
        return path.resolve().relative_to(_root()).as_posix()
    except ValueError:
        return path.as_posix()
