"""The family of the exemplar as a Case in Python, and the five notes on one visit.

Built by hand, so that the note marker is tested against the sheet it was written for, and not against whatever a
scenario happens to hold today.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cache

from simulator.cases.model import (
    Case,
    Document,
    Event,
    Fact,
    FileCard,
    Moment,
    NoteTask,
    Person,
    Place,
    Presence,
    Professional,
    Relationship,
    Settle,
    Truth,
    Utterance,
)
from simulator.exercises import note

MONTH = datetime(2025, 5, 6)


def at(clock: str, day: int = 6, month: int = 5) -> datetime:
    hour, minute = clock.split(":")
    return datetime(2025, month, day, int(hour), int(minute))


SPEC = note.Spec(
    exercise="visit_note", uuid="0b6f3a52-7a0e-4a3b-9a55-1f6a2f0f7b11", version=1, type="note", title="Write up the visit",
    lead="Write the note.", minutes=30, points=20, order=4, practises=(1,), standards=("R1",),
)  # fmt: skip

PEOPLE = (
    Person(id="jonah", first="Jonah", family="Tolley-Reeve", aliases=("J", "JTR", "Jonah Tolley Reeve"), is_="child",
           also_is=("son", "boy"), born=date(2018, 1, 23), age=7, gender="boy", pronoun="he", lives="cask_row"),
    Person(id="edie", first="Edie", family="Tolley-Reeve", aliases=("Edith",), is_="sister", also_is=("child", "daughter"),
           born=date(2022, 10, 4), age=2, gender="girl", pronoun="she", lives="cask_row"),
    Person(id="hannah", first="Hannah", family="Tolley", is_="mother", born=date(1994, 9, 11), age=30, gender="woman",
           pronoun="she", lives="cask_row", work="Care assistant, nights"),
    Person(id="daniel", first="Daniel", family="Reeve", aliases=("Dan",), is_="father", born=date(1992, 6, 2), age=32,
           gender="man", pronoun="he", lives="hollin_bank"),
    Person(id="maureen", first="Maureen", family="Tolley", aliases=("Nana Mo", "Mo"), is_="grandmother",
           also_is=("mother's mother",), born=date(1966, 3, 19), age=59, gender="woman", pronoun="she"),
)  # fmt: skip
GARETH = Person(
    id="gareth", first="Gareth", family="Tolley", aliases=("Bear", "G"), is_="mother's brother", also_is=("uncle",),
    born=date(1997, 11, 30), age=27, gender="man", pronoun="he", lives="cask_row", on_file=False,
)  # fmt: skip
FERREIRA = Person(
    id="ferreira", first="Paulo", family="Ferreira", is_="neighbour", gender="man", pronoun="he", lives="next_door",
    on_file=False, household=False,
)  # fmt: skip

UTTERANCES = (
    ("door_did_it", "jonah", "amoah", "9:20", "The door did it.", ()),
    ("bear_holds_it", "jonah", "amoah", "9:20", "Bear holds it till I stop.", ()),
    ("only_us", "hannah", "worker", "16:22", "Come in, it's only us three.", ("edie", "jonah")),
    ("tashs_car", "hannah", "worker", "16:27", "He shut it in Tash's car door, Saturday before last, outside the supermarket.", ("jonah", "edie")),
    ("just_gareth", "hannah", "worker", "16:31", "That's just Gareth.", ("jonah", "edie")),
    ("her_brother", "gareth", "worker", "16:33", "I'm her brother. I'm just here for my tea.", ("hannah", "edie")),
    ("bear_up", "edie", "gareth", "16:34", "Bear up.", ("hannah",)),
    ("blue_cup", "jonah", "gareth", "16:34", "Bear, can I have the blue cup?", ("hannah", "edie")),
    ("since_two", "gareth", "worker", "16:35", "Since he was two. He couldn't say Gareth.", ("hannah", "jonah", "edie")),
    ("done_for", "hannah", "worker", "16:39", "If the housing find out he's stopping here I'm done for.", ("gareth", "edie")),
    ("twenty_to_eight", "hannah", "worker", "16:41", "Gareth has them of a night and I'm in by twenty to eight.", ("gareth", "edie")),
    ("last_one", "hannah", "worker", "16:42", "The last one that came put him down as their dad. Never asked.", ("gareth", "edie")),
    ("pulling_it_to", "gareth", "worker", "16:45", "He put his hand in the gap just as I was pulling it to. I felt sick about it.", ()),
    ("on_the_step", "gareth", "worker", "16:47", "He got out in February. I found him on the step with no shoes on, looking for her bus.", ()),
    ("five_a_side", "gareth", "worker", "16:49", "We still play five-a-side Tuesdays. He doesn't ask and I don't say.", ()),
    ("start_at_seven", "gareth", "worker", "16:50", "I start at seven.", ()),
    ("holds_the_door", "jonah", "worker", "16:55", "He holds the door. He doesn't lock it, it hasn't got a lock.", ()),
    ("till_i_stop", "jonah", "worker", "16:56", "Till I stop shouting for Mum.", ()),
    ("hand_in_the_gap", "jonah", "worker", "16:58", "I put my hand in the gap so it wouldn't shut.", ()),
    ("daytime", "jonah", "worker", "17:02", "I want Mum to work in the daytime.", ()),
    ("best_beans", "jonah", "worker", "17:06", "Bear does the best beans.", ("gareth",)),
    ("a_tip", "hannah", "worker", "17:18", "Not today, it's a tip.", ("edie",)),
    ("banging", "ferreira", "worker", "17:23", "Half eleven, twelve at night, he's banging and calling, and then it just stops.", ()),
    ("never_in", "ferreira", "worker", "17:24", "She's never in of a night. You didn't get that from me.", ()),
)  # fmt: skip

HIM = ("Gareth",)
FACTS = (
    Fact(id="school_words", about=("jonah",), what="On 30 April Jonah said “The door did it” and “Bear holds it till I stop” to Mr Amoah.",
         kind="reported", by="kett", words=("door_did_it", "bear_holds_it"), documents=("school_form",), record="must",
         because="It is why the visit was made.", found_by=(("school", "Mr Amoah", "Larch Lane"), ("door did it", "holds it till i stop", "holds a door"))),
    Fact(id="nail_dark", about=("jonah",), what="The lower half of the nail on Jonah’s right middle finger is dark; he bent the finger and used it.",
         kind="observed", moment="m9", record="must", because="What was seen, where, and no more.",
         found_by=(("nail", "fingernail"), ("dark", "black", "discolour*", "bruis*"))),
    Fact(id="gareth_stays", about=("gareth",), what="Gareth has slept on the settee most nights since February.", kind="reported", by="hannah",
         moment="m7", record="must", because="Who lives with the children.",
         found_by=(("Gareth",), ("settee", "sofa", "couch", "lived", "staying", "stay*", "sleep*", "slept"), ("february", "feb"))),
    Fact(id="gareth_nights", about=("gareth",), what="Gareth has the children on Hannah’s four work nights, Sunday to Wednesday.", kind="reported", by="hannah",
         words=("twenty_to_eight",), moment="m7", record="must", because="It is the whole question of tonight.",
         found_by=(("Gareth",), ("has", "looks after", "cares for", "minds", "in charge"), ("children", "kids", "them"), ("nights", "sunday to wednesday"))),
    Fact(id="bear_is_gareth", about=("gareth",), what="“Bear” is what the children call Gareth; there is no dog.", kind="observed",
         words=("since_two",), moment="m6", record="must", because="It turns the school’s puzzle into an adult.",
         found_by=(("bear",), ("call*", "known as", "is gareth", "name* for", "the bear", "dog"), ("Gareth",))),
    Fact(id="no_lock", about=("home",), what="There is no lock or bolt on either side of Jonah’s bedroom door.", kind="observed", moment="m9",
         record="must", because="It bears out part of what Jonah says.", next_time="Look at the door, both sides, and write what is there.",
         found_by=(("no", "not", "without", "hasnt", "isnt"), ("lock", "bolt", "locks", "bolts"), ("door", "room", "bedroom"))),
    Fact(id="february_step", about=("jonah",), what="Gareth says Jonah got out one night in February and he found him on the step, looking for the bus.",
         kind="reported", by="gareth", words=("on_the_step",), record="must", because="A second risk, and the reason given for the first.",
         found_by=(("step", "doorstep"), ("february", "feb"), ("found", "finding", "got out", "out"))),
    Fact(id="only_us_three", about=("hannah",), what="At the door Hannah said it was only the three of them, because of the housing.", kind="observed",
         words=("only_us", "done_for"), record="must", because="It shows that he was not mentioned; her reason belongs beside it.",
         found_by=(("only us three", "only the three", "just the three", "only three"), ("housing", "landlord", "tenancy"))),
    Fact(id="edie_at_ease", about=("edie",), what="Edie went to Gareth with her arms up and he lifted her.", kind="observed", words=("bear_up",), moment="m6",
         record="must", because="She is two and cannot be asked; what she does is her voice.",
         found_by=(("Edie",), ("arms", "picked up", "lift*", "went to", "carried", "hip"), ("Gareth",))),
    Fact(id="edie_room_unseen", about=("home",), what="You did not see where Edie sleeps.", kind="observed", words=("a_tip",), moment="m11", record="must",
         because="What a visit did not show is part of the visit.",
         found_by=(("not", "didnt", "unable", "unseen", "wasnt"), ("see", "saw", "seen", "shown", "unseen", "view"), ("Edie", "Edies"), ("sleep*", "bedroom", "room", "bed")),
         turned_by=("saw where edie sleeps", "saw ediths room")),
    Fact(id="account_car", about=("jonah",), what="Hannah says it was Tash’s car door, Saturday 26 April, outside the supermarket.", kind="reported", by="hannah",
         words=("tashs_car",), record="must", sensitivity="private", because="One of two accounts.", found_by=(("car door", "door of a car", "car"), ("shut", "caught", "trapped", "was", "door"))),
    Fact(id="account_door", about=("jonah", "gareth"), what="Gareth says it was Jonah’s bedroom door, Sunday 27 April, as he pulled it to.", kind="reported", by="gareth",
         words=("pulling_it_to",), record="must", sensitivity="private", because="The other account. Hannah did not hear it.", turned_by=("slam*",),
         found_by=(("bedroom door", "his door", "room door"), ("27", "sunday"), ("pull*", "hand", "gap", "evening", "eleven"))),
    Fact(id="holds_door", about=("jonah",), what="Jonah says Bear holds the door until he stops shouting for his mum.", kind="reported", by="jonah",
         words=("holds_the_door", "till_i_stop"), moment="m10", record="must", sensitivity="private", because="“Holds” is not “locks”.",
         found_by=(("hold*", "held", "keeps hold"), ("door", "handle"), ("stop* shouting", "stop* calling", "quiet*", "shouting for")),
         turned_by=("lock*", "locks him in", "locked in", "locks me in"), good=("Jonah said that Bear has the door by its handle until the shouting is over.",)),
    Fact(id="hand_in_gap", about=("jonah",), what="Jonah says he put his own hand in the gap to stop it shutting.", kind="reported", by="jonah",
         words=("hand_in_the_gap",), moment="m10", record="must", sensitivity="private", because="“He shut my hand in it” would be a different event.",
         found_by=(("Jonah", "he", "i", "jonah"), ("hand", "finger"), ("gap",), ("shut*", "clos*", "open", "stop it"))),
    Fact(id="wants_daytime", about=("jonah",), what="Jonah wants his mum to work in the daytime.", kind="reported", by="jonah", words=("daytime",), moment="m10",
         record="must", because="His wish.", found_by=(("want*", "wish*", "would like"), ("Hannah",), ("work",), ("daytime", "day", "days"))),
    Fact(id="cause", about=("jonah",), what="How the nail was hurt.", kind="open", record="open", words=("tashs_car", "pulling_it_to"),
         because="There are two accounts and nobody knows.", found_by=(("nail", "finger", "injury", "hurt"),), turned_by=("slammed in", "caused by", "consistent with")),
    Fact(id="dressing_gown", about=("hannah",), what="Hannah was in her dressing gown in the afternoon.", kind="observed", moment="m2", record="only_with",
         only_with="off_nights", because="True, and without its reason it says something false.", found_by=(("dressing gown", "not dressed", "still in her pyjamas"),)),
    Fact(id="off_nights", about=("hannah",), what="She had come off a night shift that morning.", kind="reported", by="hannah", moment="m2",
         found_by=(("night shift", "off nights", "worked nights", "worked the night"),)),
    Fact(id="gareth_sees_daniel", about=("gareth", "daniel"), what="Gareth plays five-a-side with Daniel on Tuesdays.", kind="reported", by="gareth", words=("five_a_side",),
         third_party=True, sensitivity="dangerous", record="restricted", because="Someone who knows the address sees the person who must not.",
         found_by=(("Gareth", "uncle"), ("Daniel",), ("tuesday*", "football", "five-a-side", "weekly", "each week"))),
    Fact(id="noise_at_night", about=("jonah",), what="A neighbour hears banging and calling at 11.30 to 12 at night.", kind="reported", by="ferreira", words=("banging",),
         third_party=True, sensitivity="private", record="restricted", protects="ferreira", because="He asked not to be named.",
         found_by=(("banging", "bangs", "noise"), ("calling", "calls", "shout*", "night"), ("hear*", "heard", "told", "banging and calling"))),
    Fact(id="never_in", about=("hannah",), what="He says she is never in of a night.", kind="opinion", by="ferreira", words=("never_in",), record="must_not", third_party=True,
         because="She is at work four nights in seven.", found_by=(("never in",),)),
    Fact(id="clinic_letter", about=("hannah",), what="A hospital letter about an appointment of Hannah’s own.", kind="observed", moment="m3", record="must_not", sensitivity="private",
         because="It has nothing to do with caring for the children.", found_by=(("colposcopy", "gynae*", "hospital letter", "gynaecolog*"),)),
    Fact(id="will", about=("maureen",), what="Maureen and Sheila are not speaking, over a will.", kind="reported", by="hannah", moment="m4", record="must_not",
         because="Gossip about two people who are not our business.", found_by=(("auntie", "aunt", "sheila", "sister"), ("not speaking", "fallen out", "not talking", "will"))),
    Fact(id="tablets_name", about=("hannah",), what="The tablets’ name, and what they are for.", kind="observed", moment="m6", record="must_not", sensitivity="private",
         because="The risk was the height, not the drug.", found_by=(("antidepressant*", "sertraline", "depression"),)),
    Fact(id="breakfast_at_nanas", about=("jonah", "edie"), what="Gareth drops the children at Maureen’s at half past six; she gives them breakfast.", kind="reported", by="maureen",
         known_from="voicemail", record="must_not", because="It was not known on 6 May.", found_by=(("breakfast",), ("Maureen",))),
    Fact(id="room_and_food", about=("home",), what="Warm; food in the fridge; Jonah’s bed made.", kind="observed", moment="m8", found_by=(("warm",), ("food",))),
)  # fmt: skip

SCENE = (
    ("m1", "16:20", "You had said quarter past four and it was twenty past. Cask Row stops at 12 and starts again behind the rope works, by the chimney."),
    ("m2", "16:22", "Hannah came down in a dressing gown with a care-home tunic over her arm. She had come off nights, she said, and slept through the alarm. “Come in, it's only us three.”"),
    ("m3", "16:25", "The house was warm. On the arm of the settee lay a letter with a hospital crest, and you had read the word colposcopy before you could look away. Hannah put it in her pocket."),
    ("m4", "16:27", "“He shut it in Tash's car door, Saturday before last, outside the supermarket.” Then she told you about the will that her mum and Auntie Sheila are not speaking over."),
    ("m5", "16:31", "Somebody moved a pan. You asked who was cooking. “That's just Gareth,” Hannah said."),
    ("m6", "16:34", "Edie walked to him and put her arms up. He lifted her on to one hip and moved the pan handle in over the hob. Jonah put his head round the door. “Bear, can I have the blue cup?” There was no dog. On the windowsill, at Edie's height, was a strip of tablets."),
    ("m7", "16:41", "It came out in pieces: since February, the settee, most nights; her four nights at the care home, Sunday to Wednesday. “Gareth has them of a night and I'm in by twenty to eight.”"),
    ("m8", "16:45", "You asked Gareth about the finger. “He put his hand in the gap just as I was pulling it to. I felt sick about it.” Jonah's bedroom door, he said; Sunday the twenty-seventh, gone eleven."),
    ("m9", "16:52", "Hannah said you could see Jonah alone. His room is at the top of the stairs. It has no lock or bolt on either side, and by the handle the paint has worn off the frame. The bottom half of the middle nail was dark."),
    ("m10", "16:55", "You asked about Bear and the door. “He holds the door. He doesn't lock it, it hasn't got a lock.” For how long? “Till I stop shouting for Mum.” And the finger? “I put my hand in the gap so it wouldn't shut.” What would he change? “I want Mum to work in the daytime.”"),
    ("m11", "17:18", "You asked to see where Edie sleeps. “Not today, it's a tip.”"),
    ("m12", "17:23", "At the next gate a man was watering a tub. “Half eleven, twelve at night, he's banging and calling, and then it just stops.” Mr Ferreira, number 16. “She's never in of a night. You didn't get that from me.”"),
)  # fmt: skip

GOOD = (
    ("why", "Larch Lane Primary told us on 2 May that on 30 April Jonah had a dark fingernail and said to Mr Amoah, “The door did it” and “Bear holds it till I stop.” I have these words from the school's form. The school thought Bear was a dog. Bear is what the children call Gareth."),
    ("seen", "The lower half of the nail on Jonah's right middle finger is dark. He bent the finger and used it. There is no lock or bolt on either side of his bedroom door. Edie put her arms up to Gareth and he lifted her. I did not see where Edie sleeps (“Not today, it's a tip”).\n\n"
             "What Jonah told me, alone. “He holds the door. He doesn't lock it, it hasn't got a lock.” How long? “Till I stop shouting for Mum.” His finger: “I put my hand in the gap so it wouldn't shut.” What he would change: “I want Mum to work in the daytime.”\n\n"
             "At the front door Hannah said, “it's only us three.” Gareth has slept on the settee most nights since February and has the children on the four nights she works, Sunday to Wednesday. Her reason for not saying so: “If the housing find out he's stopping here I'm done for.” "
             "Hannah said, in front of Jonah, that he shut it in her friend's car door on Saturday 26 April. Gareth, alone with me, said it was Jonah's bedroom door, after eleven on Sunday 27 April: “He put his hand in the gap just as I was pulling it to. I felt sick about it.” "
             "He said he began holding the door after he found Jonah on the step one night in February."),
    ("restricted", "A member of the public who asked not to be named told me: “Half eleven, twelve at night, he's banging and calling, and then it just stops.” Gareth sees Daniel Reeve on Tuesdays: “He doesn't ask and I don't say.”"),
    ("think", "There are two accounts of the finger and I cannot say which is right. I think being kept in a room while he calls for his mother is hard on Jonah."),
    ("do.1.what", "Hannah asks her mother to stay with the children tonight"), ("do.1.who", "Hannah"), ("do.1.when", "by 6.30 pm on 6 May 2025"),
    ("do.2.what", "Ask Mr Amoah for his own note"), ("do.2.who", "Meera Sandhu"), ("do.2.when", "7 May 2025"),
)  # fmt: skip


def _events() -> tuple[Event, ...]:
    return (
        Event(id="stays", kind="life", title="Gareth starts to sleep on the settee", start=datetime(2025, 2, 1), exact="month",
              line="Gareth begins to sleep on the settee", in_file=False),
        Event(id="referral", kind="referral", title="Referral from school", start=at("15:52", 2), held="paper"),
        Event(id="visit", kind="home_visit", title="Home visit", start=at("16:20"), end=at("17:25"), held="in person", place="cask_row"),
        Event(id="voicemail", kind="telephone", title="Maureen’s voicemail", start=at("8:47", 7), held="message", in_file=False),
    )  # fmt: skip


@cache
def tolley() -> Case:
    """The exemplar's family, England."""
    events = _events()
    present = (
        ("hannah", "house", "16:22", "17:21"), ("gareth", "kitchen", "16:20", "17:21"), ("edie", "house", "16:22", "17:21"),
        ("jonah", "front room", "16:22", "16:52"), ("jonah", "bedroom", "16:52", "17:21"), ("ferreira", "gate", "17:22", "17:25"),
        ("worker", "house", "16:20", "17:25"),
    )  # fmt: skip
    return Case(
        scenario="fixture", jurisdiction="england", seed=0, generator="0", reference_date=date(2025, 5, 7), title="The uncle in the kitchen",
        hint="", about="", content_note="A small injury.", work="children", language="en-GB", date_order="dmy", clock="24", today=date(2025, 5, 7),
        file_no="SC-204417", index="jonah", worker="worker", agency="Saltmere Children’s Services", household_name="Tolley",
        people=PEOPLE,
        relationships=(Relationship(kind="parent", a="hannah", b="jonah"), Relationship(kind="siblings", a="hannah", b="gareth"),
                       Relationship(kind="separated", a="hannah", b="daniel")),
        professionals=(
            Professional(id="worker", first="Meera", family="Sandhu", title="Ms", role="social worker", agency="Saltmere", learner=True),
            Professional(id="doyle", first="Frances", family="Doyle", title="Ms", role="team manager", agency="Saltmere"),
            Professional(id="kett", first="Wendy", family="Kett", title="Mrs", role="deputy head", agency="Larch Lane Primary"),
            Professional(id="amoah", first="Luke", family="Amoah", title="Mr", role="teaching assistant", agency="Larch Lane Primary"),
        ),
        places=(Place(id="cask_row", name="14 Cask Row", town="Saltmere", postcode="QS4 7CK"), Place(id="hollin_bank", name="9 Hollin Bank", town="Tarnbeck"),
                Place(id="next_door", name="16 Cask Row", town="Saltmere")),
        events=tuple(e for e in events if e.in_file), scene_event="visit",
        scene=tuple(Moment(id=i, at=at(t), text=x) for i, t, x in SCENE),
        documents=(Document(id="school_form", kind="referral", title="Request for help", sender="Wendy Kett", sender_id="kett", on=at("15:52", 2),
                            body="J said \"The door did it.\" He then said \"Bear holds it till I stop.\" Mr Amoah understands Bear is the family dog."),),
        contacts=(), permissions=(), deadlines=(), alerts=(), looks=(),
        look_alike=FileCard(name="Jonas Tolley-Rees", born=date(2018, 11, 23), file_no="SC-204471", worker="Meera Sandhu"),
        drafts=(), colleague_notes=(),
        note=NoteTask(
            event="visit", kinds=("Home visit", "Video call", "Telephone", "Office visit"), kind="Home visit", why="School’s worry about a finger and a door.",
            see_alone="jonah", seen_alone=True, alone_where="his bedroom, door half open", where_also=("Cask Row",),
            settle=(Settle(id="tonight", what="who has the children tonight", found_by=(("tonight", "overnight", "this evening", "6.30"), ("mother", "mum", "Maureen", "nan")),
                           because="Hannah goes to work at ten to nine."),),
            written=at("9:10", 7), sample=GOOD,
        ),
        truth=Truth(
            presence=tuple(Presence(event="visit", person=p, place=w, start=at(a), end=at(b)) for p, w, a, b in present),
            camera=(),
            utterances=tuple(
                Utterance(id=i, speaker=s, to=to, words=w, event="visit" if to != "amoah" else "referral",
                          at=at(t) if to != "amoah" else at(t, 30, 4), heard_by=heard,
                          moment=next((m for m, _, text in SCENE if w in text), ""))
                for i, s, to, t, w, heard in UTTERANCES
            ),
            facts=FACTS, slips=(), hidden_people=(GARETH, FERREIRA), hidden_events=tuple(e for e in events if not e.in_file), strands=(),
        ),
    )  # fmt: skip


HEADER = {
    "record": "SC-204417", "kind": "Home visit", "date": "06/05/2025", "from": "16:20", "to": "17:25", "where": "14 Cask Row", "alone": "yes",
    "alone_where": "his bedroom, door half open", "who.0.name": "Hannah Tolley", "who.0.is": "mother", "who.1.name": "Jonah", "who.1.is": "child",
    "who.2.name": "Edie", "who.2.is": "sister", "who.3.name": "Gareth Tolley", "who.3.is": "Hannah's brother",
}  # fmt: skip


def read(form: dict[str, str | list[str]], case: Case | None = None) -> note.Response:
    """A form as the marker gets it."""
    return note.parse(SPEC, case or tolley(), form)
