-- One row a review of a child looked after.
CREATE VIEW core.ssd_cla_reviews AS
SELECT
    (care_period_id || '-R' || review_number)::VARCHAR AS clar_cla_review_id,
    care_period_id AS clar_cla_id,
    due_date AS clar_cla_review_due_date,
    review_date AS clar_cla_review_date,
    participation AS clar_cla_review_participation
FROM mart.review
ORDER BY clar_cla_id, review_number;
