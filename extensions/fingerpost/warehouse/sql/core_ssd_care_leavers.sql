-- One row a care leaver, as last returned.
CREATE VIEW core.ssd_care_leavers AS
SELECT
    (CHILD || '-CL')::VARCHAR AS clea_table_id,
    CHILD AS clea_person_id,
    arg_max(IN_TOUCH, YEAR) AS clea_care_leaver_in_touch,
    -- ACCOM holds two answers: a letter for the home, and 1 or 2 for whether it suits.
    left(arg_max(ACCOM, YEAR), 1)::VARCHAR AS clea_care_leaver_accommodation,
    nullif(substr(arg_max(ACCOM, YEAR), 2, 1), '')::VARCHAR AS clea_care_leaver_accom_suitable,
    arg_max(ACTIV, YEAR) AS clea_care_leaver_activity
FROM ssda903.oc3
GROUP BY CHILD
ORDER BY clea_person_id;
