// A library for LD_PRELOAD: it meets the n-th call that changes a file below a directory with a death, with a loss of
// power, or with an error. The calls are counted over all threads of the process.
//
//   ISTIMARA_FAULTS_ROOT   the directory; the calls on files below it are counted
//   ISTIMARA_FAULTS_WHAT   kill | power | ENOSPC | EIO | EROFS | EMFILE
//   ISTIMARA_FAULTS_AT     which call meets it, from 1; 0 or absent: none
//   ISTIMARA_FAULTS_FOR    how many calls in a row meet an error (default 1)
//   ISTIMARA_FAULTS_COUNT  a file that the number of calls is written to at the end of the process
//   ISTIMARA_FAULTS_BOOT   the id of the machine's start, in place of the kernel's: after a loss of power it is another
//   ISTIMARA_FAULTS_DEAF   fsync(2) and fdatasync(2) do nothing for files whose path holds this text, and say they did
//
// A loss of power takes everything that no fsync(2) has made durable, as POSIX allows: the bytes written since the file's
// last one, and the names made, moved and removed since the last one of their directory.
