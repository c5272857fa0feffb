"""Pure pedagogy: values in, values out. No input, output, clock or global randomness."""
