"""Who could help whom: eligibility, benefit, matching."""
