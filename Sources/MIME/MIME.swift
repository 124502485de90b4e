// Room of MIME.
