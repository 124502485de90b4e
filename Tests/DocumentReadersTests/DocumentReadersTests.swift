// Tests of DocumentReaders.
