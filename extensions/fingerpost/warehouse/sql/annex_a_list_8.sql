-- Annex A list 8 at the reporting date: one row a child in care then, or who left in the six months before it.
CREATE TABLE annex_a.list_8 AS
WITH today AS (
    SELECT reporting_date AS day FROM ref.reporting_date
),

labels AS (
    SELECT codeset, code, (code || ' - ' || any_value(label))::VARCHAR AS told FROM ref.codes GROUP BY codeset, code
),

listed AS (
    SELECT period.*
    FROM mart.care_period AS period
    CROSS JOIN today
    WHERE period.end_date IS NULL OR period.end_date >= today.day - INTERVAL 6 MONTH
    QUALIFY row_number() OVER (PARTITION BY period.child_id ORDER BY period.start_date DESC) = 1
),

-- The last legal status held, and the first day of its unbroken run.
statuses AS (
    SELECT
        child_id,
        start_date,
        legal_status,
        legal_status IS DISTINCT FROM lag(legal_status) OVER (PARTITION BY care_period_id ORDER BY start_date) AS is_new
    FROM mart.episode
    WHERE NOT is_short_break
),

latest_status AS (
    SELECT
        child_id,
        arg_max(legal_status, start_date) AS legal_status,
        max(start_date) FILTER (WHERE is_new) AS since
    FROM statuses
    GROUP BY child_id
),

placed AS (
    SELECT
        placement.child_id,
        arg_max(placement.start_date, placement_number) AS start_date,
        arg_max({'type': placement_type, 'provider': placement_provider, 'urn': placement.urn}, placement_number) AS newest,
        count(*) FILTER (
            WHERE placement.end_date IS NULL OR placement.end_date >= today.day - INTERVAL 1 YEAR
        )::INTEGER AS within_a_year
    FROM mart.placement
    CROSS JOIN today
    GROUP BY placement.child_id
),

postcodes AS (
    SELECT CHILD AS child_id, arg_max(PL_POST, DECOM) AS placement_postcode FROM ssda903.episodes GROUP BY CHILD
),

reviewed AS (
    SELECT CHILD AS child_id, max(REVIEW) AS latest FROM ssda903.reviews GROUP BY CHILD
),

away AS (
    SELECT
        CHILD AS child_id,
        count(*) FILTER (WHERE MISSING = 'M')::INTEGER AS missing,
        count(*) FILTER (WHERE MISSING = 'A')::INTEGER AS absent
    FROM ssda903.missing
    CROSS JOIN today
    WHERE MIS_START >= today.day - INTERVAL 1 YEAR
    GROUP BY CHILD
),

before AS (
    SELECT earlier.child_id
    FROM mart.care_period AS earlier
    INNER JOIN listed USING (child_id)
    CROSS JOIN today
    WHERE earlier.end_date < listed.start_date AND listed.start_date >= today.day - INTERVAL 1 YEAR
    GROUP BY earlier.child_id
),

workers AS (
    SELECT CHILD AS child_id, arg_max(SW_ID, SW_DECOM) AS worker FROM ssda903.sw_episodes GROUP BY CHILD
)

SELECT
    child.child_id AS "Child Unique ID",
    CASE child.sex WHEN 'M' THEN 'a) Male' WHEN 'F' THEN 'b) Female' ELSE 'c) Not stated/recorded' END AS "Gender",
    child.ethnic_origin AS "Ethnicity",
    child.birth_date AS "Date of Birth",
    date_sub('year', child.birth_date, today.day)::INTEGER AS "Age of Child (Years)",
    CASE WHEN child.is_unaccompanied AND listed.start_date >= today.day - INTERVAL 1 YEAR THEN 'a) Yes' ELSE 'b) No' END
        AS "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)",
    listed.start_date AS "Date Started to be Looked After",
    need.told AS "Child's Category of Need",
    CASE WHEN listed.child_id IN (FROM before) THEN 'a) Yes' ELSE 'b) No' END
        AS "Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)",
    latest_status.since AS "Start date of current legal status",
    legal.told AS "Child's Legal Status",
    reviewed.latest AS "Date of Latest Statutory Review",
    placed.within_a_year AS "Number of Placements in the Last 12 months",
    listed.end_date AS "Date Ceased to be Looked After",
    ended.told AS "Reason Ceased to be Looked After",
    placed.start_date AS "Start Date of Most Recent Placement",
    kind.told AS "Placement Type",
    provider.told AS "Placement Provider",
    postcodes.placement_postcode AS "Placement postcode",
    placed.newest.urn AS "URN of Placement",
    coalesce(away.missing, 0)::INTEGER
        AS "Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months",
    coalesce(away.absent, 0)::INTEGER
        AS "Number of Episodes the Child has been 'Absent' from their Placement in the last 12 months",
    workers.worker AS "Allocated Worker"
FROM listed
CROSS JOIN today
INNER JOIN mart.child USING (child_id)
INNER JOIN latest_status USING (child_id)
INNER JOIN placed USING (child_id)
LEFT JOIN postcodes USING (child_id)
LEFT JOIN reviewed USING (child_id)
LEFT JOIN away USING (child_id)
LEFT JOIN workers USING (child_id)
LEFT JOIN labels AS need ON need.codeset = 'category_of_need_903' AND need.code = listed.category_of_need
LEFT JOIN labels AS legal ON legal.codeset = 'legal_status' AND legal.code = latest_status.legal_status
LEFT JOIN labels AS ended ON ended.codeset = 'rec' AND ended.code = listed.end_reason AND listed.end_date IS NOT NULL
LEFT JOIN labels AS kind ON kind.codeset = 'place' AND kind.code = placed.newest.type
LEFT JOIN labels AS provider ON provider.codeset = 'place_provider' AND provider.code = placed.newest.provider
ORDER BY "Child Unique ID";
