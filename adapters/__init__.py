"""Everything foreign, turned into Senda's own values and back. No Flask, no SQLAlchemy."""
