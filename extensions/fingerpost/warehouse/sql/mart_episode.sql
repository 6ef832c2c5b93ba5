-- One row an episode, with its number in the child's care and the care period it belongs to.
CREATE TABLE mart.episode AS
WITH numbered AS (
    SELECT
        *,
        row_number() OVER (PARTITION BY CHILD ORDER BY DECOM) AS episode_number,
        -- A care period begins with S; the first episode held may be the middle of one.
        greatest(count(*) FILTER (WHERE RNE = 'S') OVER (PARTITION BY CHILD ORDER BY DECOM), 1) AS period_number
    FROM ssda903.episodes
)

SELECT
    CHILD AS child_id,
    episode_number::INTEGER AS episode_number,
    (CHILD || '-' || period_number)::VARCHAR AS care_period_id,
    DECOM AS start_date,
    DEC AS end_date,
    RNE AS start_reason,
    REC AS end_reason,
    LS AS legal_status,
    CIN AS category_of_need,
    PLACE AS placement_type,
    PLACE_PROVIDER AS placement_provider,
    URN AS urn,
    LS IN ('V3', 'V4') AS is_short_break,
    DEC IS NULL AS is_open
FROM numbered
ORDER BY child_id, episode_number;
