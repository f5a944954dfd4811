"""Lists: what is derived from the journal, how it is kept, made again, and read."""
