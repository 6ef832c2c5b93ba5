-- SSDA903 UASC as delivered for one collection year: children in care in it, alone here until then.
SELECT
    returned.CHILD,
    coalesce(sex_then.before, returned.SEX) AS SEX,
    strftime(returned.DOB, '%d/%m/%Y') AS DOB,
    -- Until the status has ended, the 18th birthday stands for the day it will.
    strftime(
        CASE
            WHEN returned.DUC <= $last_day THEN returned.DUC
            ELSE (returned.DOB + INTERVAL 18 YEAR)::DATE
        END,
        '%d/%m/%Y'
    ) AS DUC
FROM ssda903.uasc AS returned
LEFT JOIN incoming_code_changes AS sex_then
    ON sex_then.codeset = 'sex_903'
    AND sex_then.after = returned.SEX
    AND $last_day < sex_then.changed_on::DATE
WHERE
    (returned.DUC IS NULL OR returned.DUC >= $first_day)
    AND returned.CHILD IN (
        SELECT CHILD
        FROM ssda903.episodes
        WHERE LS NOT IN ('V3', 'V4') AND DECOM <= $last_day AND (DEC IS NULL OR DEC >= $first_day)
    )
ORDER BY returned.CHILD;
