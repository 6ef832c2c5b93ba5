-- The one date that counts as today, and who reports.
CREATE TABLE ref.reporting_date AS
SELECT
    $reporting_date::DATE AS reporting_date,
    la_code::VARCHAR AS la_code,
    authority::VARCHAR AS authority
FROM incoming_authorities
WHERE is_ours;
