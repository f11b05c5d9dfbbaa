"""A kitchen with a table to work at, from the side: what the camera sees lies between the two dashed lines."""

from __future__ import annotations

from simulator.views.oblique import Floor, Scene, Thing, lines, path, rect, ring, shape, stroke, waves

F = Floor(342)
TOP = 92  # of the table
SIDE = 60  # of the sideboard


def _chair() -> str:
    legs = [
        stroke([F.at(x, b), F.at(x, b, 52)]) for x, b in ((204, 34), (204, 68), (160, 34), (160, 68))
    ]  # fmt: skip
    back = F.box(154, 32, 52, 7, 38, 84, "mid")
    return "".join(legs) + back + F.box(155, 32, 50, 54, 38, 8, "mid")


def _table() -> str:
    legs = (F.box(x, b, 0, 8, 8, TOP, "wood") for x, b in ((200, 76), (416, 76), (196, 18), (418, 18)))
    return "".join(legs) + F.box(190, 16, TOP, 240, 74, 7, "wood")


def _laptop() -> str:
    h = TOP + 7
    foot, head = (344, h + 3), (362, h + 64)
    lid = [
        F.at(foot[0], 32, foot[1]),
        F.at(foot[0], 74, foot[1]),
        F.at(head[0], 74, head[1]),
        F.at(head[0], 32, head[1]),
    ]
    glass = [F.at(346, 36, h + 10), F.at(346, 70, h + 10), F.at(359, 70, h + 58), F.at(359, 36, h + 58)]
    keys = F.flat(284, 46, h + 4, 50, 24, "grey thin")
    return F.box(276, 32, h, 68, 42, 3, "page") + keys + shape("ink", lid) + shape("tint thin", glass)


def _window() -> str:
    return (
        rect("tint", 20, 22, 108, 112, 2)
        + rect("wood", 12, 134, 124, 9, 2)
    )  # fmt: skip


def _bars() -> str:
    return rect("none", 20, 22, 108, 112, 2) + stroke([(74, 22), (74, 134)])


def _lamp() -> str:
    return stroke([(246, 2), (246, 30)]) + path("mid", "M236 30h20l18 26h-56z")


def _shelf() -> str:
    plant = path("wood", "M306 72h20l-3 18h-14z") + path(
        "tint", "M316 72c-3-16-14-17-18-26 12 0 16 6 18 14 0-12 4-19 11-22 2 14-3 20-8 26 4-5 9-7 14-6-3 9-9 11-17 14z"
    )
    return plant + rect("wood", 290, 90, 108, 7, 2)


BACK = (
    rect("page bare", 0, 0, 480, 272) + path("floor bare", "M0 272H480V360H0z")
    + _window() + path("tint bare faint", "M345 152L28 0H0V236z") + stroke([(0, 272), (480, 272)]) + _lamp() + _shelf()
    + F.box(56, 74, 0, 106, 24, SIDE, "wood") + stroke([F.at(109, 74), F.at(109, 74, SIDE)])
)  # fmt: skip
MIDDLE = _bars() + path("dash", "M345 152L28 0M345 152L0 236") + _chair() + _table() + _laptop()

STREET = '<g transform="translate(0 -12)">' + (
    path("sunken", "M84 146V104l18-16 18 16v42z") + rect("page", 96, 116, 12, 14)
    + path("none", "M24 140h100")
    + path("mid", "M30 146c0-28 8-38 19-38s19 10 19 38z") + ring("skin", 49, 92, 13)
    + path("ink", "M36 91c0-12 6-17 14-17 9 0 13 6 13 13-8 1-16-2-20-6-1 4-3 8-7 10z")
) + "</g>"  # fmt: skip
GARDEN = (
    '<g transform="translate(0 -12)">'
    + (
        path("mid", "M96 108c-14 0-20-9-17-18-7-10 1-22 10-21 4-11 20-11 24 1 12 1 16 15 8 22 0 11-12 17-25 16z")
        + stroke([(97, 128), (97, 96)])
        + "".join(path("wood", f"M{x} 146v-40l6-6 6 6v40z") for x in range(22, 125, 13) if x < 116)
    )
    + "</g>"
)
CHILDS = (
    '<g transform="rotate(-4 178 100)">' + rect("page", 150, 66, 60, 72)
    + path("none", "M160 112V96l13-12 13 12v16zM170 112v-9h6v9") + ring("mark", 198, 80, 6)
    + path("none thin", "M198 70v-2M208 80h2M191 73l-2-2M205 73l2-2")
    + ring("none", 194, 99, 3.5) + path("none", "M194 102.500v8M189 106h10M194 110l-4 6M194 110l4 6")
    + path("none thin", "M156 127c3-5 4 4 7 0s4 4 7 0 4 4 7 0M180 127c3-5 4 4 7 0s4 4 7 0 4 4 7 0")
    + rect("mark thin", 172, 61, 14, 8) + "</g>"
)  # fmt: skip
PRINT = (
    rect("wood", 148, 62, 64, 78, 2) + rect("tint", 155, 69, 50, 64)
    + path("page", "M174 114l3-32h8l3 32z") + path("ink", "M175 82h12l-3-9h-6z")
    + path("mid", "M155 133v-16c9-6 16 3 25 0s16-3 25 0v16z") + path("none thin", "M176 94h10M175 104h12")
)  # fmt: skip
CALENDAR = '<g transform="translate(-10 0)">' + (
    rect("page", 352, 112, 50, 60, 2) + path("deep", "M352 114q0-2 2-2h46q2 0 2 2v13h-50z")
    + path("none", "M363 108v8M391 108v8")
    + path("none thin", "M352 138h50M352 149h50M352 160h50M364.500 127v45M377 127v45M389.500 127v45")
    + path("none", "M355 145l7-4M367 156l7-3M380 145l7-4M392 167l7-3")
) + "</g>"  # fmt: skip
SPEAKER = (
    path("grey", "M350 50v34a16 6 0 0 0 32 0V50z") + ring("ink", 366, 50, 16, 6) + ring("none lit", 366, 50, 10, 3.4)
    + path("none thin", "M352 62h28M351 69h30M352 76h28") + path("none", "M382 84c10 0 10 6 10 22")
)  # fmt: skip
RADIO = (
    path("none", "M354 56q0-10 14-10t14 10") + rect("wood", 346, 56, 44, 33, 4) + ring("page", 359, 73, 9)
    + path("none thin", "M374 65h11M374 71h11M374 77h11M353 73h12M359 67v12") + stroke([(384, 56), (392, 34)])
)  # fmt: skip
DOOR = rect("wood", 418, 92, 56, 180) + rect("sunken", 424, 98, 44, 174)
SHUT = (
    DOOR + rect("wood", 424, 98, 44, 174) + rect("none thin", 431, 108, 30, 60) + rect("none thin", 431, 180, 30, 80)
    + ring("ink", 429, 190, 3)
)  # fmt: skip
OPEN = (
    DOOR + path("grey bare", "M425 244L467 232V271H425z") + path("none thin", "M424 244l44-12")
    + path("mid", "M432 262v-56c0-12 5-17 13-17s13 5 13 17v56z") + ring("skin", 445, 174, 12)
    + path("ink", "M433 173c-1-10 5-14 12-14s12 4 12 12c-8-1-14-2-17-4-1 3-3 5-7 6z")
    + path("wood", "M468 98l10-8v192l-10-10z") + ring("ink", 472, 192, 2.5)
)  # fmt: skip


def _on_sideboard() -> tuple[str, str]:
    y = F.at(56, 92, SIDE)[1]
    files = "".join(
        rect(fill, 13 + 15 * i, y - 43, 15, 43, 1) + rect("page thin", 16 + 15 * i, y - 37, 9, 18)
        + ring("page thin", 20.5 + 15 * i, y - 10, 3.4) for i, fill in enumerate(("deep", "deep", "grey"))
    ) + lines(18, y - 32, (5,)) + lines(33, y - 32, (5,))  # fmt: skip
    books = "".join(
        rect(fill, x, y - t, w, t, 1) for x, w, t, fill in ((13, 8, 34, "mid"), (21, 11, 40, "mark"), (32, 7, 30, "page"), (39, 10, 37, "wood"))
    ) + lines(24, y - 32, (5, 5))  # fmt: skip
    return files, books


FILES, BOOKS = _on_sideboard()


def _printer() -> str:
    at = Floor(F.at(0, 78, SIDE)[1])
    x = 66
    paper = shape("page", [(x + 4, at.y - 26), (x + 40, at.y - 26), (x + 36, at.y - 44), (x, at.y - 44)])
    tray = shape("page", [(x + 4, at.y - 6), (x + 40, at.y - 6), (x + 46, at.y + 6), (x + 10, at.y + 6)])
    return (
        paper
        + at.box(x - 4, 0, 0, 52, 10, 26, "grey")
        + path("ink", f"M{x + 2} {at.y - 9}h40v5h-40z")
        + tray
        + lines(x + 13, at.y - 1, (26,), 4)
        + ring("page thin", x + 40, at.y - 18, 2.5)
    )


def _on_table() -> dict[str, str]:
    h = TOP + 7
    x, y = F.at(404, 40, h)
    mug = (
        path("none", f"M{x + 13} {y - 21}c12-2 12 15 0 14") + path("page", f"M{x - 13} {y - 26}v23a13 5 0 0 0 26 0v-23z")
        + ring("wood", x, y - 26, 13, 5) + path("deep", f"M{x - 6} {y - 16}h12v7q-6 7-12 0z")
        + path("none thin", f"M{x - 4} {y - 36}c-4-5 4-7 0-12M{x + 5} {y - 36}c-4-5 4-7 0-12")
    )  # fmt: skip
    phone = F.box(222, 26, h, 17, 34, 3, "ink") + F.flat(224, 29, h + 3, 13, 28, "tint thin")
    note = (
        shape("mark", [F.at(290, 33, h + 4), F.at(311, 33, h + 4), F.at(309, 48, h + 4), F.at(288, 48, h + 4)])
        + stroke([F.at(292, 44, h + 4), F.at(306, 44, h + 4)], "none thin")
        + stroke([F.at(293, 38, h + 4), F.at(303, 38, h + 4)], "none thin")
    )
    x, y = F.at(262, 58, h)
    headset = (
        path("none thick", f"M{x - 17} {y - 8}C{x - 17} {y - 36} {x + 13} {y - 36} {x + 13} {y - 8}")
        + rect("ink", x - 22, y - 12, 10, 16, 4) + rect("ink", x + 8, y - 12, 10, 16, 4)
        + path("none", f"M{x - 18} {y + 3}q2 8 13 8") + ring("ink", x - 4, y + 11, 3, 2.4)
    )  # fmt: skip
    x, y = F.at(272, 56, h)
    sound = waves(x, y - 12, 180, (8, 16, 24), 46)
    return {"mug": mug, "phone": phone, "note": note, "headset": headset, "sound": sound}


T = _on_table()


def _bin() -> str:
    papers = (
        shape("page", [F.at(34, 22, 34), F.at(62, 22, 34), F.at(66, 22, 66), F.at(38, 22, 70)])
        + shape("page", [F.at(52, 16, 34), F.at(80, 16, 34), F.at(84, 14, 56), F.at(58, 14, 60)])
    )  # fmt: skip
    x, y = F.at(36, 6, 40)
    print_ = lines(x + 6, y - 18, (18, 14)) + lines(x + 26, y - 6, (16,))
    front = F.box(34, 4, 0, 54, 28, 40, "mid")
    x, y = F.at(61, 4, 20)
    arrows = path(
        "none",
        f"M{x - 12} {y + 8}l6-10-4 1m4-1l2 4M{x - 3} {y - 8}q3-5 6 0l5 8-4-1m4 1l1-4M{x + 12} {y + 8}h-14l3-3m-3 3l3 3",
    )
    inside = F.flat(34, 4, 40, 54, 28, "ink")
    return (
        front
        + inside
        + papers
        + print_
        + shape("mid", [F.at(34, 4, 0), F.at(88, 4, 0), F.at(88, 4, 40), F.at(34, 4, 40)])
        + arrows
    )


HOME = Scene(
    what="a kitchen table with an open laptop, a chair, a window and a shelf",
    back=BACK,
    middle=MIDDLE,
    things={
        "window_street": Thing((148, 26), (122, 32), STREET, True),
        "window_garden": Thing((148, 26), (122, 32), GARDEN, True),
        "drawing": Thing((232, 112), (206, 100), CHILDS, True),
        "picture": Thing((232, 112), (208, 100), PRINT, True),
        "calendar": Thing((406, 142), (386, 142), CALENDAR, True),
        "speaker": Thing((412, 46), (378, 62), SPEAKER, True),
        "radio": Thing((412, 46), (388, 66), RADIO, True),
        "door_shut": Thing((448, 72), (446, 98), SHUT, True),
        "door_open": Thing((448, 72), (446, 98), OPEN, True),
        "files": Thing((22, 162), (30, 180), FILES, True),
        "books": Thing((22, 162), (30, 182), BOOKS, True),
        "printer": Thing((84, 162), (86, 192), _printer(), True),
        "bin": Thing((108, 324), (80, 316), _bin()),
        "phone": Thing((232, 296), (221, 226), T["phone"]),
        "laptop": Thing((342, 300), (316, 222), ""),
        "note": Thing((292, 300), (284, 218), T["note"]),
        "headset": Thing((226, 166), (226, 184), T["headset"]),
        "sound": Thing((226, 166), (232, 184), T["sound"]),
        "mug": Thing((388, 300), (384, 216), T["mug"]),
    },
)
