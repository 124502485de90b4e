// Room of DocumentReaders.
