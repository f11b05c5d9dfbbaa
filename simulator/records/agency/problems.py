"""Why a database cannot be used, in one sentence with a cure."""

from __future__ import annotations

from sqlalchemy.engine import URL
from sqlalchemy.exc import DatabaseError, IntegrityError, SQLAlchemyError


class AgencyProblem(Exception):
    """Why a database cannot be used; ``str()`` is one sentence with a cure. Nothing is lost."""


def shown(url: URL) -> str:
    """The address as it may be shown: without a password."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return url.set(drivername=url.get_backend_name()).render_as_string(hide_password=True)


def sentence(error: SQLAlchemyError, where: str) -> str:
    """A database's error in one sentence with a cure."""
    said = " ".join(str(getattr(error, "orig", None) or error).split())
    small = said.lower()
    if isinstance(error, IntegrityError):
        return f"Somebody else is filling {where} now. Let one of you finish; nothing is lost."
    if "readonly" in small or "read-only" in small or "permission denied" in small:
        return f"{where} can be read but not written to. Allow writing, or choose another database; nothing is lost."
    if "unable to open database" in small:
        return f"{where} cannot be opened. Check that its folder is there and that you may write in it."
    if "not a database" in small or "malformed" in small:
        return f"{where} is not a database. Choose another file; this one is left as it is."
    if "database or disk is full" in small or "no space left" in small:
        return f"There is no room left for {where}. Make room and run it again: it goes on where it stopped."
    if "locked" in small:
        return f"{where} is in use by another program. Wait until it has finished, and run it again."
    if "password authentication" in small or "does not exist" in small or "no password" in small:
        return f"{where} refuses us ({said[:120]}). Check user, password and the database's name."
    if isinstance(error, DatabaseError) and any(
        w in small for w in ("refused", "could not", "timeout", "closed", "terminat", "connection failed", "resolve")
    ):
        return f"The database {where} cannot be reached. Start it, or check its address; what was written stays."
    return f"The database {where} says: {said[:160]}. Nothing is lost; run it again when that is mended."
