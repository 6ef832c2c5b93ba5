-- SSDA903 Header as delivered for one collection year: dates as text, SEX in that year's codes.
WITH children_of_year AS (
    SELECT DISTINCT CHILD
    FROM ssda903.episodes
    WHERE DECOM <= $last_day AND (DEC IS NULL OR DEC >= $first_day)
)
SELECT
    header.CHILD,
    coalesce(sex_then.before, header.SEX) AS SEX,
    strftime(header.DOB, '%d/%m/%Y') AS DOB,
    header.ETHNIC,
    header.UPN,
    header.MOTHER,
    strftime(header.MC_DOB, '%d/%m/%Y') AS MC_DOB
FROM ssda903.header
INNER JOIN children_of_year USING (CHILD)
LEFT JOIN incoming_code_changes AS sex_then
    ON sex_then.codeset = 'sex_903'
    AND sex_then.after = header.SEX
    AND $last_day < sex_then.changed_on::DATE
ORDER BY header.CHILD;
