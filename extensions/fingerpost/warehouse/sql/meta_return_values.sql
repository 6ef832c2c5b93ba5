-- Where a return says something else than the case system does today.
CREATE TABLE meta.return_values AS
SELECT
    table_name::VARCHAR AS table_name,
    CHILD::VARCHAR AS CHILD,
    key_day::DATE AS key_day,
    column_name::VARCHAR AS column_name,
    last_year::INTEGER AS last_year,
    value_in_return::VARCHAR AS value_in_return,
    why::VARCHAR AS why
FROM incoming_return_values
ORDER BY table_name, CHILD, key_day, column_name;
