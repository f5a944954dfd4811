"""When the work is done, and that it is tried again; what is done, kemiflow knows."""
