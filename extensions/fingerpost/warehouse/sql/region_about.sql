-- What is said of the region beyond what is said of one authority.
INSERT INTO meta.about VALUES
    (
        'region',
        'Fourteen invented authorities. la_code says whose child a row is about; ids of children begin with it, '
        || 'save those of Alderbeck, which are as in its own warehouse.'
    ),
    ('places of the region', 'Each authority has postcodes of an invented area of its own: ZZ, or ZA to ZP but not ZE.');
