"""Letters to people: decided, worded, sent, settled, answered, and what came back."""
