-- SSDA903 PlacedAdoption as delivered for one collection year: decisions that stood in it, of children in care.
SELECT
    CHILD,
    strftime(DOB, '%d/%m/%Y') AS DOB,
    strftime(DATE_PLACED, '%d/%m/%Y') AS DATE_PLACED,
    CASE
        WHEN DATE_PLACED_CEASED <= $last_day THEN strftime(DATE_PLACED_CEASED, '%d/%m/%Y')
    END AS DATE_PLACED_CEASED,
    CASE WHEN DATE_PLACED_CEASED <= $last_day THEN REASON_PLACED_CEASED END AS REASON_PLACED_CEASED
FROM ssda903.placed_adoption AS returned
WHERE
    returned.DATE_PLACED <= $last_day
    AND (returned.DATE_PLACED_CEASED IS NULL OR returned.DATE_PLACED_CEASED >= $first_day)
    AND CHILD IN (
        SELECT CHILD FROM ssda903.episodes WHERE DECOM <= $last_day AND (DEC IS NULL OR DEC >= $first_day)
    )
ORDER BY CHILD, returned.DATE_PLACED;
