-- One row a person, as the Standard Safeguarding Dataset names what the return holds of them.
CREATE VIEW core.ssd_person AS
SELECT
    CHILD AS pers_person_id,
    SEX AS pers_sex,
    ETHNIC AS pers_ethnicity,
    DOB AS pers_dob,
    CASE WHEN UPN LIKE 'UN_' THEN UPN END AS pers_upn_unknown,
    CASE MOTHER WHEN '1' THEN 'Y' WHEN '0' THEN 'N' END AS pers_is_mother
FROM ssda903.header
ORDER BY pers_person_id;
