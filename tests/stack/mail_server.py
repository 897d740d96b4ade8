"""A real mail server on the loopback interface: Debian's Exim with STARTTLS and AUTH, keeping mails in a Maildir."""

import email
import email.policy
import os
import pathlib
import pwd
import socket
import subprocess
import time

USER = "dispatch"
OWNER = "Debian-exim"

CONFIGURATION = """
primary_hostname = localhost
spool_directory = {folder}/spool
log_file_path = {folder}/spool/log-%s
pid_file_path = {folder}/spool/pid
local_interfaces = 127.0.0.1
daemon_smtp_ports = {port}
keep_environment =
disable_ipv6
host_lookup =
rfc1413_query_timeout = 0s
smtp_accept_max = 100
smtp_accept_max_per_connection = 1000
message_size_limit = 40M
tls_advertise_hosts = *
tls_certificate = {folder}/mail.pem
tls_privatekey = {folder}/mail.key
auth_advertise_hosts = ${{if eq{{$tls_in_cipher}}{{}}{{}}{{*}}}}
acl_smtp_mail = encrypted_and_known
acl_smtp_rcpt = encrypted_and_known
acl_smtp_data = take

begin acl
encrypted_and_known:
  deny message = use STARTTLS first
       !encrypted = *
  deny message = log in first
       !authenticated = *
  accept
take:
  accept

begin routers
everybody:
  driver = accept
  transport = maildir

begin transports
maildir:
  driver = appendfile
  directory = {folder}/mail
  maildir_format
  envelope_to_add
  user = {owner}

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${{if and{{{{eq{{$auth2}}{{{user}}}}}{{eq{{$auth3}}{{{password}}}}}}}}}
  server_set_id = $auth2
"""


class MailServer:
    """Certificates `mail.pem` and `mail.key` must lie in the folder."""

    def __init__(self, folder: pathlib.Path, port: int):
        self.folder, self.port, self.password = folder, port, "mihon-password"
        self.process, self.read = None, {}
        owner = pwd.getpwnam(OWNER)
        for name in ("spool", "mail"):
            (folder / name).mkdir(exist_ok=True)
            os.chown(folder / name, owner.pw_uid, owner.pw_gid)
        self.configure()
        for name in ("mail.pem", "mail.key"):
            os.chown(folder / name, owner.pw_uid, owner.pw_gid)

    def configure(self):
        (self.folder / "exim.conf").write_text(CONFIGURATION.format(
            folder=self.folder, port=self.port, owner=OWNER, user=USER, password=self.password))
        os.chmod(self.folder / "exim.conf", 0o644)

    def change_password(self, password):
        self.password = password
        self.configure()
        self.stop()
        self.start()

    @property
    def url(self):
        return f"smtp://{USER}:{self.password}@localhost:{self.port}?tls=required"

    def start(self):
        log = open(self.folder / "exim.out", "a")
        self.process = subprocess.Popen(
            ["/usr/sbin/exim4", "-C", str(self.folder / "exim.conf"), "-bdf", "-odi"],
            stdout=log, stderr=log, env={"PATH": os.environ["PATH"]})
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return self
            except OSError:
                time.sleep(0.05)
        raise RuntimeError((self.folder / "exim.out").read_text())

    def stop(self):
        self.process.terminate()
        self.process.wait(20)

    def mails(self, to=None):
        """The mails kept so far, oldest first; only those for one address when it is given."""
        files = sorted((self.folder / "mail").glob("new/*"), key=lambda file: file.stat().st_mtime_ns)
        for file in files:
            if file not in self.read:
                mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
                self.read[file] = (mail["Envelope-to"], mail)
        return [mail for receiver, mail in map(self.read.get, files) if to is None or receiver == to]
