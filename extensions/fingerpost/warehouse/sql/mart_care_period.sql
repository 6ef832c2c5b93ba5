-- One row a period of care, from coming into care to leaving it; short breaks are left out.
CREATE TABLE mart.care_period AS
SELECT
    care_period_id,
    child_id,
    min(start_date) AS start_date,
    CASE WHEN bool_and(end_date IS NOT NULL) THEN max(end_date) END AS end_date,
    arg_max(end_reason, start_date) AS end_reason,
    arg_min(legal_status, start_date) AS first_legal_status,
    arg_min(category_of_need, start_date) AS category_of_need,
    count(*)::INTEGER AS episodes,
    bool_or(start_reason = 'S') AS began_in_window,
    date_diff('year', min(child.birth_date), min(start_date))::INTEGER
        - (strftime(min(start_date), '%m%d') < strftime(min(child.birth_date), '%m%d'))::INTEGER AS age_at_start
FROM mart.episode
INNER JOIN mart.child USING (child_id)
WHERE NOT is_short_break
GROUP BY care_period_id, child_id
ORDER BY child_id, start_date;
