-- One row a code, with whether a return of the reporting date may hold it.
CREATE TABLE mart.code AS
SELECT
    codeset AS code_set,
    code,
    label,
    valid_from AS first_day,
    valid_to AS last_day,
    coalesce(valid_from, reporting_date) <= reporting_date
        AND coalesce(valid_to, reporting_date) >= reporting_date AS is_in_use
FROM ref.codes
CROSS JOIN ref.reporting_date
ORDER BY code_set, code;
