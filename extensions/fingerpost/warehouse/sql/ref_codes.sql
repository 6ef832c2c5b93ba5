-- What each code means, and when it may be used.
CREATE TABLE ref.codes AS
SELECT
    codeset::VARCHAR AS codeset,
    code::VARCHAR AS code,
    label::VARCHAR AS label,
    valid_from::DATE AS valid_from,
    valid_to::DATE AS valid_to,
    source::VARCHAR AS source
FROM incoming_codes
ORDER BY codeset, code;
