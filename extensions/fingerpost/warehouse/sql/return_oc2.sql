-- SSDA903 OC2 as delivered for one collection year.
SELECT
    CHILD,
    strftime(DOB, '%d/%m/%Y') AS DOB,
    SDQ_SCORE,
    SDQ_REASON,
    CONVICTED,
    HEALTH_CHECK,
    IMMUNISATIONS,
    TEETH_CHECK,
    HEALTH_ASSESSMENT,
    SUBSTANCE_MISUSE,
    INTERVENTION_RECEIVED,
    INTERVENTION_OFFERED
FROM ssda903.oc2
WHERE YEAR = year($last_day) AND $first_day < $last_day
ORDER BY CHILD;
