"""Nothing in a case can be a real person's: numbers nobody can ring, mail nobody gets, codes that are nowhere in use."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.cases.model import Case

MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
EXAMPLE = re.compile(r"@(?:[\w-]+\.)*example\.(?:org|com|net)$")
WEB = re.compile(r"\b(?:https?://|www\.)([\w.-]+)")
PHONE = re.compile(r"(?<![\w/])(?:\+?\d[\d ()-]{8,}\d|\(\d{3}\) ?\d{3}-\d{4})(?![\w/])")
KEPT_FOR_STORIES = re.compile(
    r"07700 ?900 ?\d{3}|01632 ?960 ?\d{3}|0808 ?157 ?0\d{3}|020 ?7946 ?0\d{3}|(?:\(\d{3}\) ?|\d{3}-)?555-01\d\d"
)
UK_POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})\b")
ZIP = re.compile(r"\b(?:[A-Z]{2}) (\d{5})(?:-\d{4})?\b")
NATIONAL_INSURANCE = re.compile(r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b")
SOCIAL_SECURITY = re.compile(r"\b(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}\b")
TEN_DIGITS = re.compile(r"(?<!\d)(\d{3})[ -]?(\d{3})[ -]?(\d{4})(?!\d)")
PROVIDER_ONE = re.compile(r"\b\d{9}WA\b")  # Washington's Medicaid client number


def dangers(case: Case) -> Iterator[str]:
    """Everything in a case, truth included, that somebody could ring, write to or be."""
    text = case.model_dump_json(exclude={"seed"})
    for m in MAIL.finditer(text):
        if not EXAMPLE.search(m[0]):
            yield f"“{m[0]}” could be somebody's mail address"
    for m in WEB.finditer(text):
        if not re.search(r"(?:^|\.)example\.(?:org|com|net)$", m[1]):
            yield f"“{m[0]}” could be a page on the web"
    for m in PHONE.finditer(text):
        digits = re.sub(r"\D", "", m[0])
        if 10 <= len(digits) <= 13 and not KEPT_FOR_STORIES.search(m[0]) and not re.match(r"\d{4}-\d{2}-\d{2}", m[0]):
            yield f"“{m[0]}” could be a telephone number"
    for m in UK_POSTCODE.finditer(text):
        if not (m[1].startswith("QS") and re.fullmatch(r"\d[CK]{2}", m[2])):
            yield f"“{m[0]}” could be a postcode"
    for m in ZIP.finditer(text):
        if not m[1].startswith("000"):
            yield f"“{m[0]}” could be a ZIP code"
    for m in TEN_DIGITS.finditer(text):
        if nhs_number("".join(m.groups())) and not KEPT_FOR_STORIES.search(m[0]):
            yield f"“{m[0]}” is a valid NHS number"
    for what, pattern in (
        ("a national insurance number", NATIONAL_INSURANCE),
        ("a social security number", SOCIAL_SECURITY),
        ("a Medicaid number", PROVIDER_ONE),
    ):
        if m2 := pattern.search(text):
            yield f"“{m2[0]}” could be {what}"


def nhs_number(digits: str) -> bool:
    """Whether ten digits pass the check that NHS numbers pass (modulus 11)."""
    if len(digits) != 10:
        return False
    check = 11 - sum(int(d) * (10 - i) for i, d in enumerate(digits[:9])) % 11
    return check % 11 == int(digits[9]) and check != 10
