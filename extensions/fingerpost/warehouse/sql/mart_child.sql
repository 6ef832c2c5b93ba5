-- One row a child, with what does not change and how often the child was in care.
CREATE TABLE mart.child AS
WITH periods AS (
    SELECT CHILD, count(*) AS care_periods, min(DECOM) AS first_in_care
    FROM ssda903.episodes
    WHERE RNE = 'S' AND LS NOT IN ('V3', 'V4')
    GROUP BY CHILD
)

SELECT
    header.CHILD AS child_id,
    header.DOB AS birth_date,
    header.SEX AS sex,
    header.ETHNIC AS ethnic_code,
    ethnicity.label::VARCHAR AS ethnic_origin,
    header.CHILD IN (SELECT CHILD FROM ssda903.uasc) AS is_unaccompanied,
    coalesce(periods.care_periods, 0)::INTEGER AS care_periods_in_window,
    periods.first_in_care AS first_start_in_window
FROM ssda903.header
LEFT JOIN ref.codes AS ethnicity ON ethnicity.codeset = 'ethnicity' AND ethnicity.code = header.ETHNIC
LEFT JOIN periods ON periods.CHILD = header.CHILD
ORDER BY child_id;
