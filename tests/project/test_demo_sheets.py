"""The demonstration's papers: one sheet each, of its own making."""

from marketplace.project.demo.sheets import sheet


def test_a_sheet_is_a_whole_pdf():
    content = sheet("a.pdf", r"Brackets ( ) and \ are written").content

    assert content.startswith(b"%PDF-1.4\n")
    assert content.endswith(b"%%EOF\n")
    start = int(content.rsplit(b"startxref\n", 1)[1].split()[0])
    assert content[start : start + 4] == b"xref"
    for number, row in enumerate(content[start:].split(b"\n")[3:8], 1):
        place = int(row.split()[0])
        assert content[place:].startswith(b"%d 0 obj" % number)
