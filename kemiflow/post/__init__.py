"""How letters leave: as messages of RFC 5322, laid into a folder."""
