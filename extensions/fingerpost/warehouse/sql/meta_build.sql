-- How this warehouse was made.
CREATE TABLE meta.build AS
SELECT
    fact::VARCHAR AS fact,
    value::VARCHAR AS value
FROM incoming_build
ORDER BY fact;
