"""An SMTP server (aiosmtpd) for the tests: writes every mail to a file of its own.

usage: smtp-server.py DIRECTORY [--tls CERTIFICATE KEY] [--login USER PASSWORD] [--refuse ADDRESS]

Prints its port, then serves until its standard input ends.
"""

import argparse
import asyncio
import os
import ssl
import sys

from aiosmtpd.smtp import AuthResult, SMTP

parser = argparse.ArgumentParser()
parser.add_argument("directory")
parser.add_argument("--tls", nargs=2)
parser.add_argument("--login", nargs=2)
parser.add_argument("--refuse", default="")
arguments = parser.parse_args()


class Handler:
    count = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if arguments.refuse and address.startswith(arguments.refuse):
            return "550 5.1.1 no such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        Handler.count += 1
        name = os.path.join(arguments.directory, "%04d" % Handler.count)
        head = "MAIL FROM:%s\nRCPT TO:%s\nTLS:%s\nLOGIN:%s\n" % (
            envelope.mail_from,
            ",".join(envelope.rcpt_tos),
            "yes" if session.ssl else "no",
            (session.auth_data or b"no").decode(),
        )
        with open(name + ".new", "wb") as file:
            file.write(head.encode() + envelope.original_content.replace(b"\r\n", b"\n"))
        os.rename(name + ".new", name)
        return "250 2.0.0 taken"


def authenticate(server, session, envelope, mechanism, data):
    wanted = tuple(word.encode() for word in arguments.login)
    good = (data.login, data.password) == wanted
    return AuthResult(success=good, handled=False, auth_data=data.login if good else None)


def factory():
    context = None
    if arguments.tls:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(*arguments.tls)
    return SMTP(
        Handler(),
        hostname="localhost",
        tls_context=context,
        auth_required=bool(arguments.login),
        auth_require_tls=bool(arguments.tls),
        authenticator=authenticate if arguments.login else None,
    )


async def serve():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(factory, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(serve())
