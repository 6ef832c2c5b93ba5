-- SSDA903 PrevPerm as delivered for one collection year: children in care in it.
SELECT
    CHILD,
    strftime(DOB, '%d/%m/%Y') AS DOB,
    PREV_PERM,
    LA_PERM,
    strftime(DATE_PERM, '%d/%m/%Y') AS DATE_PERM
FROM ssda903.prev_perm
WHERE CHILD IN (
    SELECT CHILD
    FROM ssda903.episodes
    WHERE LS NOT IN ('V3', 'V4') AND DECOM <= $last_day AND (DEC IS NULL OR DEC >= $first_day)
)
ORDER BY CHILD;
