// Tests of IMAP.
