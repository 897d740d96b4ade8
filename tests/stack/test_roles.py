"""What each function may do on AWS: its business, and nothing else (`infra/template.yaml`, roles)."""

import botocore.exceptions
import botocore.session
import pytest

from stack import FUNCTIONS, REGION


def acting_as(stack, function):
    """Clients with the rights of a function's role."""
    cloud = stack.aws("cloudformation")
    role = cloud.describe_stack_resource(StackName="kiridashi-test", LogicalResourceId=f"{function}Role")
    arn = stack.aws("iam").get_role(
        RoleName=role["StackResourceDetail"]["PhysicalResourceId"])["Role"]["Arn"]
    given = stack.aws("sts").assume_role(RoleArn=arn, RoleSessionName="test")["Credentials"]
    session = botocore.session.Session()
    return lambda service: session.create_client(
        service, REGION, endpoint_url=stack.endpoint, aws_access_key_id=given["AccessKeyId"],
        aws_secret_access_key=given["SecretAccessKey"], aws_session_token=given["SessionToken"])


def refused(call, **request):
    with pytest.raises(botocore.exceptions.ClientError) as error:
        call(**request)
    assert "AccessDenied" in error.value.response["Error"]["Code"], error.value


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_may_do_its_business_and_nothing_else(stack, function):
    client = acting_as(stack, function)
    table, key = stack.outputs["TableName"], {"pk": {"S": "D#x"}, "sk": {"S": "D"}}
    client("dynamodb").get_item(TableName=table, Key=key)
    refused(client("dynamodb").scan, TableName=table)
    refused(client("dynamodb").delete_table, TableName=table)
    refused(client("dynamodb").update_table, TableName=table, DeletionProtectionEnabled=False)
    bucket = {"Bucket": stack.outputs["BucketName"]}
    if function == "Publish":
        client("s3").list_objects_v2(**bucket)
        client("s3").put_object(**bucket, Key="pages/x/index.html", Body=b"x")
        refused(client("s3").delete_object, **bucket, Key="assets/x/main.css")
        refused(client("s3").put_object, **bucket, Key="elsewhere", Body=b"x")
    else:
        refused(client("s3").list_objects_v2, **bucket)
    refused(client("lambda").invoke, FunctionName=stack.outputs["ScheduleFunction"], Payload=b"{}")
    secrets = {"Dispatch": {"signing-keys", "smtp-url"}, "Schedule": set()}.get(function, {"signing-keys"})
    for name in ("signing-keys", "smtp-url", "edge-key"):
        ask = {"Name": f"/kiridashi/test/{name}", "WithDecryption": True}
        if name in secrets:
            assert client("ssm").get_parameter(**ask)["Parameter"]["Value"]
        else:
            refused(client("ssm").get_parameter, **ask)
    refused(client("ssm").put_parameter, Name="/kiridashi/test/signing-keys", Value="x", Overwrite=True)
    # A registration whose address is put right moves to another key; who signs out is forgotten. (Which keys may be
    # deleted, the emulator does not look at: `test_template.py` reads it.)
    if function not in ("Director", "Inventory", "Office", "Seminar", "Schedule"):
        refused(client("dynamodb").delete_item, TableName=table, Key=key)
