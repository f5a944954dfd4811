"""The folds: records, in order, become where a matter and the city stand."""
