"""How well the marker of notes agrees with people: the collection, its labels, and `make accuracy`."""
