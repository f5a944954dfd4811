"""What the city remembers: the journal, texts, work in hand and derived lists, in SQL through SQLAlchemy Core."""
