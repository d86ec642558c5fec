"""The order of a text: repeated passages taken out, lines, numbers, days, headings and what belongs to each."""
