"""The story "Query kitchen": a query's clauses in the order in which the database runs them."""
