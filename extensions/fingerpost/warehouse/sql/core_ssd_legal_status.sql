-- One row a legal status for as long as it lasts, however many placements there are meanwhile.
CREATE VIEW core.ssd_legal_status AS
WITH marked AS (
    SELECT
        *,
        RNE = 'S' OR LS IS DISTINCT FROM lag(LS) OVER (PARTITION BY CHILD ORDER BY DECOM) AS begins
    FROM ssda903.episodes
),

numbered AS (
    SELECT
        *,
        count(*) FILTER (WHERE begins) OVER (PARTITION BY CHILD ORDER BY DECOM) AS status_number
    FROM marked
)

SELECT
    (CHILD || '-L' || status_number)::VARCHAR AS lega_legal_status_id,
    CHILD AS lega_person_id,
    any_value(LS) AS lega_legal_status,
    min(DECOM) AS lega_legal_status_start_date,
    CASE WHEN bool_and(DEC IS NOT NULL) THEN max(DEC) END AS lega_legal_status_end_date
FROM numbered
GROUP BY CHILD, status_number
ORDER BY lega_person_id, lega_legal_status_start_date;
