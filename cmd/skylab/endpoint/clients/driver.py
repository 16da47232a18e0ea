"""Runs commands of the AWS CLI one by one, as `aws` does, without the second
that it takes to start: each is a child that has the CLI's modules, and the
models of services that were seen before, already.

A command comes by standard input: how many words it has, and the words, each
ended by a NUL. What it prints is left in the files stdout and stderr of the
folder that is the first argument; standard output gets its exit status.
"""

import contextlib
import functools
import os
import sys
import traceback

import awscli.clidriver


def share_loader():
    """Gives all sessions one loader of models. Version 2 has its own botocore."""
    found = {name.rpartition(".")[2]: module for name, module in sys.modules.items() if name.endswith(("botocore.loaders", "botocore.session"))}
    found["session"].create_loader = found["loaders"].create_loader = functools.cache(found["loaders"].create_loader)


def command(words):
    """The CLI's exit status for a command."""
    sys.argv = ["aws", *words]
    try:
        return awscli.clidriver.main()
    except SystemExit as e:
        return e.code if isinstance(e.code, int) else 1


def apart(words, folder):
    """Runs a command in a child; it is the child's exit status."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    status = 70  # the driver's own failure, as sysexits.h has it
    try:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        for fd, name in (1, "stdout"), (2, "stderr"):
            os.dup2(os.open(os.path.join(folder, name), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), fd)
        status = command(words)
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:
        traceback.print_exc()
    os._exit(status)


def words(stream):
    """The next NUL-ended word, and so on until the stream ends."""
    word = b""
    while byte := stream.read(1):
        if byte == b"\0":
            yield word.decode("utf-8", "surrogateescape")
            word = b""
        else:
            word += byte


def warm():
    """Loads what every command needs, by one that reaches nobody."""
    with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
        command(["--endpoint-url", "http://127.0.0.1:9", "sts", "get-caller-identity"])


def learn(service):
    """Loads the models of a service; what is wrong the command itself will say."""
    loader = awscli.clidriver.create_clidriver().session.get_component("data_loader")
    name = "s3" if service == "s3api" else service
    for model in "service-2", "paginators-1", "waiters-2", "endpoint-rule-set-1":
        with contextlib.suppress(Exception):
            loader.load_service_model(name, model)


def main(folder):
    share_loader()
    warm()
    asked = words(sys.stdin.buffer)
    for count in asked:
        command = [next(asked) for _ in range(int(count))]
        for word in command[2:3]:  # behind --endpoint-url and the URL
            learn(word)
        print(apart(command, folder), flush=True)


main(sys.argv[1])
