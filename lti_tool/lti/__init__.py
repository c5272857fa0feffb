"""The LTI 1.3 Advantage protocol: messages in, services out. No page, no database, no Flask."""
