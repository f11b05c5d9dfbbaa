"""The pictures of a case: nothing on top of anything else, everybody once, the home round exactly those who live in it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import combinations

import pytest

from simulator.cases import make_case
from simulator.cases.model import Case, Event, Person, Relationship
from simulator.cases.ties import Tie
from simulator.content.places import content_root
from simulator.views.case_file import case_file_html
from simulator.views.ecomap import ecomap, rows
from simulator.views.genogram import drawn, genogram, home_of, ties_of
from simulator.views.house import outlines
from simulator.views.layout import Ties, generations, rows_of
from simulator.views.measure import width, wrap
from simulator.views.spacing import spread
from simulator.views.timeline import left_out, scale_of, timeline
from tests.unit.families import TODAY, family
from tests.unit.picture_checks import (
    Picture,
    cuts,
    inside,
    middle,
    outside,
    overlaps,
    owned,
    read,
    shared,
)
from tests.unit.small_case import small_case
