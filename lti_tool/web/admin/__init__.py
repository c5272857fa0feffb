"""The admin site: outside any LMS, with a cookie session, a second factor and CSRF tokens."""
