"""Makes the .xls beside it (pip install xlwt): formats, a merged header, a hidden row, a hidden sheet."""
import os

import xlwt

book = xlwt.Workbook()
sheet = book.add_sheet("目標")
sheet.write(0, 0, "県の目標値一覧")
sheet.write_merge(2, 3, 0, 0, "指標")
sheet.write_merge(2, 2, 1, 2, "実績値")
sheet.write_merge(2, 3, 3, 3, "目標値（R9）")
sheet.write(3, 1, "R4")
sheet.write(3, 2, "R5")
percent, people = (xlwt.easyxf(num_format_str=code) for code in ("0.0%", '#,##0"人"'))
rows = [
    ("がん検診の受診率", 0.412, 0.43, 0.5, percent),
    ("献血の参加者数", 12345, 12500, 13000, people),
    ("廃止した指標の件数", 1, 2, 3, people),
]
for row, (name, *values, style) in enumerate(rows, 4):
    sheet.write(row, 0, name)
    for column, value in enumerate(values, 1):
        sheet.write(row, column, value, style)
sheet.row(6).hidden = True
hidden = book.add_sheet("隠し")
hidden.write(0, 0, "秘密")
hidden.visibility = 1
book.save(os.path.join(os.path.dirname(__file__), "formats_and_hidden_rows.xls"))
