#ifndef ISTIMARA_PROCESS_CHANNEL_H
#define ISTIMARA_PROCESS_CHANNEL_H

/// A channel: [0] is the parent's end, which never blocks, [1] the program's. Both close in whatever else is started.
typedef int channel[2];

/// No channel yet.
#define NO_CHANNEL {-1, -1}

/// Opens a socket whose ends read and write: of bytes, or of packets. Returns 0 or an errno.
int istimara_channel_socket(channel ends, int type);

/// Opens a pipe from the program to the parent. Returns 0 or an errno.
int istimara_channel_pipe(channel ends);

/// Closes what is open.
void istimara_channel_close(channel ends);
#endif
