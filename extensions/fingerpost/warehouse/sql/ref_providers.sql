-- Settings and fostering services, all invented.
CREATE TABLE ref.providers AS
SELECT
    urn::VARCHAR AS urn,
    provider::VARCHAR AS provider,
    place_codes::VARCHAR AS place_codes,
    provider_codes::VARCHAR AS provider_codes,
    sector::VARCHAR AS sector,
    la_code::VARCHAR AS la_code,
    postcode::VARCHAR AS postcode
FROM incoming_providers
ORDER BY urn;
