-- SSDA903 PrevPerm as delivered for one collection year: children who came into care in it.
SELECT
    CHILD,
    strftime(DOB, '%d/%m/%Y') AS DOB,
    PREV_PERM,
    LA_PERM,
    strftime(DATE_PERM, '%d/%m/%Y') AS DATE_PERM
FROM ssda903.prev_perm
WHERE CHILD IN (
    SELECT CHILD FROM ssda903.episodes WHERE RNE = 'S' AND DECOM BETWEEN $first_day AND $last_day
)
ORDER BY CHILD;
