#!/usr/bin/python3
"""What a plain Python pipeline would be: import-docx.py MAILDIR OUT

Reads every message of a Maildir with `email`, every Word file of it with python-docx, takes the values of its tagged
content controls (ECMA-376 part 1, 17.5.2), and writes a JSON file a message, each with one fsync. Prints messages a second.
"""
import email
import email.policy
import hashlib
import io
import json
import os
import sys
import time

import docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


def value(control):
    """What a control says; None where its placeholder stands."""
    properties = control.find(W + "sdtPr")
    if properties.find(W + "showingPlcHdr") is not None:
        return None
    box = properties.find(W14 + "checkbox")
    if box is not None:
        return box.find(W14 + "checked").get(W14 + "val") in ("1", "true")
    content = control.find(W + "sdtContent")
    return "".join(text.text or "" for text in content.iter(W + "t")).strip()


def answers(data):
    document = docx.Document(io.BytesIO(data))
    read = {}
    for control in document.element.body.iter(W + "sdt"):
        tag = control.find(W + "sdtPr").find(W + "tag")
        if tag is not None:
            read[tag.get(W + "val")] = value(control)
    return read


def record(raw):
    message = email.message_from_bytes(raw, policy=email.policy.default)
    parts = []
    for part in message.walk():
        if part.is_multipart():
            continue
        data = part.get_payload(decode=True)
        entry = {"type": part.get_content_type(), "name": part.get_filename(), "sha256": hashlib.sha256(data).hexdigest()}
        if (part.get_filename() or "").endswith(".docx"):
            entry["answers"] = answers(data)
        parts.append(entry)
    header = {name: str(message[name]) for name in ("From", "Subject", "Date", "Message-ID")}
    return {"sha256": hashlib.sha256(raw).hexdigest(), "header": header, "parts": parts}


maildir, out = sys.argv[1], sys.argv[2]
os.makedirs(out)
started = time.monotonic()
count = values = 0
for name in sorted(os.listdir(os.path.join(maildir, "new"))):
    with open(os.path.join(maildir, "new", name), "rb") as file:
        read = record(file.read())
    values += sum(len(part.get("answers", {})) for part in read["parts"])
    with open(os.path.join(out, read["sha256"] + ".json"), "w") as file:
        json.dump(read, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    count += 1
wall = time.monotonic() - started
print(f"Python pipeline: {count} messages, {values} values in {wall:.1f} s, {count / wall:.1f} messages/s")
