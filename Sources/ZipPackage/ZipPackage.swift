// Room of ZipPackage.
