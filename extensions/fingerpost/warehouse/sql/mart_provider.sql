-- One row a setting or fostering service, with the authority it lies in.
CREATE TABLE mart.provider AS
SELECT
    urn,
    provider AS provider_name,
    sector,
    provider_codes AS placement_provider,
    place_codes AS placement_types,
    la_code AS authority_code,
    authority AS authority_name
FROM ref.providers
LEFT JOIN ref.authorities USING (la_code)
ORDER BY urn;
