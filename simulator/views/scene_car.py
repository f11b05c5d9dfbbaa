"""A parked car, cut open from the side: boot, back seat, front seat and dashboard."""

from __future__ import annotations

from simulator.views.oblique import Scene, Thing, lines, path, rect, ring, stroke, waves


def _seat(x: float) -> str:
    """A car seat that looks right; its cushion is 52 wide."""
    return (
        path("mid", f"M{x - 8} 222L{x - 26} 152q-2-10 7-11 9-1 11 8l18 62z") + path("mid", f"M{x - 29} 128q-2-10 8-12 10-1 12 8l1 10q0 6-8 7-9 1-11-5z")
        + path("mid", f"M{x - 6} 210h48q10 0 10 9v5q0 7-8 7h-46q-8 0-9-8z")
    )  # fmt: skip


def _wheel(x: float) -> str:
    return ring("ink", x, 288, 32) + ring("grey", x, 288, 20) + ring("page", x, 288, 6) + stroke([(x, 268), (x, 282)]) + stroke(
        [(x, 294), (x, 308)]) + stroke([(x - 20, 288), (x - 6, 288)]) + stroke([(x + 6, 288), (x + 20, 288)])  # fmt: skip


def _house(x: float, y: float, wide: float, fill: str) -> str:
    return path(fill, f"M{x} 250V{y}l{wide / 2}-30 {wide / 2} 30V250z") + "".join(
        rect("page thin", x + dx, y + dy, wide / 5, 16) for dx in (wide * 0.18, wide * 0.62) for dy in (10, 44)
    )


BODY = (
    "M28 280V208L58 112Q65 94 86 94H284Q304 94 319 104L412 186 444 194Q466 200 466 224V276Q466 288 454 288H414A38 38 0 0 0 338 288H"
    "148A38 38 0 0 0 72 288H38Q28 288 28 280z"
)
INSIDE = "M46 246V210L73 118Q77 107 90 107H282Q296 107 308 116L390 190V246z"
BACK = (
    rect("tint bare", 0, 0, 480, 250) + _house(6, 92, 96, "sunken") + _house(102, 74, 110, "page") + _house(356, 82, 112, "sunken")
    + path("mid", "M212 250c-4-22 6-34 22-34 4-16 30-18 38-4 16-6 32 2 32 16 18 0 22 12 20 22z") + rect("grey bare", 0, 250, 480, 110)
    + path("none", "M0 250H480") + path("floor bare", "M0 308H480V360H0z") + path("none", "M0 308H480")
)  # fmt: skip
MIDDLE = (
    path("deep", BODY) + path("page", INSIDE) + path("grey", "M48 246V226H134V246z") + path("none", "M58 178H134l6 4V226")
    + _seat(168) + _seat(262) + path("grey", "M354 246V212q0-8 8-8h28V246z")
    + path("none thick", "M322 176l18 32") + path("none", "M331 192l24 18") + rect("grey", 312, 232, 40, 14, 3)
    + path("none dashed", "M206 108V246") + _wheel(112) + _wheel(376)
    + path("mark", "M450 208q11 2 15 15h-15z") + rect("page", 26, 238, 12, 16, 3) + path("none", "M466 264h-30M28 270h38")
)  # fmt: skip

LAPTOP_BAG = (
    path("wood", "M66 196q0-6 6-6h48q6 0 6 6v24q0 6-6 6H72q-6 0-6-6z") + path("none", "M84 190v-6q0-4 4-4h16q4 0 4 4v6M66 204h60")
    + path("ink", "M76 190v-10h40v10z") + rect("page thin", 106, 208, 12, 9, 2)
)  # fmt: skip
CASE = (
    rect("grey", 64, 188, 64, 38, 4) + path("none", "M86 188v-6q0-4 4-4h12q4 0 4 4v6M64 204h64") + rect("mark", 88, 200, 16, 14, 2)
    + path("none", "M92 200v-4q0-4 4-4t4 4v4") + ring("ink bare", 96, 207, 2)
)  # fmt: skip
FILE = (
    path("page", "M176 204l40-3 2-9-38 2z")
    + path("mark", "M172 210l4-20q1-4 5-4h14l4 5h22q5 0 4 5l-4 14z")
    + lines(186, 197, (22, 16), 5)
)
CHILD = (
    path("wood", "M166 210c-6-24-12-44-10-62 1-9 7-13 16-12 8 1 10 8 10 16l4 40h22q14 0 14 10v2q0 6-8 6z") + path("page", "M172 196c-5-14-8-28-6-40 8-3 10 2 11 10l4 26z")
    + path("none", "M170 158l14 40M186 192l-4 16") + path("none", "M200 192v-8q0-6 8-6t8 6")
)  # fmt: skip
WORK_BAG = '<g transform="translate(-10 0)">' + (
    path("ink", "M276 210l4-32q1-5 6-5h24q5 0 6 5l4 32z") + path("none", "M288 173q0-14 10-14t10 14") + path("page", "M284 186h14v22h-14z")
    + path("mark", "M302 184l4 0 2 12-4 0z") + rect("page", 300, 195, 12, 14, 2) + ring("tint thin", 306, 200, 2.6) + lines(287, 192, (8, 8, 6), 5)
) + "</g>"  # fmt: skip
SHOPPING = '<g transform="translate(-10 0)">' + (
    path("wood", "M276 210l-3-34h46l-3 34z") + path("none", "M284 176q0-12 10-12t10 12") + path("mark", "M306 176l8-26q4-6 8-2 2 3 0 7l-8 22z")
    + path("none thin", "M311 164l6 3M314 156l5 2") + path("mid", "M284 176c-4-8 0-14 6-12 4-6 12-4 12 4l-2 8z")
) + "</g>"  # fmt: skip
CARD = (
    '<g transform="translate(-14 0) rotate(43 374 182)">'
    + rect("page", 350, 172, 44, 24, 2)
    + rect("deep", 350, 172, 44, 8, 2)
    + lines(356, 186, (30, 20), 5)
    + "</g>"
)
TICKET = (
    '<g transform="translate(-14 0) rotate(43 374 182)">'
    + rect("page", 356, 172, 28, 24, 1)
    + path("none thin", "M360 177h20M360 182h14M360 187h20M360 191h10")
    + "</g>"
)
SATNAV = (
    path("none", "M340 148l-8 12") + '<g transform="translate(-14 10) rotate(-6 334 156)">' + rect("ink", 314, 144, 38, 26, 4) + rect("tint thin", 318, 148, 30, 18)
    + path("none", "M322 164l8-8h8l4-6") + ring("mark thin", 342, 151, 3) + "</g>"
)  # fmt: skip
DASHCAM = (
    path("none", "M290 108v6")
    + rect("ink", 272, 114, 28, 16, 4)
    + ring("tint thin", 294, 122, 5)
    + ring("mark bare", 277.500, 118, 1.800)
)
STICK = (
    path("ink", "M360 212h28v26h-28z") + path("page", "M358 238l32 0 4 10h-40z") + '<g transform="rotate(-18 374 228)">' + rect("mark", 366, 222, 16, 9, 2)
    + rect("page", 382, 224, 7, 5) + "</g>"
)  # fmt: skip
HANDBOOK = (
    path("ink", "M360 212h28v26h-28z")
    + path("page", "M358 238l32 0 4 10h-40z")
    + rect("mid", 363, 217, 18, 21, 1)
    + path("none thin", "M367 223h10M367 228h10")
)
LETTERS = (
    path("page", "M222 236l2-24 20-2 2 26z") + path("page", "M240 236l4-20 18 3-2 17z") + lines(227, 218, (12, 9, 12), 5) + path("grey", "M214 230h62v16h-62z")
    + path("page thin", "M228 226h14v-10z")
)  # fmt: skip
WRAPPERS = (
    path("mark", "M222 234l4-16 6 4 6-5 6 17z")
    + path("page", "M246 234v-18h14v18z")
    + path("none thin", "M246 221h14M249 226h8")
    + path("grey", "M214 230h62v16h-62z")
)
PHONE = rect("ink", 322, 212, 14, 24, 3) + rect("tint thin", 324, 215, 10, 17) + waves(329, 212, 90, (9, 16), 40)
LAPTOP = (
    '<g transform="translate(-4 6)">'
    + (
        path("page", "M286 206l34-6 3 5-34 7z")
        + path("ink", "M320 200l-2-36 5-1 3 37z")
        + path("tint thin", "M318 196l-1-28 2 0 2 28z")
    )
    + "</g>"
)
STICKER = ring("page", 96, 136, 16) + path("deep", "M88 130h16v7q-8 10-16 0z") + path("none thin", "M88 147h16")

CAR = Scene(
    what="a parked car cut open from the side, with its boot, back seat, front seat and dashboard, in a street of houses",
    back=BACK,
    middle=MIDDLE,
    things={
        "sticker": Thing((76, 60), (92, 122), STICKER),
        "boot_laptop": Thing((22, 184), (70, 200), LAPTOP_BAG),
        "boot_case": Thing((22, 184), (70, 200), CASE),
        "file": Thing((172, 60), (194, 190), FILE),
        "child_seat": Thing((172, 60), (170, 146), CHILD),
        "work_bag": Thing((244, 60), (282, 172), WORK_BAG),
        "shopping": Thing((244, 60), (280, 174), SHOPPING),
        "door_letters": Thing((240, 322), (244, 240), LETTERS),
        "door_wrappers": Thing((240, 322), (244, 240), WRAPPERS),
        "phone": Thing((304, 322), (326, 232), PHONE),
        "glovebox_stick": Thing((452, 160), (384, 226), STICK),
        "glovebox_book": Thing((452, 160), (384, 226), HANDBOOK),
        "laptop_wheel": Thing((244, 60), (292, 208), LAPTOP),
        "satnav": Thing((372, 70), (336, 154), SATNAV),
        "dashcam": Thing((308, 60), (288, 116), DASHCAM),
        "card": Thing((426, 112), (366, 176), CARD),
        "parking_ticket": Thing((426, 112), (366, 176), TICKET),
    },
)
