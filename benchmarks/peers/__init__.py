"""Other people's software, set up as its documents say, to measure against and to be tried from."""
