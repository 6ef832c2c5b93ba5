-- One row a placement, whatever happens to the legal status in it.
CREATE VIEW core.ssd_cla_placement AS
WITH of_episodes AS (
    SELECT
        clae_cla_placement_id,
        any_value(clae_cla_id) AS clae_cla_id,
        max(PL_POST) AS postcode
    FROM core.ssd_cla_episodes
    INNER JOIN ssda903.episodes ON CHILD = clae_person_id AND DECOM = clae_cla_episode_start_date
    WHERE clae_cla_placement_id IS NOT NULL
    GROUP BY clae_cla_placement_id
)

SELECT
    of_episodes.clae_cla_placement_id AS clap_cla_placement_id,
    of_episodes.clae_cla_id AS clap_cla_id,
    placement.child_id AS clap_person_id,
    placement.start_date AS clap_cla_placement_start_date,
    placement.placement_type AS clap_cla_placement_type,
    placement.urn AS clap_cla_placement_urn,
    placement.distance_miles AS clap_cla_placement_distance,
    placement.placement_provider AS clap_cla_placement_provider,
    of_episodes.postcode AS clap_cla_placement_postcode,
    placement.end_date AS clap_cla_placement_end_date,
    placement.move_reason AS clap_cla_placement_change_reason
FROM mart.placement
INNER JOIN of_episodes
    ON of_episodes.clae_cla_placement_id = placement.child_id || '-P' || placement.placement_number
ORDER BY clap_person_id, placement.placement_number;
