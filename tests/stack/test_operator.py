"""The runbook, followed: what its commands promise, on the stack that the other tests have used."""

import re
import subprocess

from stack import until
from test_employer import Employer, body, expected, mails_about, send
from visitor import Visitor


def test_deploying_again_changes_nothing_and_a_dry_run_even_less(stack):
    before = stack.aws("cloudformation").describe_stacks(StackName="kiridashi-test")["Stacks"][0]
    shown = stack.deploy("--dry-run").stdout
    assert "nothing was changed" in shown
    shown = stack.deploy().stdout
    assert "== done" in shown and stack.url in shown
    after = stack.aws("cloudformation").describe_stacks(StackName="kiridashi-test")["Stacks"][0]
    assert before["Outputs"] == after["Outputs"]


def test_a_failed_step_leaves_the_old_version_serving(stack):
    failed = stack.deploy("LogDays=8", ok=False)
    assert failed.returncode != 0
    assert Visitor(stack).open("/inventory/").status == 200


def test_what_is_missing_is_said(stack):
    asked = stack.operator("infra/deploy", ok=False)
    assert asked.returncode == 2 and "STAGE" in asked.stdout
    asked = stack.operator("infra/deploy", "production", "--prebuilt", stack.binaries, ok=False)
    assert asked.returncode == 1 and "AlarmMail" in asked.stdout


def test_links_stay_valid_when_keys_are_rotated_and_end_when_a_key_is_dropped(stack):
    employer = Employer("shiro@inn.example.jp")
    _, reference = send(stack, employer)
    until(lambda: stack.mail.mails(employer.mail))
    link = re.search(rf"{re.escape(stack.url)}/inventory/status\S+", body(stack.mail.mails(employer.mail)[0]))[0]
    shown = stack.operator("infra/rotate-keys", "test").stdout
    keys = re.search(r"the first one signs: (.*)", shown)[1].split()
    assert len(keys) == 2
    assert reference in Visitor(stack).open(link).text
    stack.operator("infra/rotate-keys", "test", "--drop", keys[1])
    assert Visitor(stack).open(link).status == 404
    assert Visitor(stack).open("/inventory/").status == 200


def test_a_new_password_of_the_mail_server_is_read_when_told(stack):
    stack.mail.change_password("neues-mihon")
    given = subprocess.run(
        ["aws", "ssm", "put-parameter", "--overwrite", "--type", "SecureString", "--name",
         "/kiridashi/test/smtp-url", "--value", "file:///dev/stdin"], input=stack.mail.url, text=True,
        env={**stack.environment, "PATH": stack.path}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert given.returncode == 0, given.stdout
    stack.operator("infra/rotate-keys", "test", "--reread")
    employer = Employer("momo@inn.example.jp")
    _, reference = send(stack, employer)
    until(lambda: mails_about(stack, reference) == expected(employer))


def test_a_web_acl_is_made_and_put_before_the_site(stack):
    waf = ("--region", "us-east-1", "--stack-name", "kiridashi-waf")
    stack.operator("aws", "cloudformation", "deploy", *waf, "--template-file", "infra/waf.yaml")
    arn = stack.operator("aws", "cloudformation", "describe-stacks", *waf, "--query",
                         "Stacks[0].Outputs[0].OutputValue", "--output", "text").stdout.strip()
    assert ":us-east-1:" in arn and "/webacl/" in arn
    stack.deploy(f"WebAclArn={arn}")
    [front] = stack.aws("cloudfront").list_distributions()["DistributionList"]["Items"]
    assert front["WebACLId"] == arn


def test_a_new_key_of_cloudfront_is_taken_beside_the_old_one(stack):
    [(_, old)] = stack.ways_of(stack.host)[0].added
    stack.operator("infra/rotate-keys", "test", "--edge")
    stack.deploy()
    [(name, proof)] = stack.ways_of(stack.host)[0].added
    function = stack.aws("lambda").get_function_configuration(FunctionName=stack.outputs["InventoryFunction"])
    assert function["Environment"]["Variables"]["EDGE_KEY"].split() == [proof, old] and proof != old
    # CloudFront takes some minutes until it says the new one everywhere.
    for way in stack.ways_of(stack.host):
        way.added[:] = [(name, old)]
    assert Visitor(stack).open("/inventory/").status == 200
    stack.ways.clear()
    assert Visitor(stack).open("/inventory/").status == 200


def test_one_persons_data_is_found_and_deleted_on_request(stack):
    asking, others = Employer("goro@inn.example.jp"), Employer("rokuro@inn.example.jp")
    _, reference = send(stack, asking)
    _, other = send(stack, others)
    until(lambda: len(mails_about(stack, reference)) == len(mails_about(stack, other)) == 3)
    listed = stack.operator("infra/table", "test", "find", asking.mail).stdout.splitlines()
    assert any(line.startswith("F#" + reference.replace("-", "").lower()) for line in listed)
    refused = stack.operator("infra/table", "test", "forget", asking.mail, input="no\n", ok=False)
    assert refused.returncode != 0
    stack.operator("infra/table", "test", "forget", asking.mail, input=f"{len(listed)}\n")
    assert stack.operator("infra/table", "test", "find", asking.mail).stdout == ""
    assert stack.operator("infra/table", "test", "find", reference).stdout == ""
    assert stack.operator("infra/table", "test", "find", others.mail).stdout != ""


def which(mail):
    return mail["Envelope-to"], mail["Message-ID"], mail["Subject"]


def test_a_backup_restores_everything_and_no_mail_leaves_twice(stack):
    file = stack.folder / "backup.jsonl.gz"
    stack.past_the_hour()
    _, reference = send(stack, Employer("nanako@inn.example.jp"))
    until(lambda: len(mails_about(stack, reference)) == 3)
    # The register is brought up, so that the stage's own clock has nothing left to do meanwhile.
    stack.before()
    stack.operator("infra/table", "test", "export", file)
    stack.operator("infra/table", "test", "compare", file)
    table, client = stack.outputs["TableName"], stack.aws("dynamodb")
    kept = lambda: sorted(stack.kept(but=("B#", "H#")), key=lambda item: (item["pk"]["S"], item["sk"]["S"]))
    items, mails = kept(), [which(mail) for mail in stack.mail.mails()]
    # What is there already as it was changes nothing; what has changed since is not written over.
    stack.operator("infra/table", "test", "restore", file)
    assert kept() == items
    [changed, *_] = [item for item in items if item["pk"]["S"].startswith("D#")]
    client.put_item(TableName=table, Item={**changed, "later": {"S": "x"}})
    refused = stack.operator("infra/table", "test", "restore", file, ok=False)
    assert refused.returncode != 0 and "already" in refused.stdout
    for item in stack.items():
        if not item["pk"]["S"].startswith(("B#", "H#")):
            client.delete_item(TableName=table, Key={"pk": item["pk"], "sk": item["sk"]})
    assert kept() == []
    stack.operator("infra/table", "test", "restore", file)
    assert kept() == items
    # What was restored can be read: a round looks at every case, the sweep at every message.
    stack.round()
    stack.sweep()
    # One that had failed before may leave now, for the first time.
    since = [which(mail) for mail in stack.mail.mails()[len(mails):]]
    assert [mail for mail in since if mail in mails] == []


def test_a_message_that_waits_stands_in_the_way_of_no_comparison_and_one_that_left_does(stack):
    """A partner's system that is away is called for days, and each try counts."""
    file, table, client = stack.folder / "waiting.jsonl.gz", stack.outputs["TableName"], stack.aws("dynamodb")
    state = {"pk": {"S": "F#none"}, "sk": {"S": "M#none-1"}, "claims": {"N": "1"}, "retry": {"N": "1796778000"}}
    envelope = {"pk": {"S": "F#none"}, "sk": {"S": "E#none-1"}, "queue": {"S": "none"}, "due": {"N": "1796778000"}}

    def compared(**more):
        client.put_item(TableName=table, Item={**state, **more})
        return stack.operator("infra/table", "test", "compare", file, ok=False)

    stack.before()
    for item in (state, envelope):
        client.put_item(TableName=table, Item=item)
    stack.operator("infra/table", "test", "export", file)
    client.put_item(TableName=table, Item={**envelope, "due": {"N": "1796778300"}})
    again = compared(claims={"N": "2"}, retry={"N": "1796778300"})
    assert again.returncode == 0, again.stdout
    stack.operator("infra/table", "test", "restore", file)
    assert next(item for item in stack.items() if item["sk"] == state["sk"])["claims"] == {"N": "2"}
    left = compared(delivered={"S": "2026-12-09T01:00:00Z"})
    assert left.returncode != 0 and "1 of F#" in left.stdout, left.stdout
    refused = stack.operator("infra/table", "test", "restore", file, ok=False)
    assert refused.returncode != 0 and "already" in refused.stdout
    for item in (state, envelope):
        client.delete_item(TableName=table, Key={"pk": item["pk"], "sk": item["sk"]})


def test_a_stage_is_not_destroyed_while_its_data_is_unexported(stack):
    send(stack, Employer("tsuru@inn.example.jp"))
    refused = stack.operator("infra/destroy", "test", "-", input="kiridashi-test\n", ok=False)
    assert refused.returncode != 0 and "export" in refused.stdout
    old = stack.folder / "old.jsonl.gz"
    stack.operator("infra/table", "test", "export", old)
    send(stack, Employer("hachiro@inn.example.jp"))
    refused = stack.operator("infra/destroy", "test", old, input="kiridashi-test\n", ok=False)
    assert refused.returncode != 0 and "are not in" in refused.stdout
    assert Visitor(stack).open("/inventory/").status == 200
