-- SSDA903 OC3 as delivered for one collection year.
SELECT
    CHILD,
    strftime(DOB, '%d/%m/%Y') AS DOB,
    IN_TOUCH,
    ACTIV,
    ACCOM
FROM ssda903.oc3
WHERE YEAR = year($last_day) AND $first_day < $last_day
ORDER BY CHILD;
