-- SSDA903 Reviews as delivered for one collection year.
SELECT
    CHILD,
    strftime(DOB, '%d/%m/%Y') AS DOB,
    strftime(REVIEW, '%d/%m/%Y') AS REVIEW,
    REVIEW_CODE
FROM ssda903.reviews AS returned
WHERE returned.REVIEW BETWEEN $first_day AND $last_day
ORDER BY CHILD, returned.REVIEW;
