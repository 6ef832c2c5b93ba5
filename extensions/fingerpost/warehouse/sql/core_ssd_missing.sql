-- One row a time missing or away without leave.
CREATE VIEW core.ssd_missing AS
SELECT
    (CHILD || '-M' || row_number() OVER (PARTITION BY CHILD ORDER BY MIS_START))::VARCHAR AS miss_table_id,
    CHILD AS miss_person_id,
    MIS_START AS miss_missing_episode_start_date,
    MISSING AS miss_missing_episode_type,
    MIS_END AS miss_missing_episode_end_date
FROM ssda903.missing
ORDER BY miss_person_id, miss_missing_episode_start_date;
