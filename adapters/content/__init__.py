"""Item banks and activities that come from elsewhere, or that Senda brings along."""
