"""What each learning management system does differently, one object per family."""
