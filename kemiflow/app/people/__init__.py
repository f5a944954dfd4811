"""People: how they get in, what acts for them, who they are, and how they are forgotten."""
