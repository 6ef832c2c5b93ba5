-- The ten real authorities most like each real authority.
CREATE TABLE ref.neighbours AS
SELECT
    la_code::VARCHAR AS la_code,
    la_name::VARCHAR AS la_name,
    region::VARCHAR AS region,
    rank::INTEGER AS rank,
    neighbour_la_code::VARCHAR AS neighbour_la_code,
    closeness::VARCHAR AS closeness
FROM incoming_neighbours
ORDER BY la_code, rank;
