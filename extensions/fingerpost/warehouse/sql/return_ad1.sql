-- SSDA903 AD1 as delivered for one collection year: the children whose care ended with adoption in it.
SELECT
    CHILD,
    strftime(DOB, '%d/%m/%Y') AS DOB,
    strftime(DATE_INT, '%d/%m/%Y') AS DATE_INT,
    strftime(DATE_MATCH, '%d/%m/%Y') AS DATE_MATCH,
    FOSTER_CARE,
    NB_ADOPTR,
    SEX_ADOPTR,
    LS_ADOPTR
FROM ssda903.ad1
WHERE CHILD IN (
    SELECT CHILD FROM ssda903.episodes WHERE REC IN ('E11', 'E12') AND DEC BETWEEN $first_day AND $last_day
)
ORDER BY CHILD;
