-- SSDA903 Missing as delivered for one collection year.
SELECT
    CHILD,
    strftime(DOB, '%d/%m/%Y') AS DOB,
    MISSING,
    strftime(MIS_START, '%d/%m/%Y') AS MIS_START,
    CASE WHEN MIS_END <= $last_day THEN strftime(MIS_END, '%d/%m/%Y') END AS MIS_END
FROM ssda903.missing AS returned
WHERE returned.MIS_START <= $last_day AND (returned.MIS_END IS NULL OR returned.MIS_END >= $first_day)
ORDER BY CHILD, returned.MIS_START;
