-- SSDA903 Episodes as delivered for one collection year: known on its last day, in its codes.
WITH known AS (
    SELECT
        *,
        DEC IS NOT NULL AND DEC <= $last_day AS has_ended
    FROM ssda903.episodes
    WHERE DECOM <= $last_day AND (DEC IS NULL OR DEC >= $first_day)
)
SELECT
    known.CHILD,
    strftime(known.DECOM, '%d/%m/%Y') AS DECOM,
    known.RNE,
    known.LS,
    known.CIN,
    coalesce(place_then.before, known.PLACE) AS PLACE,
    known.PLACE_PROVIDER,
    CASE WHEN has_ended THEN strftime(known.DEC, '%d/%m/%Y') END AS DEC,
    CASE WHEN has_ended THEN known.REC END AS REC,
    CASE WHEN has_ended THEN known.REASON_PLACE_CHANGE END AS REASON_PLACE_CHANGE,
    known.HOME_POST,
    known.PL_POST,
    known.URN
FROM known
LEFT JOIN incoming_code_changes AS place_then
    ON place_then.codeset = 'place'
    AND place_then.after = known.PLACE
    AND $last_day < place_then.changed_on::DATE
ORDER BY known.CHILD, known.DECOM;
