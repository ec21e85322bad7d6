"""Official documents: frozen records in `record`, and the writers that give them the look of Nghị định 30/2020.

`writing.write_document(document, folder, stem, formats)` renders all formats first, then puts each file there whole or
not at all; the same record gives the same bytes.
"""
