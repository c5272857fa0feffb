"""The student's pages: start, question, result, path, tutoring."""
