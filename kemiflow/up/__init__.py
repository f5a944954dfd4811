"""One machine, one command: Prefect's server and worker, the schedules and the pages, started and kept going."""
