"""Official documents: frozen records in `record`, and the writers that give them the look of Nghị định 30/2020.

Each writer takes the record and a path (`write_document_docx(document, path)`, `…_pdf`, `…_html`,
`…_xlsx`), puts the file there whole or not at all, and gives the same bytes for the same record.
`writing.write_document(document, folder, stem, formats)` renders several formats first, then writes them.
"""
