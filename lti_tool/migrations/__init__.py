"""The schema's history; `lti_tool.database.schema` runs it."""
