-- Our invented authority and others to stand beside it.
CREATE TABLE ref.authorities AS
SELECT
    la_code::VARCHAR AS la_code,
    authority::VARCHAR AS authority,
    is_ours::BOOLEAN AS is_ours,
    population_0_17::INTEGER AS population_0_17,
    population_all_ages::INTEGER AS population_all_ages,
    population_year::INTEGER AS population_year
FROM incoming_authorities
ORDER BY la_code;
