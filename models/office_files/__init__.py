"""The office's YAML files: the annual plan and the organisation it names, read strictly.

`load_plan_file` and `load_organisation_file` (in `loading`) return frozen records or
raise one error listing every problem with its line. Nothing here touches the database.
"""
