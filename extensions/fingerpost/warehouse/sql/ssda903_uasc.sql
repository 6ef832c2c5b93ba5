-- One row an unaccompanied asylum-seeking child.
CREATE TABLE ssda903.uasc AS
SELECT
    CHILD::VARCHAR AS CHILD,
    SEX::VARCHAR AS SEX,
    DOB::DATE AS DOB,
    DUC::DATE AS DUC
FROM incoming_uasc
ORDER BY CHILD;
