"""A second town on the same emulator, made by `kiridashi new` and deployed from the archives that a town downloads: its pages
and mails are its own. Then what the archives hold, and what deploying from them refuses."""

import os
import re
import subprocess
import tarfile

import pytest

from stack import ROOT, until
from test_employer import Employer, body, send
from visitor import Visitor

ANSWERS = {"name": "北山町", "reading": "きたやままち", "prefecture": "山見県", "operator": "北山町しごと窓口", "phone": "0123-45-6789",
           "mail": "office@example.jp", "wage": "1050", "colour": "lake"}
SHARED = ("見本町", "見本県")
PAGES = ("/", "/about/", "/faq/", "/guides/after/", "/guides/price/", "/handbook/", "/how/", "/industries/inn/", "/privacy/", "/results/",
         "/seminars/", "/inventory/", "/director/", "/registration/visit")


def about(stack, reference):
    return [mail for mail in stack.mail.mails() if reference in str(mail["Subject"]) + body(mail)]


@pytest.fixture(scope="module")
def town(stack):
    folder = stack.folder / "kitayama"
    options = [part for option, answer in ANSWERS.items() for part in (f"--{option}", answer)]
    stack.operator(os.environ["KIRIDASHI"], "new", folder, *options)
    return folder


def held(folder):
    """Every file of a folder, with what it holds."""
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_new_town_is_deployed_beside_the_first_from_a_release(stack, town, archives):
    [first] = [line.split('"')[1] for file in ROOT.glob("towns/*/content/programme.toml")
               for line in file.read_text().splitlines() if line.startswith("town = ")]
    other = stack.beside("production")
    [functions] = archives.glob("kiridashi-functions-*.tar.gz")
    begun = held(town)
    other.deploy("--town", town, programs=("--release", functions))
    assert held(town) == begun, "the software never touches a town's folder"
    other.learn()
    try:
        visitor = Visitor(other)
        for path in PAGES:
            text = visitor.open(path).html
            assert ANSWERS["name"] in text, path
            assert not [name for name in (first, *SHARED) if name in text], path
        [style] = set(re.findall(r"/main\.css\?h=\w+", visitor.open("/inventory/").html))
        assert "#1d4f7a" in visitor.open(style).body.decode(), "a function's page has the town's colours"
        employer = Employer("kita@inn.example.jp")
        _, reference = send(other, employer)
        mails = until(lambda: about(stack, reference) if len(about(stack, reference)) >= 3 else None)
        for mail in mails:
            assert not [name for name in (first, *SHARED) if name in body(mail)]
        [receipt] = [mail for mail in mails if mail["Envelope-to"] == employer.mail]
        assert ANSWERS["operator"] in body(receipt)
        # The first town is as it was.
        assert first in Visitor(stack).open("/").html
    finally:
        file = stack.folder / "kitayama.jsonl.gz"
        other.sweep()
        other.operator("infra/table", "production", "export", file)
        other.operator("infra/destroy", "production", file, input="kiridashi-production\n")


def test_a_stage_is_one_towns(stack, town):
    """A folder taken for another changes nothing."""
    before = stack.before()
    command = ["infra/deploy", "test", "--dry-run", "--prebuilt", stack.binaries, "--town", town]
    refused = stack.operator(*command, ok=False)
    assert refused.returncode != 0 and f"this folder is {ANSWERS['name']}'s" in refused.stdout, refused.stdout
    assert stack.kept() == before
    renamed = stack.operator(*command, "--renamed", ok=False)
    assert "this folder is" not in renamed.stdout, renamed.stdout


@pytest.fixture(scope="module")
def archives(stack):
    out = stack.folder / "release"
    made = stack.operator("infra/release", out, "--prebuilt", stack.binaries, "--program", os.environ["KIRIDASHI"])
    assert "linux-x86_64.tar.gz" in made.stdout
    return out


def test_a_release_holds_programs_licences_and_their_checksums(archives):
    subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=archives, check=True)
    [functions] = archives.glob("kiridashi-functions-*.tar.gz")
    [program] = set(archives.glob("kiridashi-*.tar.gz")) - {functions}
    with tarfile.open(functions) as archive:
        names = {name.split("/", 1)[-1] for name in archive.getnames()}
    assert {"LICENSE", "LICENCES-OF-OTHERS.txt", "lambda/inventory/bootstrap", "lambda/publish/bootstrap"} <= names
    with tarfile.open(program) as archive:
        names = {name.split("/", 1)[-1] for name in archive.getnames()}
    assert {"kiridashi", "site/config.toml", "content/faq.md", "infra/deploy", "LICENCES-OF-OTHERS.txt"} <= names
    assert not [name for name in names if name.startswith("towns/")], "a town brings its own"


def test_a_town_is_deployed_from_a_release_and_not_from_a_damaged_one(stack, archives, town, tmp_path):
    [functions] = archives.glob("kiridashi-functions-*.tar.gz")
    [program] = set(archives.glob("kiridashi-*.tar.gz")) - {functions}
    subprocess.run(["tar", "-xzf", program, "-C", tmp_path, "--strip-components=1"], check=True)
    command = ["infra/deploy", "production", "--dry-run", "--town", town, "AlarmMail=alarm@example.jp", "--release"]

    def deploy(file):
        environment = {name: value for name, value in stack.environment.items() if name not in ("KIRIDASHI", "CARGO_TARGET_DIR")}
        return subprocess.run([*command, file], cwd=tmp_path, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              env={**environment, "SMTP_URL": stack.mail.url, "PATH": stack.path})

    done = deploy(functions)
    assert done.returncode == 0 and "nothing was changed" in done.stdout, done.stdout
    made = tmp_path / "target/deploy/production/lambda"
    assert (made / "inventory/town/texts.json").is_file() and (made / "publish/site/config.toml").is_file()
    assert ANSWERS["name"] in (made / "orders/town/texts.json").read_text()
    damaged = tmp_path / "damaged"
    damaged.mkdir()
    copy = damaged / functions.name
    copy.write_bytes(functions.read_bytes()[:-1] + b"x")
    (damaged / "SHA256SUMS").write_text((archives / "SHA256SUMS").read_text())
    refused = deploy(copy)
    assert refused.returncode != 0 and "is not what was released" in refused.stdout, refused.stdout
