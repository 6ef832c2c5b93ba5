-- One row an authority, ours and those beside it.
CREATE TABLE mart.authority AS
SELECT
    la_code AS authority_code,
    authority AS authority_name,
    is_ours,
    population_0_17 AS children,
    population_all_ages AS people,
    population_year AS estimate_year
FROM ref.authorities
ORDER BY authority_code;
