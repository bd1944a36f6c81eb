"""Plain HTTP beside the pages: headers, health, map tiles, calendars."""
