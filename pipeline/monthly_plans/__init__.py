"""The departments' monthly plans: read as they come, kept with their history, written out again.

`opening` turns bytes into grids of cells, `reading` turns grids into a `ReadPlan`; both know nothing of the database.
`directory` gathers what the reader must know of departments, outlets and plan rows; `storing` keeps what was read.
"""
