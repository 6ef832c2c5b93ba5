-- One row a child who came into care since 1 April 2016.
CREATE TABLE ssda903.prev_perm AS
SELECT
    CHILD::VARCHAR AS CHILD,
    DOB::DATE AS DOB,
    PREV_PERM::VARCHAR AS PREV_PERM,
    LA_PERM::VARCHAR AS LA_PERM,
    DATE_PERM::DATE AS DATE_PERM
FROM incoming_prev_perm
ORDER BY CHILD;
