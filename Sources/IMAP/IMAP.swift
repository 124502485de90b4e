// Room of IMAP.
