-- Every real figure for England that is held, as published; what fills many rows is kept as a list.
CREATE TYPE ref.measure_of_england AS ENUM (
    SELECT DISTINCT measure FROM incoming_published_england ORDER BY measure
);
CREATE TYPE ref.breakdown_of_england AS ENUM (
    SELECT DISTINCT breakdown FROM incoming_published_england ORDER BY breakdown
);
CREATE TYPE ref.unit_of_england AS ENUM (
    SELECT DISTINCT unit FROM incoming_published_england ORDER BY unit
);
CREATE TYPE ref.source_of_england AS ENUM (
    SELECT DISTINCT source FROM incoming_published_england ORDER BY source
);
CREATE TYPE ref.attribution AS ENUM (SELECT DISTINCT attribution FROM incoming_published_england);
CREATE TABLE ref.published_england AS
SELECT
    measure::ref.measure_of_england AS measure,
    breakdown::ref.breakdown_of_england AS breakdown,
    year::INTEGER AS year,
    value::DOUBLE AS value,
    unit::ref.unit_of_england AS unit,
    source::ref.source_of_england AS source,
    attribution::ref.attribution AS attribution
FROM incoming_published_england
ORDER BY measure::VARCHAR, breakdown::VARCHAR, unit::VARCHAR, source::VARCHAR, year;
