"""The pure core: values in, values out; no clock, disk, SQL, templates, logging or randomness."""
