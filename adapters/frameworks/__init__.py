"""Competency frameworks: those that Senda brings along, and those that come as CASE packages or CSV.

`builtin` holds the ones with names known in public, `case` and `csv_table` read and write files, `check` says
what is wrong with a framework wherever it comes from, and makes it the one that beliefs are about.
"""
