-- SSDA903 Header as delivered for one collection year: dates as text, SEX in that year's codes.
WITH in_care AS (
    SELECT DISTINCT CHILD
    FROM ssda903.episodes
    WHERE DECOM <= $last_day AND (DEC IS NULL OR DEC >= $first_day)
),

leavers AS (
    SELECT CHILD FROM ssda903.oc3 WHERE YEAR = year($last_day)
),

told AS (
    SELECT
        header.*,
        CHILD IN (FROM in_care) AS was_in_care,
        MC_DOB <= $last_day AS is_mother
    FROM ssda903.header
    WHERE CHILD IN (FROM in_care) OR CHILD IN (FROM leavers)
)

SELECT
    told.CHILD,
    coalesce(sex_then.before, told.SEX) AS SEX,
    strftime(told.DOB, '%d/%m/%Y') AS DOB,
    told.ETHNIC,
    told.UPN,
    -- Care leavers who were not in care in the year are not asked about motherhood.
    CASE
        WHEN NOT told.was_in_care OR told.MOTHER IS NULL THEN NULL
        WHEN told.is_mother THEN '1'
        ELSE '0'
    END AS MOTHER,
    CASE WHEN told.was_in_care AND told.is_mother THEN strftime(told.MC_DOB, '%d/%m/%Y') END AS MC_DOB
FROM told
LEFT JOIN incoming_code_changes AS sex_then
    ON sex_then.codeset = 'sex_903'
    AND sex_then.after = told.SEX
    AND $last_day < sex_then.changed_on::DATE
ORDER BY told.CHILD;
