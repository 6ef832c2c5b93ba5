-- One row a time missing or away, with its days and the placement it was from.
CREATE TABLE mart.missing AS
SELECT
    missing.CHILD AS child_id,
    missing.MISSING AS kind,
    missing.MIS_START AS start_date,
    missing.MIS_END AS end_date,
    date_diff('day', missing.MIS_START, missing.MIS_END)::INTEGER AS days,
    placement.placement_type
FROM ssda903.missing
LEFT JOIN mart.placement
    ON placement.child_id = missing.CHILD
    AND missing.MIS_START >= placement.start_date
    AND (placement.end_date IS NULL OR missing.MIS_START < placement.end_date)
ORDER BY child_id, start_date;
