"""The elements of GB/T 9704-2012 that stand around the body: title, number, issuers, dates, addressees."""
