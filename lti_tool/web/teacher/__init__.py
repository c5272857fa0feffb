"""The teacher's pages: class map, a student, tutoring board, grades."""
