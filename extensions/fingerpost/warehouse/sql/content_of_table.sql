-- Rows of one table and a hash of its content in an order of its own, the same whatever the storage.
SELECT
    count(*) AS number_of_rows,
    coalesce(sha256(string_agg(written, chr(10) ORDER BY written)), '') AS content
FROM (
    SELECT to_json(held)::VARCHAR AS written
    FROM query_table($table_name) AS held
);
