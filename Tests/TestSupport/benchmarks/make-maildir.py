#!/usr/bin/python3
"""Fills a Maildir with messages that differ: make-maildir.py COUNT MESSAGES MAILDIR

Goes round the fixture messages; each copy has its own Message-ID, sender and (in tagged forms) respondent, so that no two
are the same letter or replies of one respondent.
"""
import email, email.policy, glob, io, os, sys, zipfile

count, messages, maildir = int(sys.argv[1]), sys.argv[2], sys.argv[3]
policy = email.policy.SMTP
for folder in ("cur", "new", "tmp"):
    os.makedirs(os.path.join(maildir, folder), exist_ok=True)
sources = [open(path, "rb").read() for path in sorted(glob.glob(os.path.join(messages, "0[1-9]*.eml")))]
names = ["عبد الرحيم بناني", "Nadia El Fassi", "محمد السلاوي", "Mustapha Rahmani", "خديجة أيت لحسن", "الحسين أوبلا",
         "Abdelkader Ziani"]


def renamed(document, number):
    source = zipfile.ZipFile(io.BytesIO(document))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as result:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename == "word/document.xml":
                for name in names:
                    data = data.replace(name.encode(), f"{name} {number}".encode())
            result.writestr(entry.filename, data)
    return target.getvalue()


for number in range(count):
    message = email.message_from_bytes(sources[number % len(sources)], policy=policy)
    del message["Message-ID"]
    message["Message-ID"] = f"<benchmark-{number}@mail.example>"
    for part in message.walk():
        if part.get_filename("").endswith(".docx"):
            data = renamed(part.get_payload(decode=True), number)
            part.set_content(data, "application", part.get_content_subtype(), filename=part.get_filename())
        elif part.get_content_type() == "text/plain" and "0.4:" in part.get_content():
            text = part.get_content().replace("Abdelkader Ziani", f"Abdelkader Ziani {number}")
            part.set_content(text, charset="utf-8")
    with open(os.path.join(maildir, "new", f"{1583000000 + number}.N{number}.benchmark"), "wb") as file:
        file.write(message.as_bytes())
