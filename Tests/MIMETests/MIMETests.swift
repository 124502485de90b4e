// Tests of MIME.
