"""The pictures on the screen of a call: people from the chest up, plain and grown-up, before a room in a few shapes.

What somebody looks like is drawn for them alone: nothing in it goes with a name, an age apart, or with what they are in the
call. “You” has no face, so that anyone can be it. The words of a picture are the author's (``Tile.shows``).
"""

from __future__ import annotations

from functools import cache

from markupsafe import Markup, escape

from simulator.cases.call_frames import Look, Tile
from simulator.cases.calls import YOU

WIDTH, HEIGHT = 320, 190
SKIN = (
    ("#f0cdb0", "#d9ab89"),
    ("#e6b894", "#c99772"),
    ("#cf9a72", "#ad7a54"),
    ("#a9714b", "#875535"),
    ("#7d4f35", "#5e3a26"),
    ("#5a3826", "#40271a"),
)
HAIR = ("#20170f", "#17181c", "#3a2618", "#5b3a22", "#7a5630", "#a07a45", "#8a3f22")
GREY = ("#b9b6b0", "#cfccc6", "#8f8c88", "#dedbd5")
CLOTHES = ("#35506e", "#5b7159", "#6b3a3c", "#6a5a78", "#8a6a3c", "#3f6b6a", "#74604f", "#4a4f57", "#94708a", "#2f5d50")
DARKER = 3  # skins from this one on go with dark hair
OLD, CHILD = 66, 13  # from this age on hair is grey; up to this one somebody is small
SIZES = {"near": (2.3, 96.0), "usual": (1.0, 92.0), "far": (0.5, 108.0)}  # scale, and where the head is


def picture(tile: Tile) -> Markup:
    """One tile as SVG, with its words as its name. A shut camera shows initials."""
    if tile.camera == "off":
        letters = "".join(w[0] for w in tile.name.replace("(", "").split()[:2] if w).upper()
        inside = (
            f'<path fill="#2b3a41" d="M0 0h{WIDTH}v{HEIGHT}H0z"/><circle cx="160" cy="92" r="46" fill="#40545d"/>'
            f'<text x="160" y="106" text-anchor="middle" font-family="Arial, sans-serif" font-size="38" font-weight="700" fill="#fff">{escape(letters)}</text>'
        )
        words = f"{tile.name}: no picture."
    elif tile.who == YOU:
        inside = (
            '<path fill="#c9d6d6" d="M0 0h320v190H0z"/><path fill="#b7c8c8" d="M0 0h320v60L0 120z"/>'
            '<path fill="#0b5b61" d="M98 190c2-36 22-52 62-52s60 16 62 52z"/>'
            '<path fill="#39777b" d="M131 90c0-26 10-38 29-38s29 12 29 38-11 44-29 44-29-18-29-44Z"/>'
        )
        words = tile.shows or "Your own picture: head and shoulders before a plain wall."
    else:
        inside = room(tile.scene) + "".join(_people(tile))
        words = tile.shows
    return Markup(f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(words)}">{inside}</svg>')


def _people(tile: Tile) -> list[str]:
    """Everybody in the picture: the one it belongs to in the middle, the others beside and a little behind."""
    if tile.scene in ("ceiling", "dark") or not tile.looks:
        return []
    scale, top = SIZES[tile.size]
    first, *others = tile.looks
    out = []
    for n, look in enumerate(others):
        side = -1 if (first.draw + n) % 2 else 1
        out.append(person(look, 160 + side * 84 * (1 + n // 2), top + 12 + _lower(look), scale * 0.86))
    shift = 0 if not others else (18 if (first.draw) % 2 else -18)
    out.append(person(first, 160 + shift, top + _lower(first), scale))
    return out


def _lower(look: Look) -> float:
    return 30 if look.age <= CHILD else 0


@cache
def person(look: Look, x: float, y: float, scale: float) -> str:
    """Somebody from the chest up, with the middle of the face at x, y."""
    draw = look.draw
    tone = look.kin % len(SKIN)
    skin, shade = SKIN[tone]
    colours = GREY if look.age >= OLD else HAIR if tone < DARKER else HAIR[:3]
    hair = colours[look.kin // 7 % len(colours)]
    cloth = CLOTHES[draw // 53 % len(CLOTHES)]
    small = look.age <= CHILD
    size = scale * (0.8 if small else 1.0)
    wide = 46 if small else 62
    styles = {"woman": "bcdefg", "girl": "bcdfg", "man": "aahij", "boy": "ahi", "other": "abcfhi"}[look.kind]
    style = styles[draw // 601 % len(styles)]
    glasses = draw // 6007 % 100 < (45 if look.age >= OLD else 10 if small else 26)
    beard = look.kind == "man" and look.age > 20 and draw // 60013 % 100 < 38
    neck = ("round", "collar", "vee")[draw // 600011 % 3]
    parts = [
        _back_hair(style, hair),
        f'<path fill="{shade}" d="M-13 22h26v34c-9 9-17 9-26 0z"/>',
        f'<path fill="{cloth}" d="M-{wide} 102C-{wide - 2} 68-{wide - 22} 52 0 52S{wide - 2} 68 {wide} 102z"/>',
        _neckline(neck, skin, cloth),
        f'<path fill="{skin}" d="M-29 0c0-24 10-34 29-34s29 10 29 34-12 43-29 43S-29 24-29 0Z"/>',
        f'<path fill="{skin}" d="M29-4c6-2 8 14-1 18zM-29-4c-6-2-8 14 1 18z"/>' if style not in "bcdg" else "",
        _front_hair(style, hair),
        f'<path fill="{hair}" d="M-28 8c2 26 13 36 28 36S26 34 28 8c-4 11-9 15-14 16-8-4-20-4-28 0-5-1-10-5-14-16Z"/>' if beard else "",
        '<path fill="#1d1410" d="M-12.500-1a2.300 2.600 0 1 0 .1 0Zm25 0a2.300 2.600 0 1 0 .1 0Z"/>',
        f'<path fill="none" stroke="{shade}" stroke-width="2.2" stroke-linecap="round" d="M0 3c-2 5-4 8-3 10s4 1 5 1M-18-10c4-3 8-3 11-1M7-11c4-2 8-2 11 1"/>',
        f'<path fill="none" stroke="{"#8c4a40" if tone < DARKER else "#3f211a"}" stroke-width="2.400" stroke-linecap="round" d="M-8 25c5 3 11 3 16 0"/>',
        '<g fill="none" stroke="#22262a" stroke-width="2.2"><rect x="-24" y="-6" width="20" height="15" rx="6"/><rect x="4" y="-6" width="20" height="15" rx="6"/><path d="M-4-1q4-3 8 0"/></g>' if glasses else "",
    ]  # fmt: skip
    return f'<g transform="translate({x:g} {y:g}) scale({size:g})">{"".join(parts)}</g>'


def _neckline(kind: str, skin: str, cloth: str) -> str:
    if kind == "vee":
        return f'<path fill="{skin}" d="M-16 54 0 82 16 54C8 62-8 62-16 54Z"/>'
    if kind == "collar":
        return f'<path fill="#ece6d9" d="m-19 53 19 22 19-22 6 4-25 30-25-30z"/><path fill="{cloth}" d="m-3 78 3-4 3 4 3 24h-12z"/>'
    return f'<path fill="{skin}" d="M-15 54c4 10 26 10 30 0-6 4-24 4-30 0Z"/>'


def _back_hair(style: str, hair: str) -> str:
    """Hair that falls behind the face. b, c: long; d: to the shoulder; e: a knot; f: short; g: full."""
    shapes = {
        "b": "M-36 0c-2-32 14-44 36-44S38-32 36 0c2 30 6 52 10 66H-46c4-14 8-36 10-66Z",
        "c": "M-35 0c-1-30 14-43 35-43S36-30 35 0c1 22 1 40-2 58h-66c-3-18-3-36-2-58Z",
        "d": "M-36 2c-2-32 14-46 36-46S38-30 36 2c0 16-2 26-6 32h-60c-4-6-6-16-6-32Z",
        "e": "M-32-2c-2-26 12-42 32-42S34-28 32-2M-13-42a13 12 0 1 1 26 0Z",
        "g": "M-44-4c-4-30 18-48 44-48S48-34 44-4c4 20-4 36-14 42h-60c-10-6-18-22-14-42Z",
    }
    return f'<path fill="{hair}" d="{shapes[style]}"/>' if style in shapes else ""


def _front_hair(style: str, hair: str) -> str:
    """Hair over the brow. a, f, h: short; i: curly; j: none but at the sides."""
    shapes = {
        "a": "M-31 0c-3-30 8-46 32-46 23 0 34 16 30 44-2-12-5-18-10-22-14 4-30 3-41-2-5 6-9 14-11 26Z",
        "b": "M-30-2c0-26 10-40 30-40s30 14 30 40c-4-14-12-24-22-28-10 12-26 18-38 28Z",
        "c": "M-30-2c0-26 10-40 30-40s30 14 30 40c-6-18-18-28-30-30-12 2-24 12-30 30Z",
        "d": "M-31 2c-1-28 10-44 31-44S32-26 31 2c-2-12-6-18-12-20H-19c-6 2-10 8-12 20Z",
        "e": "M-30-2c0-26 10-40 30-40s30 14 30 40c-5-14-14-22-30-22s-25 8-30 22Z",
        "f": "M-33 8c-4-34 8-52 33-52S37-26 33 8c-3-12-6-22-12-26-12 4-28 3-40-2-8 6-11 16-14 28Z",
        "g": "M-31-2c0-26 12-38 31-38s31 12 31 38c-6-16-16-24-31-24s-25 8-31 24Z",
        "h": "M-30-4c-2-26 10-40 30-40s32 14 30 40c-4-12-10-18-18-20-10 3-22 3-30 0-6 3-9 9-12 20Z",
        "i": "M-32-2c-6-8-2-20 4-24 0-10 12-18 20-16 6-6 18-4 22 2 10 0 16 10 14 16 6 6 6 16 2 22-4-8-8-14-14-17-12 4-24 3-34-1-6 3-10 8-14 18Z",
        "j": "M-31 4c-3-10-2-18 2-24 0 8 1 14-1 24Zm62 0c3-10 2-18-2-24 0 8-1 14 1 24Z",
    }
    return f'<path fill="{hair}" d="{shapes[style]}"/>'


@cache
def room(scene: str) -> str:
    """What is behind somebody."""
    return f"<g>{ROOMS.get(scene, ROOMS['wall'])}</g>"


ROOMS = {
    "wall": '<path fill="#d8d5cb" d="M0 0h320v190H0z"/><path fill="#cbc7bb" d="M0 150h320v40H0z"/>',
    "kitchen": (
        '<path fill="#dfe0d4" d="M0 0h320v190H0z"/><path fill="#c3c8b8" d="M0 0h92v64H0zM236 0h84v64h-84z"/><path fill="none" stroke="#a4ab99" stroke-width="2" d="M46 0v64M278 0v64M0 64h92M236 64h84"/>'
        '<path fill="#b08a5e" d="M0 128h320v10H0z"/><path fill="#c3c8b8" d="M0 138h320v52H0z"/><path fill="none" stroke="#a4ab99" stroke-width="2" d="M64 138v52M128 138v52M192 138v52M256 138v52"/>'
        '<path fill="#8fa3a6" d="M252 100h34v28h-34z"/><path fill="#6d8286" d="M260 94h18v6h-18z"/>'
    ),
    "living_room": (
        '<path fill="#d8ccb4" d="M0 0h320v190H0z"/><path fill="#c6b898" d="M0 156h320v34H0z"/><path fill="#f2ecdf" d="M228 16h76v92h-76z"/><path fill="#bcd3da" d="M234 22h30v80h-30zm36 0h28v80h-28z"/>'
        '<path fill="#96714f" d="M222 8h16c2 40-2 74-12 106h-10c8-36 8-70 6-106Zm76 0h16v106h-8c-8-32-10-66-8-106Z"/><path fill="#7a5a3f" d="M36 24h58v46H36z"/><path fill="#e6dfcf" d="M41 29h48v36H41z"/><path fill="#8ea191" d="m41 65 14-18 10 11 9-8 15 15z"/>'
        '<rect x="70" y="104" width="180" height="96" rx="26" fill="#6f7f73"/>'
    ),
    "bedroom": (
        '<path fill="#d9d3dc" d="M0 0h320v190H0z"/><path fill="#b9a9b8" d="M0 122h320v68H0z"/><path fill="#8c6f55" d="M30 84h150v44H30z"/><path fill="#efe9ee" d="M44 104h54v24H44z"/>'
        '<path fill="#f2ecdf" d="M236 20h60v74h-60z"/><path fill="#c4d3d8" d="M242 26h48v62h-48z"/>'
    ),
    "hall": (
        '<path fill="#cfc8ba" d="M0 0h320v190H0z"/><path fill="#b9b0a0" d="M0 160h320v30H0z"/><path fill="#9a7a56" d="M214 18h70v142h-70z"/><path fill="#87683f" d="M222 26h54v56h-54zm0 66h54v60h-54z"/><circle cx="222" cy="92" r="3.500" fill="#e0c878"/>'
        '<path fill="#6b5b4b" d="M30 40h90v6H30z"/><path fill="#4d6072" d="M38 46h22l4 62H36z"/><path fill="#7b4d46" d="M72 46h20l6 54H70z"/><path fill="#3f4a44" d="M100 46h16l4 48h-22z"/>'
    ),
    "office": (
        '<path fill="#dfe6e6" d="M0 0h320v190H0z"/><path fill="#b98f63" d="M24 18h104v70H24z"/><path fill="#fbfaf6" d="M34 28h32v24H34zm40 4h42v16H74zM38 60h40v20H38zm50-6h26v28H88z"/>'
        '<path fill="#c4cfd0" d="M236 0h84v190h-84z"/><path fill="#aebcbd" d="M250 20h56v6h-56zm0 40h56v6h-56zm0 40h56v6h-56z"/>'
    ),
    "clinic": (
        '<path fill="#e4ecee" d="M0 0h320v190H0z"/><path fill="#c9dadd" d="M0 150h320v40H0z"/><path fill="#fff" d="M30 20h74v56H30z"/><path fill="#8fb4ba" d="M38 28h58v8H38zm0 16h40v5H38zm0 12h48v5H38z"/>'
        '<path fill="#b4c7cb" d="M226 96h94v12h-94z"/><path fill="#dde6e8" d="M238 40h54v56h-54z"/><path fill="#7fa5ac" d="M262 52h6v32h-6zM249 65h32v6h-32z"/>'
    ),
    "car": (
        '<path fill="#3b4246" d="M0 0h320v190H0z"/><path fill="#9fb6c2" d="M0 22h96l16 74H0z"/><path fill="#9fb6c2" d="M320 22h-96l-16 74h112z"/><path fill="#7f97a3" d="M120 22h80l8 60h-96z"/>'
        '<rect x="92" y="52" width="136" height="150" rx="30" fill="#2a2f33"/><rect x="128" y="22" width="64" height="44" rx="16" fill="#24292c"/><path fill="none" stroke="#22262a" stroke-width="5" d="M98 96 82 190"/>'
    ),
    "garden": (
        '<path fill="#cfdfe6" d="M0 0h320v104H0z"/><path fill="#93a880" d="M0 96h320v94H0z"/><path fill="#6f8a63" d="M0 60c20-18 46-16 58 4 14-20 44-18 54 6v34H0z"/><path fill="#a4825c" d="M208 70h10v60h-10zm28 0h10v60h-10zm28 0h10v60h-10zm28 0h10v60h-10z"/><path fill="#8f6f4c" d="M200 84h120v7H200zm0 28h120v7H200z"/>'
    ),
    "ceiling": (
        '<path fill="#dedbd2" d="M0 0h320v190H0z"/><path fill="#cfcbc0" d="M0 190 120 110h200v80z"/><circle cx="196" cy="62" r="34" fill="#f6f2e4"/><circle cx="196" cy="62" r="20" fill="#fffdf4"/><path fill="none" stroke="#b9b4a6" stroke-width="3" d="M196 28V0M0 146l120-36h200"/>'
    ),
    "blur": (
        '<path fill="#b9c4c6" d="M0 0h320v190H0z"/><circle cx="60" cy="50" r="60" fill="#a7b5b8" fill-opacity=".7"/><circle cx="270" cy="80" r="80" fill="#c7cfd0" fill-opacity=".8"/><circle cx="150" cy="190" r="90" fill="#9eadb0" fill-opacity=".6"/>'
    ),
    "dark": '<path fill="#14191c" d="M0 0h320v190H0z"/><path fill="#1f272b" d="M0 120c60-30 120 10 180-14s100-10 140-30v114H0z"/>',
}
