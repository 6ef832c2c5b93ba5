-- One row a worker holding a child's case.
CREATE TABLE ssda903.sw_episodes AS
SELECT
    CHILD::VARCHAR AS CHILD,
    DOB::DATE AS DOB,
    SW_ID::VARCHAR AS SW_ID,
    SW_DECOM::DATE AS SW_DECOM,
    SW_DEC::DATE AS SW_DEC,
    SW_REASON::VARCHAR AS SW_REASON
FROM incoming_sw_episodes
ORDER BY CHILD, SW_DECOM;
