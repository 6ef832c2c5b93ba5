-- Real published figures for every authority, region and England, 2018 to 2025; suppressed ones are left out.
CREATE TABLE ref.published_la AS
SELECT
    la_code::VARCHAR AS la_code,
    area::VARCHAR AS area,
    measure::VARCHAR AS measure,
    year::INTEGER AS year,
    value::DOUBLE AS value
FROM (
    UNPIVOT incoming_published_la
    ON "2018", "2019", "2020", "2021", "2022", "2023", "2024", "2025"
    INTO NAME year VALUE value
)
ORDER BY measure, la_code, year;
