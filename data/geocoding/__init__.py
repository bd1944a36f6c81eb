"""From what people type to a point: an offline gazetteer first, remote geocoders behind it."""
