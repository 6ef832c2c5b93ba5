-- One row a plan of adoption: the decision, the match, the order, or the reversal.
CREATE VIEW core.ssd_permanence AS
SELECT
    (decided.CHILD || '-D' || row_number() OVER (PARTITION BY decided.CHILD ORDER BY decided.DATE_PLACED))::VARCHAR
        AS perm_table_id,
    decided.CHILD AS perm_person_id,
    adopted.care_period_id AS perm_cla_id,
    decided.DATE_PLACED AS perm_adm_decision_date,
    matched.DATE_MATCH AS perm_matched_date,
    CASE matched.FOSTER_CARE WHEN 1 THEN 'Y' WHEN 0 THEN 'N' END AS perm_adopted_by_carer_flag,
    decided.DATE_PLACED_CEASED AS perm_decision_reversed_date,
    decided.REASON_PLACED_CEASED AS perm_decision_reversed_reason,
    adopted.end_date AS perm_permanence_order_date,
    matched.SEX_ADOPTR AS perm_adopter_sex,
    matched.LS_ADOPTR AS perm_adopter_legal_status,
    matched.NB_ADOPTR::VARCHAR AS perm_number_of_adopters
FROM ssda903.placed_adoption AS decided
LEFT JOIN ssda903.ad1 AS matched ON matched.CHILD = decided.CHILD AND decided.DATE_PLACED_CEASED IS NULL
LEFT JOIN mart.care_period AS adopted
    ON adopted.child_id = decided.CHILD
    AND decided.DATE_PLACED_CEASED IS NULL
    AND adopted.end_reason IN ('E11', 'E12')
ORDER BY perm_person_id, perm_adm_decision_date;
