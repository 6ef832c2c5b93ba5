"""Stack in slow motion: files pasted below each other, taken apart into pd.concat and UNION ALL BY NAME."""
