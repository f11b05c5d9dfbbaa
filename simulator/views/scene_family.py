"""A room to cook and live in, from its big table: whole, and in two narrow pictures, as a telephone that stands there shows it.

Both narrow pictures are cut out of the whole one, with somebody sitting before the camera. What is outside them, or behind that
person, is not in them in words either. Practice source: practice.md V12, V16 and section 11 line 43.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from simulator.views.oblique import Floor, Frame, Scene, Thing, lines, path, rect, ring, shape, stroke, waves

F = Floor(342)
TOP = 62  # of the counter
LOW = 36  # of the low table


def _fridge() -> str:
    """Its door stands open."""
    return (
        F.box(52, 72, 0, 46, 28, 136, "page")
        + rect("sunken", 20, 160, 38, 88)
        + path("none thin", "M20 190h38M20 219h38M16 252h46")
        + path("page", "M62 156l21 13v97l-21-13z")
        + path("none thin", "M66 176l14 9M66 214l14 9")
    )


def _counter() -> str:
    doors = "".join(rect("none thin", x, 236, 30, 50) + stroke([(x + 25, 254), (x + 25, 264)]) for x in (96, 129, 162))
    sink = F.flat(140, 78, TOP, 36, 15, "grey") + path("none", "M100 214v-14q0-7 8-7t8 7v3")
    pot = (
        rect("mid", 160, 204, 26, 16, 3) + path("none", "M157 208h-5M186 208h6M166 204h14") + ring("ink", 173, 202, 2.5)
    )  # fmt: skip
    return F.box(128, 72, 0, 104, 28, TOP, "wood") + doors + sink + pot


def _window() -> str:
    return rect("tint", 92, 40, 88, 86, 2) + rect("wood", 84, 126, 104, 8, 2)


def _doorway() -> str:
    """The foot of the stairs."""
    steps = "".join(
        rect("page", 398 + 5 * n, 248 - 24 * n, 34 - 5 * n, 24) + path("none thin", f"M{398 + 5 * n} {252 - 24 * n}h{34 - 5 * n}")
        for n in range(6)
    )  # fmt: skip
    rail = stroke([(400, 226), (426, 106)])
    return rect("wood", 392, 92, 46, 180) + rect("sunken", 398, 98, 34, 174) + steps + rail


def _low_table() -> str:
    legs = (F.box(x, b, 0, 5, 5, LOW, "wood") for x, b in ((220, 46), (294, 46), (218, 14), (293, 14)))
    return "".join(legs) + F.box(216, 12, LOW, 84, 40, 5, "wood")


BACK = (
    rect("page bare", 0, 0, 480, 272)
    + path("floor bare", "M0 272H480V360H0z")
    + stroke([(0, 272), (480, 272)])
    + _window()
    + _doorway()
    + rect("wood", 444, 104, 34, 7, 2)
)
MIDDLE = _counter() + _fridge() + _low_table()


def _shopping() -> tuple[str, str]:
    """What is in the fridge: a good deal, or a carton and a jar."""
    carton = (
        path("page", "M22 190v-18l4-5h6l4 5v18z") + path("none thin", "M22 173h14") + rect("deep thin", 22, 179, 14, 5)
    )
    jar = rect("wood", 45, 208, 9, 11, 2) + rect("ink", 46, 205, 7, 3, 1)
    full = (
        carton
        + rect("mark", 38, 176, 9, 14, 1) + path("mid", "M49 190v-13l2-3v-5h4v5l2 3v13z")
        + path("wood", "M22 219c0-13 14-13 14 0z") + ring("mark", 41, 214, 5) + jar
        + rect("page", 22, 229, 16, 8) + rect("mid", 22, 237, 20, 10, 1) + path("none thin", "M26 229v8M32 229v8")
        + path("tint", "M44 247c-2-9 2-15 6-15s8 6 6 15z") + path("none thin", "M50 233v13")
    )  # fmt: skip
    return full, carton + jar


FULL, LITTLE = _shopping()

CURTAIN = (
    path("mid", "M92 40h22c3 30-2 58-8 86H92z") + path("mid", "M180 40h-22c-3 30 2 58 8 86h14z")
    + path("none thin", "M100 42c2 30 0 58-3 82M172 42c-2 30 0 58 3 82M107 42c2 24 1 40-2 60M165 42c-2 24-1 40 2 60")
    + path("none thin", "M114 88l20-18 24 20M120 83v-9h6v4")
    + stroke([(86, 38), (186, 38)])
)  # fmt: skip
BLANKET = (
    path("deep", "M88 33q26 8 47 1 24 7 49-2l-2 98q-22 6-45 0-26 7-47 0z")
    + path("none lit", "M89 52q26 8 47 1 24 7 48-2M90 112q26 7 46 0 23 6 46 0")
    + ring("ink", 90, 34, 2.4) + ring("ink", 136, 34, 2.4) + ring("ink", 183, 33, 2.4)
)  # fmt: skip

TABLETS = (
    rect("page", 121, 103, 13, 23, 2) + rect("deep", 122, 97, 11, 7, 1) + rect("mark thin", 121, 111, 13, 8)
    + rect("page", 137, 106, 19, 20, 1) + path("mark", "M137 106h19v6h-19z") + lines(140, 117, (12, 9), 4)
    + path("page", "M131 122h12l2 4h-16z") + ring("mid thin", 135, 124, 1.6) + ring("mid thin", 140, 124, 1.6)
)  # fmt: skip
PLANT = (
    path("tint", "M138 112c-3-16-16-14-18-25 12-1 16 6 18 13 0-13 3-19 11-23 3 14-2 20-7 26 4-5 9-7 15-5-4 9-9 12-16 14z")
    + path("wood", "M127 110h22l-3 16h-16z")
)  # fmt: skip

CHILDS = (
    shape("page", [(199, 66), (247, 63), (250, 122), (202, 125)])
    + path("none", "M206 112V98l12-11 12 11v13zM216 112v-9h5v9") + ring("mark", 238, 77, 5)
    + ring("none", 238, 94, 3.2) + path("none", "M238 97v8M233 101h10M238 105l-4 6M238 105l4 6")
    + path("none thin", "M205 119c3-4 4 3 7 0s4 3 7 0 4 3 7 0 4 3 7 0 4 3 7 0")
    + rect("mark thin", 215, 61, 13, 7)
)  # fmt: skip
HEIGHTS = (
    rect("page", 201, 54, 20, 116, 2)
    + path("none thin", "M201 66h6M201 78h6M201 90h6M201 102h6M201 114h6M201 126h6M201 138h6M201 150h6")
    + path("none", "M221 84h-9M221 96h-9M221 112h-9M221 144h-9") + ring("mark", 211, 72, 4)
    + lines(226, 84, (14,)) + lines(226, 97, (10,)) + lines(226, 112, (13,)) + lines(226, 144, (9,))
)  # fmt: skip

PHOTOS = "".join(
    rect("wood", x, y, w, h, 2) + rect("page", x + 5, y + 5, w - 10, h - 10) + figure
    for x, y, w, h, figure in (
        (304, 44, 34, 42, ring("skin", 316, 62, 4) + ring("skin", 326, 65, 3.4) + path("mid", "M310 81v-7q6-9 12 0v7zM322 81v-6q4-7 9 0v6z")),
        (344, 36, 28, 34, ring("skin", 358, 50, 4) + path("deep", "M351 65v-4q7-9 14 0v4z")),
        (344, 76, 28, 24, path("tint", "M349 95l7-9 5 5 4-4 2 3v5z")),
    )
)  # fmt: skip
DAMP = (
    path("grey bare", "M284 0c0 12 8 22 18 20 7-1 8 9 17 8 11-1 10 15 23 14 12 0 9-9 20-7 9 1 7-11 16-10 8 0 13-9 12-25z")
    + path("none thin", "M284 0c0 12 8 22 18 20 7-1 8 9 17 8 11-1 10 15 23 14 12 0 9-9 20-7 9 1 7-11 16-10 8 0 13-9 12-25")
    + path("none thin", "M300 0c1 8 7 11 14 10 8-1 8 8 16 9 9 0 8 10 18 9 8-1 6-10 14-10 8-1 8-8 9-18")
    + "".join(ring("ink bare", x, y, r) for x, y, r in ((322, 7, 1.4), (334, 13, 1.8), (346, 6, 1.4), (345, 21, 1.6), (356, 13, 1.5)))
)  # fmt: skip


def _sofa() -> str:
    return (
        F.box(322, 84, 0, 92, 8, 68, "mid")
        + F.box(312, 56, 0, 10, 36, 46, "mid")
        + F.box(322, 56, 0, 92, 28, 30, "mid")
        + stroke([F.at(368, 56, 30), F.at(368, 84, 30)], "none thin")
        + stroke([F.at(368, 56, 30), F.at(368, 56, 4)], "none thin")
        + path("mark", "M300 236l24-4 4 24-24 5z")
        + F.box(414, 56, 0, 10, 36, 46, "mid")
    )


def _mattress() -> str:
    cover = [F.at(352, 28, 9), F.at(422, 28, 9), F.at(422, 86, 9), F.at(360, 86, 9)]
    drop = [F.at(352, 28, 9), F.at(422, 28, 9), F.at(422, 28, 1), F.at(354, 28, 1)]
    pillow = [F.at(324, 38, 10), F.at(342, 36, 10), F.at(346, 78, 10), F.at(326, 80, 10)]
    bear = (
        ring("wood", 347, 290, 7, 6) + ring("wood", 344, 281, 5.5)
        + ring("wood", 339, 277, 2) + ring("wood", 349, 277, 2) + path("none thin", "M343 282h3")
    )  # fmt: skip
    return (
        F.box(318, 28, 0, 104, 58, 9, "page")
        + shape("sunken", pillow)
        + shape("deep", cover)
        + shape("deep", drop)
        + bear
    )


GATE = (
    "".join(stroke([(x, 220), (x, 268)]) for x in range(400, 433, 8))
    + path("none thick", "M394 218h42M394 269h42")
    + rect("mark", 430, 213, 8, 9, 2)
)
STAIRS = (
    rect("mid", 400, 240, 22, 8, 2) + rect("page", 402, 233, 19, 7, 2) + rect("deep", 401, 227, 18, 6, 2)
    + path("ink", "M409 224v-9h7l2 5 8 1q4 1 4 3z") + path("page thin", "M408 223h22v2h-22z")
)  # fmt: skip

BIG = (
    path("deep", "M452 112q9-6 18 0l6 18 1 66h-32l1-66z") + path("none lit", "M461 116v78") + path("none thin", "M450 160h8M464 160h8")
    + path("none", "M449 132l-1 40M473 132l1 40")
    + path("ink", "M446 280v-32h11v24l7 4q3 1 3 4zM461 286v-32h11v24l5 4v4z")
)  # fmt: skip
SMALL = (
    path("mark", "M453 112q8-9 16 0l4 12 2 28h-28l2-28z") + path("none thin", "M461 112v40") + ring("ink", 461, 124, 0.8) + ring("ink", 461, 136, 0.8)
    + path("mid", "M446 280v-18h9v12l5 2q2 1 2 4zM461 286v-18h9v12l5 2v4z") + path("none thin", "M446 266h9M461 270h9")
)  # fmt: skip

DOG = (
    path("none thick", "M26 320q-12-6-11-17")
    + path("wood", "M30 346v-12q-7-4-6-13 1-8 12-8h30q3 0 6 2l6-9q5-5 11-3l9 5q4 3 2 7-3 4-11 4l-4 11q-3 6-6 7v9h-8v-10H39v10z")
    + path("ink", "M77 303q-7 2-7 13 6 2 10-6z") + ring("ink", 89, 308, 0.6) + ring("ink", 101, 309, 2)
    + path("none lit", "M74 321l8 4")
)  # fmt: skip
CAT = (
    path("grey", "M22 334c0-17 16-24 34-22 10-1 22 5 24 16 2 9-4 14-14 14H36c-8 0-14-2-14-8z")
    + path("grey", "M58 327l-1-13 7 4q5-1 9 0l7-4-1 13q-2 7-10 7t-11-7z") + path("none thin", "M63 325q2 2 4 0M71 325q2 2 4 0M69 328v1")
    + path("none", "M66 342q-18 4-34-2") + path("none thin", "M34 318q4 4 4 9M44 314q4 4 4 8")
)  # fmt: skip


def _airer(heater: bool) -> str:
    frame = path("none", "M208 288l28-84M264 288l-28-84M212 276h48") + path("none", "M206 206h60M210 222h52")
    clothes = (
        path("mark", "M208 206l-3 12 6 2v18h16v-18l6-2-4-12q-10 6-21 0z")
        + path("page", "M240 206v24h5l3-13 3 13h5v-24z")
        + path("mid", "M258 206v11l7 4 2-5-3-2v-8z")
    )
    if not heater:
        return frame + clothes + path("tint", "M230 222v18h8v-18z")
    # an electric one, so near that a trouser leg touches it
    ribs = "".join(rect("sunken", x, 234, 9, 44, 4) for x in (236, 245, 254, 263))
    cord = path("none", "M268 278q0 8-9 8")
    glow = path("none lit", "M241 230q-3-5 0-9M259 230q-3-5 0-9")
    return frame + clothes + ribs + path("ink", "M263 240h9v7h-9z") + cord + glow


TUNE = (
    rect("mark", 122, 330, 34, 18, 5) + ring("ink", 130, 350, 5) + ring("ink", 148, 350, 5)
    + rect("page thin", 127, 334, 5, 8, 1) + rect("page thin", 134, 334, 5, 8, 1) + rect("page thin", 141, 334, 5, 8, 1)
    + path("none", "M156 334l12-20") + ring("ink", 169, 312, 3)
    + waves(124, 328, 140, (8, 14), 38)
)  # fmt: skip
PICTURES = (
    rect("deep", 116, 341, 50, 8, 1) + rect("mark", 120, 333, 44, 8, 1) + rect("page", 118, 326, 46, 7, 1)
    + shape("page", [(134, 326), (124, 311), (143, 308), (153, 323)]) + shape("page", [(153, 323), (143, 308), (163, 306), (172, 321)])
    + ring("mid thin", 138, 317, 4) + path("none thin", "M152 312l10-2M154 316l10-2")
)  # fmt: skip

BAG = (
    path("none", "M446 306q0-8 8-8t8 8") + path("deep", "M434 348v-28q0-16 20-16t20 16v28q0 3-3 3h-34q-3 0-3-3z")
    + rect("mid", 440, 328, 28, 18, 4) + path("none lit", "M442 316q12-5 24 0") + stroke([(454, 328), (454, 333)])
    + path("page", "M424 351v-16h11v16z") + path("none thin", "M424 340h11")
)  # fmt: skip


def _on_low_table() -> tuple[str, str]:
    h = LOW + 5
    book = (
        F.flat(222, 20, h, 26, 22, "page") + F.flat(248, 20, h, 26, 22, "page")
        + stroke([F.at(228, 36, h), F.at(244, 36, h)], "none thin") + stroke([F.at(227, 30, h), F.at(241, 30, h)], "none thin")
        + stroke([F.at(253, 36, h), F.at(268, 36, h)], "none thin") + stroke([F.at(252, 30, h), F.at(262, 30, h)], "none thin")
        + path("none lit", "M251 287l20-11") + path("none thin", "M251 287l20-11")
    )  # fmt: skip
    letters = (
        F.flat(224, 14, h, 34, 16, "wood") + F.flat(232, 17, h + 2, 34, 15, "page") + F.flat(240, 13, h + 4, 36, 15, "wood")
        + F.flat(246, 16, h + 4, 16, 6, "page thin")
        + stroke([F.at(264, 24, h + 4), F.at(272, 24, h + 4)], "none lit")
    )  # fmt: skip
    return book, letters


HOMEWORK, LETTERS = _on_low_table()


def _somebody(x: float) -> str:
    """Head and shoulders before the camera, a little to one side."""
    return (
        path("mid", f"M{x - 54} 275v-42q2-36 40-42h28q38 6 40 42v42z")
        + path("skin", f"M{x - 11} 160v34q11 9 22 0v-34z")
        + ring("skin", x, 146, 23, 26)
        + path("ink", f"M{x - 25} 158c-5-26 2-44 26-44s30 18 24 44c-3-3-4-9-4-16-12 1-26-3-33-11-3 9-6 10-9 13-2 5-2 10-4 14z")
        + path("none", f"M{x - 36} 275v-30M{x + 36} 275v-30")
    )  # fmt: skip


THINGS: Mapping[str, Thing] = {
    "window_blanket": Thing((206, 24), (174, 46), BLANKET, True, "a blanket over the window"),
    "window_curtain": Thing((206, 24), (174, 46), CURTAIN, True, "a window with curtains, drawn back"),
    "sill_tablets": Thing((66, 100), (124, 108), TABLETS, True, "medicines on the windowsill"),
    "sill_plant": Thing((66, 100), (128, 96), PLANT, True, "a plant on the windowsill"),
    "drawing": Thing((272, 84), (244, 90), CHILDS, True, "a child’s drawing on the wall"),
    "heights": Thing((272, 84), (219, 76), HEIGHTS, True, "a strip on the wall with heights marked on it"),
    "photos": Thing((402, 44), (370, 52), PHOTOS, True, "family photographs on the wall"),
    "damp": Thing((402, 44), (366, 26), DAMP, True, "a dark patch on the wall under the ceiling"),
    "gate": Thing((372, 158), (404, 221), GATE, True, "a gate at the foot of the stairs"),
    "stairs": Thing((372, 158), (403, 230), STAIRS, True, "stairs without a gate, with things on the lowest step"),
    "boots_big": Thing((460, 72), (461, 122), BIG, True, "a large coat and boots at the coat rail"),
    "boots_small": Thing((460, 72), (461, 122), SMALL, True, "a small raincoat and boots at the coat rail"),
    "fridge_full": Thing((34, 114), (42, 182), FULL, False, "an open fridge with a good deal in it"),
    "fridge_little": Thing((34, 114), (30, 180), LITTLE, False, "an open fridge with little in it"),
    "airer": Thing((268, 174), (246, 212), _airer(False), True, "clothes on an airer"),
    "airer_heater": Thing((268, 174), (262, 246), _airer(True), True, "clothes on an airer, with an electric heater under them"),
    "sofa": Thing((330, 190), (330, 226), _sofa(), True, "a sofa"),
    "mattress": Thing((330, 222), (358, 288), _mattress(), True, "a mattress on the floor, made up"),
    "homework": Thing((206, 336), (222, 284), HOMEWORK, False, "an exercise book on the low table"),
    "letters": Thing((206, 336), (222, 284), LETTERS, False, "unopened letters on the low table"),
    "dog": Thing((104, 290), (86, 312), DOG, False, "a dog"),
    "cat": Thing((104, 290), (72, 322), CAT, False, "a cat, asleep"),
    "toy_tune": Thing((148, 292), (142, 332), TUNE, False, "a toy that plays a tune"),
    "picture_books": Thing((148, 292), (146, 312), PICTURES, False, "a pile of picture books"),
    "bag": Thing((402, 340), (436, 330), BAG, False, "a school bag"),
}  # fmt: skip

FAMILY = Scene(
    what="a kitchen with a fridge, a counter and a window, open to a living room with a low table, a coat rail and a doorway to the stairs",
    back=BACK,
    middle=MIDDLE,
    things=THINGS,
)
TO_WINDOW = replace(
    FAMILY,
    what="somebody from the chest up, before a counter and a window",
    frame=Frame(
        84, 16, 144, 256, _somebody(138),
        {
            "window_blanket": "over the whole window a blanket",
            "window_curtain": "curtains, drawn back",
            "sill_tablets": "on the windowsill the tops of two small things, behind a head",
            "sill_plant": "on the windowsill the tops of some leaves, behind a head",
            "drawing": "at the edge a part of a sheet of paper with a house on it",
            "heights": "a strip on the wall with heights marked on it",
            "airer": "at the edge a sleeve on a rail",
            "airer_heater": "at the edge a sleeve on a rail",
        },
    ),
)  # fmt: skip
TO_SOFA = replace(
    FAMILY,
    what="somebody from the chest up, before a wall and a part of a doorway",
    frame=Frame(
        274, 16, 144, 256, _somebody(344),
        {
            "photos": "family photographs on the wall",
            "damp": "something dark on the wall, cut off by the upper edge",
            "gate": "at the edge some upright bars, half hidden by a shoulder",
            "stairs": "at the edge some things on a stair, half hidden by a shoulder",
            "sofa": "beside a shoulder the corner of something upholstered",
        },
    ),
)  # fmt: skip
