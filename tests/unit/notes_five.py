"""The exemplar's five notes on one visit, laid out in the form (exemplar: notes_and_marks.md)."""

from __future__ import annotations

from notes_fixture import GOOD, HEADER

EXCELLENT = {**HEADER, **dict(GOOD)}

DECENT = {
    **HEADER,
    "to": "", "where": "home address",
    "who.0.name": "Hannah", "who.0.is": "mum",
    "seen": "I visited after a referral from Larch Lane about Jonah's finger and about him saying that 'Bear' holds a door. Hannah opened the door and said \"it's only us three.\" "
    "Gareth, her brother, was in the kitchen making tea. The children call him Bear, so the school's idea that this is a dog was wrong. Hannah said he has been on the settee since "
    "February and looks after the children on the four nights she works.\n\n"
    "The nail on Jonah's right middle finger is dark at the bottom. Hannah said he shut it in her friend's car door on Saturday 26 April. I talked to Jonah by himself in his room. "
    "He said, \"He holds the door. He doesn't lock it because it hasn't got a lock,\" and that this goes on until he stops shouting for his mum. He said he trapped his finger in the gap. "
    "There is no lock or bolt on the door.\n\n"
    "Edie was happy and went to Gareth to be picked up. The house was warm, there was food in the fridge and Jonah has a nice room. As I left, Mr Ferreira from number 16 told me he hears "
    "banging and calling between half eleven and twelve at night and then it just stops.",
    "think": "I am worried that there are different stories about the finger and that Jonah is being kept in his room. Hannah works hard and was open with me once I had met Gareth. "
    "I will speak to Frances and I will ring school on 7 May to speak to Mr Amoah.",
}  # fmt: skip

NOVICE = {
    "record": "SC-204417", "kind": "Home visit", "date": "05/06/25", "where": "home",
    "who.0.name": "mum", "who.0.is": "mum", "who.1.name": "Gareth", "who.1.is": "dad", "who.2.name": "Jonas", "who.2.is": "child", "who.3.name": "Edie", "who.3.is": "sister",
    "seen": "House was chaotic and smelly with washing everywhere and mum was still not dressed at gone 4 in the afternoon. Kids presented well. Mum lied about who was in the property. "
    "She is on antidepressants and has gynae problems so clearly not coping. Mum said it was a car door but this is untrue as the uncle admitted he slammed it in the bedroom door. "
    "Black nail seen. Jonas disclosed \"he locks me in till I stop crying\". He is locked in every night while mum is out. Mum is putting the children at risk by going out to work and leaving "
    "them with a male. History of DV, mum failed to protect. This is the first time he has been hurt. The injury was caused by the door being slammed. Neighbour Mr Ferreira at 16 confirmed "
    "mum is never in. Nan and auntie are not speaking over money so there is no family support. Uncle has lived there since Feb. Home conditions ok. Advised re routines. Will monitor.",
}  # fmt: skip

DICTATED = {
    **{k: v for k, v in HEADER.items() if not k.startswith(("who", "alone"))},
    "seen": "saw hannah jonah edie and hannahs brother gareth who the kids call bear so hes the bear on the school form not a dog school had him saying bear holds it till i stop jonah on his own in "
    "his room quarter of an hour door half open gareth came up at the end with a drink edie was with her mum or gareth throughout\n\n"
    "nail on the right middle finger is dark bottom half he can bend it no lock no bolt either side of his door\n\n"
    "jonah he holds the door he doesnt lock it it hasnt got a lock me how long jonah till i stop shouting for mum and about the finger i put my hand in the gap so it wouldnt shut and he wants mum "
    "to work in the daytime then with gareth stood there bear does the best beans\n\n"
    "hannah says car door her friends car saturday the twenty sixth gareth says to me not in front of her bedroom door sunday the twenty seventh jonah put his hand in as he was pulling it to and he "
    "felt sick so two accounts and i am not choosing gareth says he started holding it after jonah got out in feb and he found him on the step looking for the bus\n\n"
    "hannah does nights sunday to wednesday gareth has them those nights on the settee since feb she told me only us three when i got there because shes scared of the housing\n\n"
    "warm food in the fridge edie went up to gareth arms up no hesitation did not see where edie sleeps\n\n"
    "restricted somebody who doesnt want naming hears banging and calling half eleven twelve then it stops and gareth plays football tuesdays with daniel says daniel doesnt ask and he doesnt say\n\n"
    "what i think uncle means well jonah hates it both can be true\n\n"
    "tonight hannah getting her mum to stop over text me by half six frances rung ten to six strategy tomorrow two oclock i ring mr amoah tomorrow dictated and checked ms",
}  # fmt: skip

FLUENT = {
    **HEADER,
    "who.3.name": "Mr Gareth Tolley", "who.3.is": "maternal uncle", "who.0.name": "Ms Hannah Tolley",
    "why": "A planned home visit was undertaken following a referral from Larch Lane Primary School.",
    "seen": "Jonah was spoken to alone in his bedroom for approximately 15 minutes.\n\n"
    "The home was warm and food was available. The lower half of the nail on Jonah's right middle finger was dark. There was no lock or bolt on his bedroom door. Edie approached Mr Tolley with "
    "raised arms and was lifted by him.\n\n"
    "Jonah explained how the door is managed at night: \"He holds the door. He doesn't lock it, it hasn't got a lock.\" He shared that he placed his hand in the gap to prevent the door from closing, and "
    "disclosed that he feels frightened of his uncle at bedtime. He expressed a wish for his mother to work in the daytime.\n\n"
    "Ms Tolley explained that the injury occurred at the bedroom door on the evening of Sunday 27 April and was visibly remorseful, stating, \"I felt sick about it.\" Mr Tolley has been staying with the "
    "family since February and cares for the children on three nights each week while Ms Tolley works. He reported that he began holding the door after finding Jonah on the front step one night in "
    "February. The injury is consistent with accidental entrapment in the bedroom door.",
    "restricted": "A member of the public who does not wish to be identified reported hearing banging and calling late at night, which then stops. Mr Tolley maintains weekly contact with Mr Reeve, "
    "who does not know the family's address.",
    "do.1.what": "Ms Tolley to arrange for her mother to stay overnight tonight and to confirm by text", "do.1.who": "Ms Tolley", "do.1.when": "by 18:30",
    "do.2.what": "Consult the team manager", "do.2.who": "Social worker", "do.2.when": "6 May",
    "do.3.what": "Information to be sought from Mr Amoah at the school", "do.3.who": "Social worker", "do.3.when": "7 May",
}  # fmt: skip
