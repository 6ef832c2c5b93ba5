-- Where the invented postcodes lie.
CREATE TABLE ref.postcodes AS
SELECT
    postcode::VARCHAR AS postcode,
    la_code::VARCHAR AS la_code,
    easting::INTEGER AS easting,
    northing::INTEGER AS northing
FROM incoming_postcodes
ORDER BY postcode;
