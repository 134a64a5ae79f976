"""The JSON API and the Russian pages: a route parses, puts one question or gives one command, and renders."""
