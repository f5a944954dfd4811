"""PostgreSQL: the triggers that keep what was told, and the function that reads heads for whoever writes next."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

REFUSE = """
CREATE FUNCTION kemiflow_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'restrict_violation';
END $$
"""
KEEP = (
    "CREATE TRIGGER {name} BEFORE {event} ON {table} "
    "FOR EACH {each} {condition} EXECUTE FUNCTION kemiflow_refuse('{why}')"
)
# Also where session_replication_role silences the others
ALWAYS = "ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}"
ERASED = (
    "WHEN (NEW.text IS NOT NULL OR NEW.nonce IS NOT NULL OR NEW.forgotten_on IS NULL OR OLD.text IS NULL "
    "OR NEW.digest IS DISTINCT FROM OLD.digest OR NEW.publicity IS DISTINCT FROM OLD.publicity "
    "OR NEW.ground IS DISTINCT FROM OLD.ground OR NEW.subject IS DISTINCT FROM OLD.subject "
    "OR NEW.stream IS DISTINCT FROM OLD.stream)"
)
# The city's stream is shared by all who write and had alone by whoever writes to it; the others one by one, in an order
# that is the same for everybody. Each statement here has a snapshot of its own, which the locks therefore come before.
HEADS = """
CREATE FUNCTION kemiflow_heads(names text[], alone boolean)
RETURNS TABLE (stream text, seq integer, digest text, "at" text) LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  place bigint;
BEGIN
  IF alone THEN
    PERFORM pg_advisory_xact_lock(hashtextextended('kemiflow city', 0));
  ELSE
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('kemiflow city', 0));
  END IF;
  FOR place IN
    SELECT DISTINCT hashtextextended(one, 0) AS hash FROM unnest(names) AS one WHERE one <> 'city' ORDER BY hash
  LOOP
    PERFORM pg_advisory_xact_lock(place);
  END LOOP;
  RETURN QUERY
    SELECT last.stream::text, last.seq, last.digest::text, last."at"::text
    FROM unnest(names) AS one CROSS JOIN LATERAL (
      SELECT r.stream, r.seq, r.digest, r."at" FROM records AS r
      WHERE r.stream = one COLLATE "C" ORDER BY r.seq DESC LIMIT 1
    ) AS last;
END $$
"""


def upgrade() -> None:
    """Make the triggers and the function; SQLite has its own since the first step."""
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(REFUSE)
    for table in ("records", "definitions"):
        _keep(table, "words", "UPDATE")
    for table in ("records", "definitions", "texts"):
        _keep(table, "rows", "DELETE")
        _keep(table, "all", "TRUNCATE")
    _keep("texts", "erased", "UPDATE", ERASED)
    op.execute(HEADS)


def _keep(table: str, what: str, event: str, condition: str = "") -> None:
    name = f"{table}_keeps_{what}"
    each = "STATEMENT" if event == "TRUNCATE" else "ROW"
    why = "texts are only erased" if condition else f"{table} are append-only"
    op.execute(KEEP.format(table=table, name=name, event=event, each=each, why=why, condition=condition))
    op.execute(ALWAYS.format(table=table, name=name))
