-- Real figures for England, as published.
CREATE TABLE ref.published AS
SELECT
    measure::VARCHAR AS measure,
    breakdown::VARCHAR AS breakdown,
    year::INTEGER AS year,
    value::DOUBLE AS value,
    unit::VARCHAR AS unit,
    source::VARCHAR AS source,
    attribution::VARCHAR AS attribution
FROM incoming_published
ORDER BY measure, breakdown, year;
