"""Ten thousand ways to send a note that nobody means well with: random, truncated, mis-encoded, right to left, emoji, HTML,
SQL-like, huge. The same number gives the same note. Used by the unit tests (a slice) and by ``make bench`` (all).
"""

from __future__ import annotations

import random

from simulator.cases.model import Case

PROSE = ("why", "seen", "views", "think", "s", "o", "a", "d", "b", "i", "r", "restricted")
SHORT = ("record", "kind", "date", "from", "to", "where", "alone", "alone_where", "format",
         "who.1.name", "who.1.is", "do.1.what", "do.1.who", "do.1.when")  # fmt: skip
SCRAPS = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</textarea><b>", "&amp;&lt;", "{{ 7 * 7 }}", "{% raw %}",
    "'; DROP TABLE notes; --", "1 OR 1=1", "../../etc/passwd", "%s%n", "\\x00", "\u202eevol\u202c", "שלום", "مرحبا", "👩‍👧‍👦", "🧾" * 7,
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚a", "\ufeff", "\u200b\u200d", "Ã©tÃ©", "â€œwordsâ€\x9d", "\ud7ff", "½", "²", "➌", "③ times", "٣", "١٢/٠٥/٢٠٢٥", "31/02/2025", "99:99",
    "“", "”", "\"", "‘", "’", "«", "»", "…", "[", "]", "(", ")", "((((((", "\t", "\r\n", "\n\n\n", "-" * 40, "0" * 60, "e" * 300,
)  # fmt: skip
MEGABYTE = 1_000_000


def hostile_note(case: Case, number: int) -> dict[str, str]:
    """The form of note ``number`` on a case. One in two hundred and fifty holds a megabyte."""
    rng = random.Random(number)
    words = [w for m in case.scene for w in m.text.split()]

    def text(most: int) -> str:
        kind = rng.randrange(7)
        if kind == 0:
            return "".join(
                chr(rng.choice((rng.randrange(32, 127), rng.randrange(160, 0xD7FF))))
                for _ in range(rng.randrange(most))
            )
        if kind == 1:
            whole = " ".join(m.text for m in case.scene)
            start = rng.randrange(len(whole))
            return whole[start : start + rng.randrange(most)]  # cut off anywhere
        if kind == 2:
            return " ".join(rng.choice(words) for _ in range(rng.randrange(most // 6))).encode().decode("latin-1")
        if kind == 3:
            return rng.choice(SCRAPS) * rng.randrange(1, 12)
        row = [rng.choice(SCRAPS if rng.random() < 0.4 else words) for _ in range(rng.randrange(most // 8))]
        return rng.choice(("", " ", " ", "\n")).join(row)

    form = {name: text(600) for name in rng.sample(PROSE, rng.randrange(1, 4))}
    form |= {name: text(60) for name in rng.sample(SHORT, rng.randrange(0, 8))}
    if form.get("alone"):
        form["alone"] = rng.choice(("yes", "no", form["alone"]))
    if number % 250 == 17:
        form["seen"] = (text(3000) + " ") * (MEGABYTE // 1500)
    return form
