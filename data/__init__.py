"""Everything outside the process: database, files, geocoders, mail."""
