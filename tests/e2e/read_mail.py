"""Prints every mail of a folder as JSON, as Python's standard library reads it."""

import base64
import json
import pathlib
import sys
import unicodedata
from email import policy
from email.parser import BytesParser


def addresses(header):
    return [a.addr_spec for a in header.addresses] if header else []


def body(mail, kind):
    part = mail.get_body((kind,))
    return part.get_content() if part else ""


def attached(part):
    content = part.get_content()
    raw = content.encode() if isinstance(content, str) else content
    return {
        "name": part.get_filename(""),
        "kind": part.get_content_type(),
        "content": base64.b64encode(raw).decode(),
    }


def defects(mail):
    parts = [d for part in mail.walk() for d in part.defects]
    headers = [d for h in mail.values() for d in getattr(h, "defects", ())]
    return [repr(d) for d in parts + headers]


def columns(line):
    # An address cannot be broken without breaking it.
    if line.lstrip().startswith("http"):
        return 0
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in line)


def read(path):
    mail = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
    return {
        "subject": str(mail["subject"]),
        "from": addresses(mail["from"]),
        "to": addresses(mail["to"]),
        "reply_to": addresses(mail["reply-to"]),
        "message_id": str(mail["message-id"]),
        "text": body(mail, "plain"),
        "widest": max(map(columns, body(mail, "plain").splitlines()), default=0),
        "html": body(mail, "html"),
        "files": [attached(part) for part in mail.iter_attachments()],
        "defects": defects(mail),
    }


json.dump([read(path) for path in sorted(pathlib.Path(sys.argv[1]).glob("*.eml"))], sys.stdout)
