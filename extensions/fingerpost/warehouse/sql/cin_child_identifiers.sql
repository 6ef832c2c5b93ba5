-- One row a record of a child in need; pupil numbers stay as they were typed.
CREATE TABLE cin.child_identifiers AS
SELECT
    LAchildID::VARCHAR AS LAchildID,
    UPN::VARCHAR AS UPN,
    FormerUPN::VARCHAR AS FormerUPN,
    UPNunknown::VARCHAR AS UPNunknown,
    PersonBirthDate::DATE AS PersonBirthDate
FROM incoming_child_identifiers
ORDER BY LAchildID;
