"""Documents of matters: made, filed, edited by people, bound together, made again."""
