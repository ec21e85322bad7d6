"""Office files into the database: the annual plan and the organisation, as often as they change.

`import_office_file` (in `importing`) is the way in; `describe_plan` (in `overview`) shows what is held.
"""
