"""A report in the forms that it is handed on in.

`presenting` puts a report into words and views: tables of plain values, each column of one kind, some with a chart.
Each form is made of that alone, so the figures are the same in all of them; `cells` says how a value is written.
"""
