-- One row an immigration status: the children who came alone to seek asylum.
CREATE VIEW core.ssd_immigration_status AS
SELECT
    (CHILD || '-UASC')::VARCHAR AS immi_immigration_status_id,
    CHILD AS immi_person_id,
    'UASC'::VARCHAR AS immi_immigration_status,
    DUC AS immi_immigration_status_end_date
FROM ssda903.uasc
ORDER BY immi_person_id;
