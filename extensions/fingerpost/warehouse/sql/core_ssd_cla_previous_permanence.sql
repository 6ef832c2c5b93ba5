-- One row a child asked about permanence before this time in care.
CREATE VIEW core.ssd_cla_previous_permanence AS
SELECT
    (CHILD || '-PP')::VARCHAR AS lapp_table_id,
    CHILD AS lapp_person_id,
    DATE_PERM AS lapp_previous_permanence_order_date,
    PREV_PERM AS lapp_previous_permanence_option,
    LA_PERM AS lapp_previous_permanence_la
FROM ssda903.prev_perm
ORDER BY lapp_person_id;
