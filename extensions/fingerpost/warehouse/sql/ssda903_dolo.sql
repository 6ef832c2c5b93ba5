-- One row an order that deprives a child of liberty.
CREATE TABLE ssda903.dolo AS
SELECT
    CHILD::VARCHAR AS CHILD,
    DOB::DATE AS DOB,
    DOLO_START::DATE AS DOLO_START,
    DOLO_END::DATE AS DOLO_END
FROM incoming_dolo
ORDER BY CHILD, DOLO_START;
