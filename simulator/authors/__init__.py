"""What helps an author who does not program: a scenario to begin from, and a schema for their editor."""
