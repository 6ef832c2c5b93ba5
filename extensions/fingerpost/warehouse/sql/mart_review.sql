-- One row a review, with the day it was due and whether it was late.
CREATE TABLE mart.review AS
WITH in_period AS (
    SELECT
        reviews.CHILD AS child_id,
        period.care_period_id,
        period.start_date AS period_start,
        period.began_in_window,
        reviews.REVIEW AS review_date,
        reviews.REVIEW_CODE AS participation,
        row_number() OVER (PARTITION BY period.care_period_id ORDER BY reviews.REVIEW) AS review_number,
        lag(reviews.REVIEW) OVER (PARTITION BY period.care_period_id ORDER BY reviews.REVIEW) AS review_before
    FROM ssda903.reviews
    INNER JOIN mart.care_period AS period
        ON period.child_id = reviews.CHILD
        AND reviews.REVIEW >= period.start_date
        AND (period.end_date IS NULL OR reviews.REVIEW <= period.end_date)
),

due AS (
    SELECT
        *,
        CASE
            WHEN review_before IS NULL AND began_in_window THEN period_start + 28
            WHEN review_number = 2 AND began_in_window THEN review_before + 91
            WHEN review_before IS NOT NULL THEN review_before + 183
        END AS due_date
    FROM in_period
)

SELECT
    child_id,
    care_period_id,
    review_number::INTEGER AS review_number,
    review_date,
    due_date,
    review_date > due_date AS is_late,
    participation
FROM due
ORDER BY child_id, review_date;
