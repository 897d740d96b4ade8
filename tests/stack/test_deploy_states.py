"""What `infra/deploy` does in each state a stack can be in, with a stand-in for `aws` that says the state."""

import os
import subprocess

import pytest

from stack import FUNCTIONS, ROOT

# Says what a test wants to hear and notes what is asked for. Publishing texts ends the run: what follows is the same in
# every state.
AWS = """#!/usr/bin/env bash
printf '%s\\n' "$*" >>"$ASKED"
case "$1 $2" in
  "sts get-caller-identity") echo 000000000000 ;;
  "cloudformation describe-stacks")
    case $STATE in
      NONE) echo "An error occurred (ValidationError): Stack with id kiridashi-test does not exist" >&2; exit 254 ;;
      UNREACHABLE) echo "Could not connect to the endpoint URL" >&2; exit 255 ;;
    esac
    case "$*" in *StackStatus*) echo "$STATE" ;; *Tags*) echo "${TOWN:-None}" ;; *) echo https://test.example.jp ;; esac ;;
  "cloudformation describe-stack-resource") [ -n "$ROWS" ] && echo kiridashi-test-Table || exit 254 ;;
  "dynamodb scan") echo "$ROWS" ;;
  "ssm get-parameter") echo secret ;;
esac
"""
KIRIDASHI = """#!/usr/bin/env bash
case "$*" in
  pack*) mkdir -p "$2/town" "$2/site/content"; echo 'town = "見本町"' >"$2/site/content/programme.toml" ;;
  check* | zip* | *--dry-run*) ;;
  *) exit 1 ;;
esac
"""
# What only asks.
READS = ("sts get-", "cloudformation describe-", "cloudformation validate-", "dynamodb scan", "ssm get-",
         "s3api head-", "s3 cp", "cloudformation package")


def deploy(folder, state, rows="", more=(), town=""):
    """The run, and what it asked of AWS that changes something. No function is started, and the template has a test of its own."""
    asked = folder / "asked"
    ends = ["cfn-lint", *(f"{name.lower()}/bootstrap" for name in FUNCTIONS)]
    programs = {"aws": AWS, "kiridashi": KIRIDASHI, **dict.fromkeys(ends, "#!/bin/true\n")}
    for name, said in programs.items():
        script = folder / name
        script.parent.mkdir(exist_ok=True)
        script.write_text(said)
        script.chmod(0o755)
    done = subprocess.run(
        [ROOT / "infra/deploy", "test", "--prebuilt", folder, "AlarmMail=alarm@example.jp", *more], cwd=ROOT, text=True,
        env={**os.environ, "PATH": f"{folder}:{os.environ['PATH']}", "ASKED": str(asked), "KIRIDASHI": str(folder / "kiridashi"),
             "AWS_ACCESS_KEY_ID": "test", "STATE": state, "ROWS": rows, "TOWN": town,
             "CARGO_TARGET_DIR": str(folder / "target")},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    lines = asked.read_text().splitlines()
    return done, [line for line in lines if not line.startswith(READS)]


def commands(changes):
    """The changes of the stack itself, by what is asked and whether the table is under protection."""
    found = [line for line in changes if line.startswith("cloudformation")]
    return [" ".join(line.split()[1:2] + [part for part in line.split() if part.startswith("TableProtection")])
            for line in found]


MADE = ["deploy TableProtection=off", "deploy TableProtection=on"]


@pytest.mark.parametrize("state, expected", [
    ("NONE", MADE),
    ("ROLLBACK_COMPLETE", ["delete-stack", "wait", *MADE]),
    ("CREATE_COMPLETE", ["deploy TableProtection=on"]),
    ("UPDATE_COMPLETE", ["deploy TableProtection=on"]),
    ("UPDATE_ROLLBACK_COMPLETE", ["deploy TableProtection=on"]),
])
def test_a_stack_is_made_changed_or_begun_anew(tmp_path, state, expected):
    done, changes = deploy(tmp_path, state)
    assert commands(changes) == expected, done.stdout


def test_another_town_is_not_put_over_a_stage_but_by_its_new_name(tmp_path):
    done, changes = deploy(tmp_path, "UPDATE_COMPLETE", town="北山町")
    assert done.returncode != 0 and "kiridashi-test is 北山町's, and this folder is 見本町's" in done.stdout and changes == []
    for more, town in ((["--renamed"], "北山町"), ([], "見本町"), ([], "")):
        (tmp_path / "asked").unlink()
        done, changes = deploy(tmp_path, "UPDATE_COMPLETE", more=more, town=town)
        assert commands(changes) == ["deploy TableProtection=on"], done.stdout
        assert any("town=見本町" in line for line in changes)


@pytest.mark.parametrize("state, said", [
    ("CREATE_IN_PROGRESS", "Wait"),
    ("ROLLBACK_IN_PROGRESS", "Wait"),
    ("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS", "Wait"),
    ("DELETE_IN_PROGRESS", "Wait"),
    ("UPDATE_ROLLBACK_FAILED", "continue-update-rollback"),
    ("ROLLBACK_FAILED", "no table any more"),
    ("DELETE_FAILED", "no table any more"),
    ("IMPORT_ROLLBACK_FAILED", "does not know"),
    ("UNREACHABLE", "Could not connect"),
])
def test_where_aws_would_refuse_nothing_is_changed_and_it_is_said_what_to_do(tmp_path, state, said):
    done, changes = deploy(tmp_path, state)
    assert done.returncode == 1 and said in done.stdout, done.stdout
    assert changes == []


@pytest.mark.parametrize("rows, kept", [("0", False), ("12", True)])
def test_a_table_that_is_left_over_is_exported_before_it_is_deleted(tmp_path, rows, kept):
    done, changes = deploy(tmp_path, "ROLLBACK_FAILED", rows)
    assert done.returncode == 1 and changes == []
    assert ("infra/table test export" in done.stdout) == kept, done.stdout
    typed = [line.strip() for line in done.stdout.splitlines() if line.startswith("  aws ")]
    assert [line.split()[2] for line in typed] == ["update-table", "delete-stack", "wait"]
    assert "--table-name kiridashi-test-Table --no-deletion-protection-enabled" in typed[0]
