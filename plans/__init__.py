"""The office's documents of one year, kept as data: the annual plan and the organisation it names.

A new year is a new file here, never new code. Read through `models.office_files`.
"""
