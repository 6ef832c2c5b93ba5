-- Real published figures for every authority, region and England, 2018 to 2025; suppressed ones are left out.
CREATE TYPE ref.code_of_area AS ENUM (
    SELECT DISTINCT la_code FROM incoming_published_la ORDER BY la_code
);
CREATE TYPE ref.area AS ENUM (SELECT DISTINCT area FROM incoming_published_la ORDER BY area);
CREATE TYPE ref.measure_of_area AS ENUM (
    SELECT DISTINCT measure FROM incoming_published_la ORDER BY measure
);
CREATE TABLE ref.published_la AS
SELECT
    la_code::ref.code_of_area AS la_code,
    area::ref.area AS area,
    measure::ref.measure_of_area AS measure,
    year::INTEGER AS year,
    value::DOUBLE AS value
FROM (
    UNPIVOT incoming_published_la
    ON "2018", "2019", "2020", "2021", "2022", "2023", "2024", "2025"
    INTO NAME year VALUE value
)
ORDER BY measure::VARCHAR, la_code::VARCHAR, year;
