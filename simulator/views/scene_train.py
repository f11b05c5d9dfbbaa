"""A table in a train, from the aisle: two seats that face each other, and the row behind yours."""

from __future__ import annotations

from simulator.views.oblique import Floor, Scene, Thing, lines, path, rect, ring, shape, stroke, waves

F = Floor(342)
TOP = 86  # of the table


def _seat(x: float, back: float) -> str:
    """A seat whose cushion begins at ``x`` and whose back stands at ``back``."""
    rest = F.box(back, 16, 0, 12, 66, 118, "mid") + F.box(back - 1, 20, 118, 14, 58, 22, "tint")
    cushion = F.box(x, 16, 14, 52, 66, 32, "mid")
    return rest + cushion if back < x else cushion + rest


PERSON = (
    "M-21 38C-24 4-20-22-4-24 12-24 16-4 16 18L40 20q12 0 12 12v46h-17V44H-14Q-21 44-21 38z",
    "M-4-8C2 6 12 12 36 6l2 9C16 26-4 22-11 2z",
)


def _person(x: float, fill: str, *, face: int = 1, up: float = 0, arm: bool = True) -> str:
    """Somebody who sits, from the side, looking right (1) or left (-1)."""
    body, reach = PERSON
    head = ring("skin", 4, -42, 14) + path(
        "ink", "M-10-39C-13-53-4-58 5-57c9 0 14 6 13 12-8 0-12-1-15-4-2 6-6 9-8 17-3-1-5-4-5-7z"
    )
    return (
        f'<g transform="translate({x:g} {224 - up:g}) scale({face} 1)">' + path(fill, body)
        + (path(fill, reach) if arm else "") + head + ring("ink bare", 13, -41, 1.8) + "</g>"
    )  # fmt: skip


def _table() -> str:
    return F.box(300, 44, 0, 12, 12, TOP, "grey") + F.box(226, 16, TOP, 156, 64, 6, "wood")


def _laptop(filter_: bool) -> str:
    h = TOP + 6
    near, far = 34, 70
    lid = [F.at(312, near, h + 3), F.at(312, far, h + 3), F.at(324, far, h + 52), F.at(324, near, h + 52)]
    glass = [
        F.at(314, near + 3, h + 9),
        F.at(314, far - 3, h + 9),
        F.at(322, far - 3, h + 47),
        F.at(322, near + 3, h + 47),
    ]
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = glass
    text = "".join(
        f"M{ax + (dx - ax) * t + (bx - ax) * 0.15:.1f} {ay + (dy - ay) * t + (by - ay) * 0.15:.1f}"
        f"L{ax + (dx - ax) * t + (bx - ax) * 0.8:.1f} {ay + (dy - ay) * t + (by - ay) * 0.8:.1f}" for t in (0.25, 0.45, 0.65, 0.82)
    )  # fmt: skip
    bars = "".join(
        f"M{ax + (bx - ax) * t:.1f} {ay + (by - ay) * t:.1f}L{dx + (cx - dx) * t:.1f} {dy + (cy - dy) * t:.1f}" for t in (0.16, 0.33, 0.5, 0.67, 0.84)
    )  # fmt: skip
    screen = (
        shape("grey thin", glass) + path("none thin", bars)
        if filter_
        else shape("page thin", glass) + path("none thin", text)
    )
    return (
        F.box(262, near, h, 50, 36, 3, "page")
        + F.flat(268, 46, h + 3, 36, 20, "grey thin")
        + shape("ink", lid)
        + screen
    )


def _on_table() -> dict[str, str]:
    h = TOP + 6
    report = F.flat(332, 24, h, 30, 44, "page") + "".join(
        stroke([F.at(336, b, h), F.at(336 + w, b, h)], "none thin")
        for b, w in ((60, 14), (53, 22), (46, 20), (39, 22), (32, 16))
    )
    news = (
        F.box(330, 24, h, 34, 44, 4, "page")
        + F.flat(335, 56, h + 4, 24, 7, "ink")
        + F.flat(335, 30, h + 4, 10, 20, "grey thin")
        + "".join(stroke([F.at(349, b, h + 4), F.at(359, b, h + 4)], "none thin") for b in (50, 44, 38, 32))
    )
    phone = F.box(240, 22, h, 14, 28, 3, "ink") + F.flat(242, 24, h + 3, 10, 22, "tint thin")
    x, y = F.at(247, 36, h)
    loud = phone + waves(x, y - 8, 100, (9, 16, 23), 36)
    ears = (
        phone
        + path("none", f"M{x - 4} {y + 4}c-10 10-26-2-18-12 4-5 12-2 12-10")
        + ring("page", x - 10, y - 21, 4, 5)
        + ring("page", x - 20, y - 15, 4, 5)
    )
    x, y = F.at(372, 58, h)
    cup = (
        path("page", f"M{x - 11} {y - 30}l3 28q8 4 16 0l3-28z")
        + path("wood", f"M{x - 10} {y - 22}l1.500 12q8.500 4 17 0l1.500-12q-10 3-20 0z")
        + path("ink", f"M{x - 13} {y - 33}h26v5h-26z")
    )
    x, y = F.at(212, 34, TOP - 22)
    book = (
        shape("mark", [(x, y), (x + 30, y - 5), (x + 24, y - 26), (x - 6, y - 21)])
        + path("none thin", f"M{x + 3} {y - 8}l16-3M{x + 1} {y - 14}l16-3")
        + path("none", f"M{x} {y}l-2 3 30-5 2-3")
    )
    return {"report": report, "news": news, "loud": loud, "ears": ears, "cup": cup, "book": book}


T = _on_table()
HILLS = (
    path("tint bare", "M106 60H392V160H106z") + path("sunken", "M106 128c40-30 74-26 112-10 50-34 110-28 174 2v42H106z")
    + path("mid", "M106 146c60-16 110-8 150-6 60-14 100-8 136-4v26H106z") + ring("page", 352, 84, 12)
    + path("none thin", "M106 76c90 20 190 20 286 6M196 160V90M188 98h16")
)  # fmt: skip
BACK = (
    rect("page bare", 0, 0, 480, 285) + path("floor bare", "M0 285H480V360H0z") + stroke([(0, 285), (480, 285)])
    + HILLS + rect("none thick", 104, 52, 290, 110, 14) + rect("grey", 96, 162, 306, 7, 2)
    + path("none", "M4 34H476M4 28H476M60 34v8h6M240 34v8h6M420 34v8h6")
)  # fmt: skip
ROW = _seat(26, 12)
MIDDLE = ROW + _seat(146, 132) + _person(142, "tint") + _seat(398, 452) + _table()

COAT = (
    path("none", "M60 58h10v8") + path("mid", "M58 72l7-6 7 6 10 10 2 62H46l2-62z") + path("none thin", "M65 70v74M52 96v30M78 96v30")
    + path("none", "M60 70l5 26 6-26") + rect("page", 56, 96, 19, 26, 2) + ring("tint thin", 65.5, 105, 4.5) + path("none thin", "M60 115h11M60 118h8")
)  # fmt: skip
RACK = (
    path("deep", "M352 28c-5 0-7-3-6-8l3-10q1-4 5-4h52q4 0 5 4l3 10c1 5-1 8-6 8z") + path("none", "M368 6q0-5 6-5h12q6 0 6 5")
    + path("none", "M350 17h62") + rect("page thin", 376, 13, 10, 8, 2)
)  # fmt: skip
FEET = (
    path("deep", "M196 340c-6 0-8-3-8-8v-22q0-10 10-10h22q10 0 10 10v22c0 5-2 8-8 8z") + path("none", "M202 300q0-8 7-8t7 8M196 318h26v14h-26z")
    + path("none thick", "M224 306c14-8 8-22-8-20-14 2-30 0-34-2")
)  # fmt: skip
NOVEL = (
    path("deep", "M246 118l32-2 2 45-32 1z") + path("page", "M278 116l5 3 1 42-4 0z") + path("page bare", "M254 128l16-1 0 4-16 1z")
    + ring("mark thin", 262, 144, 6) + path("none", "M250 158c8-8 18-8 26-1")
)  # fmt: skip
TICKET = (
    '<g transform="rotate(-7 340 148)">'
    + path("mark", "M318 136h46v8a4 4 0 0 0 0 8v8h-46v-8a4 4 0 0 0 0-8z")
    + lines(326, 143, (22, 30, 16), 5)
    + "</g>"
)
BUBBLE = path("page", "M176 132q-10 0-10-10v-18q0-10 10-10h58q10 0 10 10v18q0 10-10 10h-44l-20 22 6-22z") + lines(
    178, 106, (52, 40, 46), 8
)
CALL = (
    path("tint", "M146 246C156 234 154 220 146 206l9-4C168 216 166 238 155 251z") + ring("skin", 149, 201, 8)
    + '<g transform="rotate(-16 146 186)">' + rect("grey", 140, 170, 11, 30, 3) + path("none thin", "M143 174h5") + "</g>"
    + path("skin", "M150 196c4-2 8-1 8 2s-4 4-8 4") + BUBBLE
)  # fmt: skip
TALK = _person(430, "mid", face=-1) + (
    path("page", "M330 128q-8 0-8-9v-13q0-9 8-9h52q9 0 9 9v13q0 9-9 9h-4l20 24-32-24z") + lines(332, 107, (46, 36), 9)
)
CASES = (
    rect("wood", 8, 210, 62, 46, 5) + path("none", "M28 210v-7q0-4 4-4h14q4 0 4 4v7M18 210v46M60 210v46")
    + rect("deep", 14, 166, 50, 34, 5) + path("none", "M30 166v-5q0-3 3-3h12q3 0 3 3v5M14 182h50")
)  # fmt: skip

TRAIN = Scene(
    what="a table in a train between two seats that face each other, a window, a rack, and the row of seats behind you",
    back=BACK,
    middle=MIDDLE,
    things={
        "coat": Thing((28, 66), (58, 100), COAT, True),
        "bag_rack": Thing((432, 56), (408, 26), RACK, True),
        "novel": Thing((262, 78), (262, 118), NOVEL, True),
        "ticket": Thing((428, 128), (362, 146), TICKET, True),
        "seat_behind": Thing((78, 262), (34, 222), _person(26, "wood", up=8)),
        "luggage_behind": Thing((78, 262), (58, 240), CASES),
        "bag_feet": Thing((164, 332), (192, 322), FEET),
        "call": Thing((150, 118), (170, 116), CALL),
        "laptop_bare": Thing((286, 300), (280, 222), _laptop(False)),
        "laptop_filter": Thing((286, 300), (280, 222), _laptop(True)),
        "report": Thing((334, 300), (330, 230), T["report"]),
        "newspaper": Thing((334, 300), (330, 230), T["news"]),
        "loudspeaker": Thing((238, 300), (236, 226), T["loud"]),
        "earphones": Thing((238, 300), (236, 226), T["ears"]),
        "notebook": Thing((194, 288), (206, 252), T["book"]),
        "coffee": Thing((382, 300), (344, 208), T["cup"]),
        "colleague": Thing((448, 300), (420, 250), TALK),
    },
)
