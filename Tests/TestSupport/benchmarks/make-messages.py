#!/usr/bin/python3
"""Writes messages with files in base64: make-messages.py FOLDER COUNT MEGABYTES

COUNT messages, MEGABYTES of 10^6 bytes together; each has a short letter and one to three files. The same every time.
"""
import base64, os, random, sys

folder, count, total = sys.argv[1], int(sys.argv[2]), int(float(sys.argv[3]) * 1e6)
os.makedirs(folder, exist_ok=True)
source = random.Random(4)
shares = [source.uniform(0.2, 1.8) if count > 1 else 1.0 for _ in range(count)]
for number, share in enumerate(shares):
    files = source.randint(1, 3) if count > 1 else 1
    # 57 bytes give a line of 76 letters, CR and LF.
    lines = max(1, int(total * share / sum(shares) / files / 78))
    parts = [f"""From: =?UTF-8?B?2YXYrdmF2K8=?= <a{number}@example.ma>\r
To: forms@example.org\r
Subject: =?UTF-8?B?2KfYs9iq2YXYp9ix2Kk=?= {number}\r
Date: Thu, 12 Mar 2020 09:30:00 +0100\r
Message-ID: <{number}@example.ma>\r
MIME-Version: 1.0\r
Content-Type: multipart/mixed; boundary="=_{number}"\r
\r
--=_{number}\r
Content-Type: text/plain; charset=utf-8\r
\r
Bonjour, السلام عليكم\r
""".encode()]
    for place in range(files):
        header = f"""--=_{number}\r
Content-Type: application/octet-stream\r
Content-Transfer-Encoding: base64\r
Content-Disposition: attachment; filename*=UTF-8''form%20{place}.docx\r
\r
"""
        content = base64.encodebytes(source.randbytes(57 * lines)).replace(b"\n", b"\r\n")
        parts.append(header.encode() + content)
    with open(os.path.join(folder, f"{number:06}.eml"), "wb") as message:
        message.write(b"".join(parts) + f"--=_{number}--\r\n".encode())
