"""Tables and the queries on them: each file holds both for one subject. Every query is scoped."""
