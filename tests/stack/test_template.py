"""Static checks of the template: clean, or with the reason in `infra/checks.md`."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from stack import ROOT

TEMPLATE = ROOT / "infra/template.yaml"


def run(*command):
    environment = {name: value for name, value in os.environ.items() if name not in ("LD_PRELOAD", "STACK_CLOCK")}
    return subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, env=environment, cwd=ROOT)


def test_cfn_lint_is_content():
    done = run(Path(sys.executable).parent / "cfn-lint", "--regions", "ap-northeast-1", "--template", TEMPLATE)
    assert done.returncode == 0, done.stdout
    done = run(Path(sys.executable).parent / "cfn-lint", "--regions", "us-east-1", "--template",
               TEMPLATE.with_name("waf.yaml"))
    assert done.returncode == 0, done.stdout


def test_checkov_says_no_only_where_a_reason_is_written():
    done = run(os.environ["CHECKOV"], "--framework", "cloudformation", "--output", "json", "--quiet",
               "--file", TEMPLATE)
    report = json.loads(done.stdout[done.stdout.index("{"):])
    assert report["summary"]["passed"] > 20
    failed = {check["check_id"] for check in report["results"]["failed_checks"]}
    reasons = (ROOT / "infra/checks.md").read_text().split("## What MiniStack")[0]
    assert failed == set(re.findall(r"CKV\w*_\d+", reasons))


def test_scripts_pass_shellcheck():
    scripts = ["infra/deploy", "infra/destroy", "infra/rotate-keys", "infra/release", "tests/stack/run", "tests/run", ".ci/run"]
    done = run("shellcheck", *scripts)
    assert done.returncode == 0, done.stdout


def test_no_resource_is_a_wildcard_without_a_reason():
    lines = TEMPLATE.read_text().splitlines()
    for number, line in enumerate(lines):
        if re.search(r"(Resource|Principal): \"?\*", line):
            assert lines[number - 1].strip().startswith("#"), f"line {number + 1}: {line.strip()}"


def test_deployment_and_tests_know_every_function():
    names = set(re.findall(r"^  (\w+)Function:$", TEMPLATE.read_text(), re.M))
    for script in ("infra/deploy", "tests/stack/run"):
        lists = re.findall(r"^(?:functions|small|large)=\((.*)\)", (ROOT / script).read_text(), re.M)
        assert {name.lower() for name in names} == set(" ".join(lists).split()), script


def keys_by_action(action):
    """The beginnings of the keys for which each function's role allows an action, as the template writes them."""
    allowed = {}
    for role, text in re.findall(r"^  (\w+)Role:\n(.*?)(?=^  \w)", TEMPLATE.read_text(), re.M | re.S):
        for statement in re.split(r"- \{?Sid: ", text)[1:]:
            if action in statement:
                keys = re.search(r"dynamodb:LeadingKeys: \[(.*?)\]", statement)
                allowed.setdefault(role, []).append(keys[1] if keys else "any")
    return allowed


def test_every_function_reads_the_published_texts_and_the_desk_alone_writes_them():
    """The emulator does not look at the condition, so here it is read."""
    functions = set(re.findall(r"^  (\w+)Function:$", TEMPLATE.read_text(), re.M))
    of_texts = lambda action: {role for role, keys in keys_by_action(action).items() if '"C#*"' in ", ".join(keys)}
    assert of_texts("dynamodb:GetItem") == functions
    for action in ("PutItem", "UpdateItem"):
        assert of_texts(f"dynamodb:{action}") <= {"Publish"}, action
    assert of_texts("dynamodb:Query") == {"Publish", "Office", "Print", "Seminar"}
    assert of_texts("dynamodb:DeleteItem") == set()


def test_what_may_be_deleted_is_named_by_its_key():
    """The emulator does not look at the condition, so here it is read."""
    deleting = keys_by_action("dynamodb:DeleteItem")
    everything = '"D#*", "F#*", "G#*", "S#*", "N#*", "O#*", "Y#*", "B#*"'
    assert deleting == {"Inventory": ['"D#*", "J#*", "F#*", "B#*"'], "Seminar": ['"S#*"'], "Office": ['"S#*"', '"G#*"'], "Director": ['"A#*", "I#*"'],
                        "Schedule": [everything]}
