"""Problems of tables: workbooks and text files of columns. `/table` is what a code is called where rows are entries."""

from __future__ import annotations

from ytchannel.words import N_

TABLES: dict[str, tuple[str, str]] = {
    # The file as such
    "manifest-form": (
        N_("Lists in the form {form} are not read"),
        N_("open {file} in a spreadsheet program and save it as .xlsx."),
    ),
    "workbook-none": (N_("{file} is no workbook, whatever its name says"), N_("save it as .xlsx once more.")),
    "workbook-old": (
        N_("{file} is a workbook of the old form (.xls), whatever its name says"),
        N_("open it in a spreadsheet program and save it as .xlsx."),
    ),
    "workbook-locked": (N_("{file} is locked with a password"), N_("save it without one (File, Info, Protect).")),
    "workbook-damaged": (N_("{file} is damaged, or not all there"), N_("copy it once more, or save it anew.")),
    "workbook-too-large": (
        N_("{file} is far larger than a list of videos, or has something in a cell far away"),
        N_("copy the list into a new workbook, and save that (at most {limit} cells)."),
    ),
    "table-too-large": (
        N_("{file} is far larger than a list of videos"),
        N_("check that it is the right file (at most {limit} cells)."),
    ),
    "table-too-wide": (
        N_("The list has more than {limit} columns"),
        N_("delete those that are empty, or copy the list into a new file."),
    ),
    "table-not-text": (N_("{file} is a workbook, whatever its name says"), N_("give its name the ending .xlsx.")),
    "table-encoding": (
        N_("The letters of the file cannot be told for sure (the byte {byte} is not UTF-8)"),
        N_("save it in Excel as “CSV UTF-8”, or as .xlsx."),
    ),
    "table-control": (N_("The character {character} is no text"), N_("save the file anew, as .xlsx or “CSV UTF-8”.")),
    "table-letters-lost": (
        N_("Letters were lost here when the file was saved ({character} stands in their place)"),
        N_("save it anew from where it came from, as .xlsx or “CSV UTF-8”."),
    ),
    "table-quote": (
        N_('The quote (") that opens in this row is never closed'),
        N_('close it at the end of the text, or double it where it belongs to the text: "".'),
    ),
    "table-quote/after": (
        N_("Something follows in this row after the end of a text in quotes"),
        N_('double the quotes that belong to the text: "".'),
    ),
    # Headings
    "table-without-headings": (
        N_("None of the first {limit} rows of {file} has the headings of a list of videos"),
        N_("write them in the first row; there are: {known}."),
    ),
    "unknown-column": (
        N_("The heading “{value}” is not known"),
        N_("write one of: {known}; or # before it, for a column of your own."),
    ),
    "unknown-column/near": (
        N_("The heading “{value}” is not known"),
        N_("write {near}; or # before it, for a column of your own."),
    ),
    "same-column": (N_("“{value}” means the same as the column “{first}”"), N_("keep one of the two columns.")),
    "column-without-heading": (
        N_("This cell has something in it, but its column has no heading"),
        N_("write a heading (with # before it, for a column of your own), or empty the cell."),
    ),
    "column-without-heading/fields": (
        N_("The row has more fields than there are headings"),
        N_('put a text that has the separator in it in quotes ("…"), or write a heading for the field.'),
    ),
    # Cells
    "cell-error": (N_("The cell shows {value} instead of a value"), N_("mend its formula, or write the value.")),
    "cell-formula": (
        N_("The cell has a formula whose result is not kept in the file"),
        N_("open the file in Excel and save it, or write the value in place of the formula."),
    ),
    "cell-number": (
        N_("The number has more digits than a spreadsheet keeps"),
        N_("format the cell as text, and write it once more."),
    ),
    "cell-date": (
        N_("The spreadsheet has made a date of this ({value})"),
        N_("format the cell as text, and write it once more."),
    ),
    "clock-alone": (N_("There is an hour, but no day"), N_("write the day too, or empty the cell.")),
    "bad-clock": (N_("“{value}” is no hour"), N_("write it as in 07:00.")),
    "clock-twice": (
        N_("The date has the hour {first} already, and this one is {second}"),
        N_("write the hour in one of the two cells."),
    ),
    # What is said otherwise where rows are entries
    "missing-key/table": (N_("“{name}” is missing"), N_("fill in the cell.")),
    "missing-key/column": (N_("The list has no column “{name}”"), N_("add it.")),
    "file-and-video/table": (
        N_("A row is either about a file to upload or about a video that is on the channel"),
        N_("empty one of the two cells."),
    ),
    "neither-file-nor-video/table": (
        N_("The row does not say which video it is about"),
        N_("fill in the file to upload, or the id of a video that is on the channel; or empty the row."),
    ),
    "not-yet/table": (
        N_("“{name}” comes in a later version, and this one can do nothing with it"),
        N_("empty the column for now."),
    ),
    "wants-flag/table": (N_("“{name}” takes only yes or no"), N_("write có or không, yes or no.")),
    "publish-in-past/table": (
        N_("{value} has passed, and YouTube would publish the video at once"),
        N_("write a later time, or empty the cell and make the video public."),
    ),
    "publish-needs-private/table": (
        N_("A video that is published later stays private until then, and cannot be {value} now"),
        N_("empty this cell, or that of the date."),
    ),
    "same-file/table": (N_("{value} is the file of row {line} already"), N_("keep one of the two rows.")),
    "same-video/table": (N_("{value} is the video of row {line} already"), N_("keep one of the two rows.")),
}
