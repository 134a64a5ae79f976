"""Production calendars of Russia as data, one file per year, and the dates that are counted with them."""
