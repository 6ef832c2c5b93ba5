-- One row a worker holding a child's case.
CREATE VIEW core.ssd_involvements AS
SELECT
    (CHILD || '-W' || row_number() OVER (PARTITION BY CHILD ORDER BY SW_DECOM))::VARCHAR AS invo_involvements_id,
    SW_ID AS invo_professional_id,
    SW_DECOM AS invo_involvement_start_date,
    SW_DEC AS invo_involvement_end_date,
    SW_REASON AS invo_worker_change_reason,
    CHILD AS invo_person_id
FROM ssda903.sw_episodes
ORDER BY invo_person_id, invo_involvement_start_date;
