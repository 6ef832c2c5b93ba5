-- One row an episode; clae_cla_id is its period of care, clae_cla_placement_id its placement.
CREATE VIEW core.ssd_cla_episodes AS
SELECT
    (episode.child_id || '-E' || episode.episode_number)::VARCHAR AS clae_cla_episode_id,
    episode.child_id AS clae_person_id,
    episode.start_date AS clae_cla_episode_start_date,
    episode.start_reason AS clae_cla_episode_start_reason,
    episode.category_of_need AS clae_cla_primary_need_code,
    episode.end_date AS clae_cla_episode_ceased_date,
    episode.end_reason AS clae_cla_episode_ceased_reason,
    episode.care_period_id AS clae_cla_id,
    CASE
        WHEN NOT episode.is_short_break THEN episode.child_id || '-P' || placement.placement_number
    END AS clae_cla_placement_id,
    CASE WHEN period.began_in_window THEN period.start_date END AS clae_entered_care_date
FROM mart.episode
-- The last placement that had begun when the episode began.
ASOF LEFT JOIN mart.placement ON placement.child_id = episode.child_id AND episode.start_date >= placement.start_date
LEFT JOIN mart.care_period AS period ON NOT episode.is_short_break AND period.care_period_id = episode.care_period_id
ORDER BY clae_person_id, episode.episode_number;
