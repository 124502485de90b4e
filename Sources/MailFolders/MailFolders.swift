// Room of MailFolders.
