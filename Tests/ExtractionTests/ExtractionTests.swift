// Tests of Extraction.
