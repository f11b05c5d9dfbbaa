"""A whole agency: some thousand dummy cases in a database, so that finding the right file is a real task."""

from __future__ import annotations

from simulator.records.agency.database import ADDRESS, FILE, Agency, AgencyRef, FileCard, kept_in
from simulator.records.agency.filling import fill
from simulator.records.agency.find import Found, FoundFile, find

__all__ = [
    "ADDRESS",
    "FILE",
    "Agency",
    "AgencyRef",
    "FileCard",
    "Found",
    "FoundFile",
    "fill",
    "find",
    "kept_in",
]
