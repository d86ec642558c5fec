"""Step 4: recognise what the text states; each module reads one kind of statement and knows no other."""
