"""Where answers live: ``folder`` writes a learner's own responses.json, ``hostile`` reads one that was handed in."""
