"""The sentences of reports that cannot be made as they were asked for."""

from __future__ import annotations

from ytchannel.words import N_

BY_CODE = {
    "output-needs-format": N_(
        "The name of the file does not tell its form. Let it end with .xlsx, .docx, .html, .csv, .md, .json or .ics, "
        "or give --format."
    ),
    "format-needs-output": N_("--format {form} makes a file; name it with -o, as in -o report.{form}."),
    "csv-and-json": N_(
        "--json and --format {form} exclude each other; write the report to a file with -o, or drop --json."
    ),
    "template-form": N_("{file} is no template for --format {form}: an own page is .html, an own document .docx."),
    "template-unreadable": N_("The template {file} cannot be read: {reason}."),
    "template-no-text": N_("The template {file} is not a text in UTF-8. Save it as UTF-8."),
    "template-no-docx": N_("The template is no Word document (.docx): {reason}. Save it in Word as .docx."),
    "template-unknown-name": N_(
        "The template asks for “{name}” in “{text}” (paragraph {line}), which a report does not have. It has: {known}."
    ),
    "template-mistake": N_(
        "The template has a mistake in “{text}” (paragraph {line}): {reason}. Mend it and run this again."
    ),
    "template-broken": N_("The template cannot be filled in, line {line}: {reason}"),
    "period-several": N_("Give one of --month, --last, and --from with --to; each names a period of its own."),
    "period-value": N_(
        "{option} {value} is no period: --month takes 2026-10 or last, --last 28d, 4w or 3m, --from, --to and --since "
        "take a date such as 2026-10-05."
    ),
    "period-open": N_("--to needs --from: from which day on?"),
    "period-reversed": N_("The period ends ({last}) before it begins ({first})."),
    "section-unknown": N_("No section has the key “{value}”; there are {keys}."),
    "nothing-kept": N_("Nothing is kept of this channel yet. Run `ytchannel stats` once without --offline."),
    "several-kept": N_(
        "Figures of {count} channels are kept here. Write the `id:` of the one that is meant under `channel:`."
    ),
    "parquet-missing": N_(
        "Parquet needs the library pyarrow; install it with: pip install 'ytchannel[parquet]', or give --format csv."
    ),
    "family-unknown": N_("YouTube makes no reports “{value}”. There are: {known}, and all of them by the name all."),
    "view-missing": N_("This report has no {view}: YouTube Analytics told nothing of them."),
    "options-before": N_("Options stand after the name of their command: write `stats {command} {option} …`."),
}
