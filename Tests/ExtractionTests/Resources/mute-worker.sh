#!/bin/sh
# A worker that cannot start: as after half an update.
echo "error while loading shared libraries: libxml2.so.2" >&2
exit 127
