"""A small case made by hand, for tests of the case system that need no scenario."""

from __future__ import annotations

from datetime import date, datetime

from simulator.cases.model import (
    Case,
    Contact,
    Deadline,
    Document,
    Event,
    FileCard,
    Look,
    Permission,
    Person,
    Place,
    Professional,
    Truth,
)

CHILDREN = (
    "Inés Núñez-Hale",
    "Tom Arden",
    "Mira Kosh",
    "Ben Oduya",
    "Lily Marsh",
    "Sol Petrie",
    "Ada Wren",
    "Noor Syed",
)


def small_case(scenario: str = "school_worry", jurisdiction: str = "england", seed: int = 7) -> Case:
    """The same three arguments as make_case; the seed changes the child's name and the file number."""
    first, family = CHILDREN[(seed + (scenario == "video_call")) % len(CHILDREN)].split()
    return Case(
        scenario=scenario, jurisdiction=jurisdiction, seed=seed, generator="test", reference_date=date(2025, 3, 3),
        title="A school is worried about a child", hint="Neglect. No injury.", content_note="It touches on neglect.", about="Two children, a worried school.",
        work="children", language="en-GB", date_order="dmy", clock="24", today=date(2025, 5, 6),
        file_no=f"TM-{seed:06d}", index="child", worker="you", agency="Tillingmoor children’s services",
        household_name=family,
        people=(
            Person(id="child", first=first, family=family, is_="child", born=date(2017, 6, 2), age=7, lives="home"),
            Person(id="uncle", first="Kieran", family="Petrie", is_="mother’s brother", about="Staying for now.",
                   aliases=("Bear",), phone="07700 900417", lives="home"),
            Person(id="ghost", first="Hidden", family="Lodger", is_="lodger", on_file=False),
        ),
        relationships=(),
        professionals=(
            Professional(id="you", first="", family="You", title="", role="social worker", agency="", learner=True),
            Professional(id="hv", first="Meg", family="Kiernan", title="Ms", role="health visitor", agency="Health"),
        ),
        places=(Place(id="home", name="14 Cask Row", town="Tillingmoor", postcode="QX4 7TN"),),
        events=(
            Event(id="ref", kind="referral", title="Referral", start=datetime(2025, 3, 6, 9), line="**Referral** from school",
                  source="referral form"),
            Event(id="later", kind="life", title="x", start=datetime(2025, 3, 7), line="Kieran unseen", in_file=False),
        ),
        scene_event="ref", scene=(),
        documents=(
            Document(id="form", kind="referral", title="Referral form", sender="School", on=datetime(2025, 3, 6, 9),
                     body="She is late.\n\nA man called Kieran came to the office on Friday. " + "He waited a while. " * 30),
            Document(id="call", kind="call", title="Record of a call", sender="Duty desk", on=datetime(2025, 3, 9, 11),
                     body="The caller named Kieran.", restricted=True),
        ),
        contacts=(
            Contact(id="c1", kind="telephone", on=datetime(2025, 3, 14, 14), written=datetime(2025, 3, 14, 15),
                    author="You", body="“Kieran can take her Tuesdays.”"),
        ),
        permissions=(
            Permission(id="p1", what="That Kieran may collect her", with_whom="School", given_by="Mother",
                       given_on=date(2025, 3, 14), until=None, until_text="18 July 2025", state="in force"),
        ),
        deadlines=(
            Deadline(id="d1", what="Assessment", starts=date(2025, 3, 6), due=date(2025, 5, 13), rule="45 working days", source=""),
        ),
        alerts=(),
        looks=(Look(when=datetime(2025, 3, 17, 8, 52), who="Denise Oyelaran, manager", opened="Chronology", reason="Supervision"),),
        look_alike=FileCard(name=f"{first} {family}", born=date(2017, 2, 6), file_no=f"TM-9{seed:05d}", worker="Gareth Lyle"),
        drafts=(), colleague_notes=(), note=None,
        truth=Truth(presence=(), camera=(), utterances=(), facts=(), slips=(), hidden_people=(), hidden_events=(), strands=()),
    )  # fmt: skip
