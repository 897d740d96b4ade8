"""MiniStack, with what it lacks of CloudFront: a function at the edge reads its KeyValueStore.

The store itself is MiniStack's, written through its API as on AWS; its functions only get no module `cloudfront`. Here
each call brings the stores' present values along. And a role's right to a store is compared with that store's name, and
what the functions ask counts as asked by TLS, as the SDKs do of AWS: this machine's address is a plain one.
"""

import runpy
import urllib.parse

from ministack.core import cloudfront_js, iam_actions, iam_evaluator
from ministack.services import cloudfront_keyvaluestore as stores

MODULE = """
let edgeValues = {};
_ALLOWED_MODULES.cloudfront = { kvs: () => ({
  get: async (key) => {
    if (!Object.prototype.hasOwnProperty.call(edgeValues, key)) throw new Error("KeyNotFound");
    return edgeValues[key];
  },
}) };
"""
START = "async function run(req) {"
script = cloudfront_js._WORKER_SCRIPT
assert START in script and "const compiled" in script
script = script.replace("const compiled", MODULE + "const compiled", 1)
script = script.replace(START, START + "\n  edgeValues = req.event.edgeValues; delete req.event.edgeValues;", 1)
cloudfront_js._pool.script = script
evaluate = cloudfront_js.evaluate


def evaluate_with_stores(code, event):
    values = {key: value for store in stores._stores.values() for key, value in store["items"].items()}
    return evaluate(code, {**event, "edgeValues": values})


cloudfront_js.evaluate = evaluate_with_stores
arn_of = iam_actions.extract_resource_arn


def arn_of_stores_too(service, method, path, *more, **named):
    if service == "cloudfront-keyvaluestore":
        return urllib.parse.unquote(path.split("/key-value-stores/")[1]).split("/keys")[0]
    return arn_of(service, method, path, *more, **named)


iam_actions.extract_resource_arn = arn_of_stores_too
condition = iam_evaluator._resolve_condition_key


def condition_over_tls(key, context):
    return "true" if key.lower() == "aws:securetransport" else condition(key, context)


iam_evaluator._resolve_condition_key = condition_over_tls
runpy.run_module("ministack", run_name="__main__", alter_sys=True)
