#!/usr/bin/python3
"""Fetches every message of a mailbox as a first script would, one by one: imaplib-fetch.py PORT CA_FILE USER PASSWORD"""
import imaplib, json, resource, ssl, sys, time

port, authority, user, password = sys.argv[1:]
started = time.monotonic()
client = imaplib.IMAP4_SSL("localhost", int(port), ssl_context=ssl.create_default_context(cafile=authority))
client.login(user, password)
client.select("INBOX", readonly=True)
uids = client.uid("SEARCH", "ALL")[1][0].split()
size = sum(len(client.uid("FETCH", uid, "(BODY.PEEK[])")[1][0][1]) for uid in uids)
client.logout()
usage = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({"messages": len(uids), "bytes": size, "seconds": round(time.monotonic() - started, 2),
                  "processor": round(usage.ru_utime + usage.ru_stime, 2)}))
