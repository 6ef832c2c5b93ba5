-- SSDA903 DoLo as delivered for one collection year, from 2026-27 on.
SELECT
    CHILD,
    strftime(DOB, '%d/%m/%Y') AS DOB,
    strftime(DOLO_START, '%d/%m/%Y') AS DOLO_START,
    CASE WHEN DOLO_END <= $last_day THEN strftime(DOLO_END, '%d/%m/%Y') END AS DOLO_END
FROM ssda903.dolo AS returned
WHERE returned.DOLO_START <= $last_day AND (returned.DOLO_END IS NULL OR returned.DOLO_END >= $first_day)
ORDER BY CHILD, returned.DOLO_START;
