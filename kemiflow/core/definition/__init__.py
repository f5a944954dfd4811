"""A process as data: read, proved sound, compared, amended by decisions, drawn."""
