"""Makes calls with boto3, one for each line of JSON on standard input.

A line has a service, a verb and parameters: "call" an operation, fetch all
pages of it ("paginate"), "wait" with a waiter, or "upload" a file in parts. The
answer is a line of JSON: what came (out), a streamed body (stream), or the
error.
"""

import base64
import datetime
import io
import json
import sys

import boto3
import botocore.exceptions
from boto3.s3.transfer import TransferConfig
from botocore import xform_name
from botocore.config import Config

CLIENTS = {}


def client(service):
    if service not in CLIENTS:
        config = Config(retries={"max_attempts": 0}, s3={"addressing_style": "path"})
        CLIENTS[service] = boto3.client("s3" if service == "s3api" else service, config=config)
    return CLIENTS[service]


def typed(shape, value):
    """A value of JSON as botocore wants it: blobs are bytes."""
    match shape.type_name:
        case "blob":
            return base64.b64decode(value)
        case "structure":
            return {k: typed(shape.members[k], v) if k in shape.members else v for k, v in value.items()}
        case "list":
            return [typed(shape.member, v) for v in value]
        case "map":
            return {k: typed(shape.value, v) for k, v in value.items()}
    return value


def plain(value):
    """A value of botocore as JSON has it."""
    match value:
        case dict():
            return {k: plain(v) for k, v in value.items() if k != "ResponseMetadata"}
        case list():
            return [plain(v) for v in value]
        case bytes():
            return base64.b64encode(value).decode()
        case datetime.datetime():
            return value.isoformat()
    return value


def call(c, name, params):
    out = getattr(c, xform_name(name))(**params)
    answer = {"status": out["ResponseMetadata"]["HTTPStatusCode"]}
    for member, value in list(out.items()):
        if hasattr(value, "read"):
            answer["stream"] = base64.b64encode(value.read()).decode()
            del out[member]
    return answer | {"out": plain(out)}


def paginate(c, name, params):
    return {"out": plain(c.get_paginator(xform_name(name)).paginate(**params).build_full_result())}


def wait(c, name, params):
    c.get_waiter(xform_name(name)).wait(**params, WaiterConfig={"Delay": 0, "MaxAttempts": 2})
    return {}


def upload(c, bytes_, params):
    """Uploads so many bytes in parts of five MiB, and downloads them again."""
    data = bytes(i % 251 for i in range(int(bytes_)))
    config = TransferConfig(multipart_threshold=5 << 20, multipart_chunksize=5 << 20, use_threads=False)
    c.upload_fileobj(io.BytesIO(data), **params, Config=config)
    got = io.BytesIO()
    c.download_fileobj(**params, Fileobj=got, Config=config)
    return {"out": {"Same": got.getvalue() == data, "ETag": c.head_object(**params)["ETag"]}}


def answer(service, verb, name, params):
    c = client(service)
    if verb in ("call", "paginate"):
        params = typed(c.meta.service_model.operation_model(name).input_shape, params) if params else params
    try:
        return globals()[verb](c, name, params)
    except botocore.exceptions.ClientError as e:
        return {"error": str(e), "status": e.response["ResponseMetadata"]["HTTPStatusCode"]}
    except botocore.exceptions.BotoCoreError as e:
        return {"error": str(e)}


for line in sys.stdin:
    print(json.dumps(answer(**json.loads(line))), flush=True)
