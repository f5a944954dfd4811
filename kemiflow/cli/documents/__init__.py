"""Documents and their templates on the command line."""
