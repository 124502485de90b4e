// Tests of MailFolders.
