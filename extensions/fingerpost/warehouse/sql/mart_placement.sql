-- One row a placement: episodes in one place with one carer, joined end to end; with distance from home.
CREATE TABLE mart.placement AS
WITH numbered AS (
    SELECT
        *,
        count(*) FILTER (WHERE RNE <> 'L') OVER (PARTITION BY CHILD ORDER BY DECOM) AS place_number
    FROM ssda903.episodes
    WHERE LS NOT IN ('V3', 'V4')
),

placements AS (
    SELECT
        CHILD AS child_id,
        place_number,
        min(DECOM) AS start_date,
        CASE WHEN bool_and(DEC IS NOT NULL) THEN max(DEC) END AS end_date,
        arg_max(PLACE, DECOM) AS placement_type,
        arg_max(PLACE_PROVIDER, DECOM) AS placement_provider,
        arg_max(URN, DECOM) AS urn,
        arg_max(REASON_PLACE_CHANGE, DECOM) AS move_reason,
        max(HOME_POST) AS home_postcode,
        max(PL_POST) AS placement_postcode
    FROM numbered
    GROUP BY CHILD, place_number
)

SELECT
    placements.child_id,
    row_number() OVER (PARTITION BY placements.child_id ORDER BY start_date)::INTEGER AS placement_number,
    placements.start_date,
    placements.end_date,
    placements.placement_type,
    placements.placement_provider,
    placements.urn,
    placements.move_reason,
    placed.la_code AS placement_la_code,
    placed.la_code = ours.la_code AS is_in_our_area,
    -- Straight line in miles, as the department works out PL_DISTANCE.
    round(
        sqrt((placed.easting - home.easting)::DOUBLE ^ 2 + (placed.northing - home.northing)::DOUBLE ^ 2) / 1609.344,
        1
    ) AS distance_miles
FROM placements
CROSS JOIN ref.reporting_date AS ours
LEFT JOIN ref.postcodes AS placed ON placed.postcode = placements.placement_postcode
LEFT JOIN ref.postcodes AS home ON home.postcode = placements.home_postcode
ORDER BY placements.child_id, placement_number;
