"""What a report is made of and how it is put together: figures of moments, measures of spans of days. Pure.

`figures` has the counters of videos at a moment, `measures` what happened between two days, `periods` the spans that
people ask for, `composing` makes one `Report` of them.
"""
