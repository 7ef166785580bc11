"""The course as plain pages: `make site` writes them to build/site."""
