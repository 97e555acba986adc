"""From a query to a table or a chart."""
