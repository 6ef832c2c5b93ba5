-- One row an identifier that others give a person: here the pupil number.
CREATE VIEW core.ssd_linked_identifiers AS
SELECT
    (CHILD || '-UPN')::VARCHAR AS link_table_id,
    CHILD AS link_person_id,
    'Unique Pupil Number'::VARCHAR AS link_identifier_type,
    UPN AS link_identifier_value
FROM ssda903.header
WHERE UPN NOT LIKE 'UN_'
ORDER BY link_person_id;
