// Room of Transport.
