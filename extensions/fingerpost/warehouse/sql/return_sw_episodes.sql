-- SSDA903 SWEpisodes as delivered for one collection year: workers of children looked after in it.
SELECT
    CHILD,
    strftime(DOB, '%d/%m/%Y') AS DOB,
    SW_ID,
    strftime(SW_DECOM, '%d/%m/%Y') AS SW_DECOM,
    CASE WHEN SW_DEC <= $last_day THEN strftime(SW_DEC, '%d/%m/%Y') END AS SW_DEC,
    SW_REASON
FROM ssda903.sw_episodes AS returned
WHERE
    returned.SW_DECOM <= $last_day
    AND (returned.SW_DEC IS NULL OR returned.SW_DEC >= $first_day)
    AND CHILD IN (
        SELECT CHILD
        FROM ssda903.episodes
        WHERE LS NOT IN ('V3', 'V4') AND DECOM <= $last_day AND (DEC IS NULL OR DEC >= $first_day)
    )
ORDER BY CHILD, returned.SW_DECOM;
