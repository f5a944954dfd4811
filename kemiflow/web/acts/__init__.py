"""Acts: what people tell through forms; one table, one page, one way of saving."""
