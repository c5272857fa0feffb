"""`senda ...`: each module holds the commands of one subject."""
