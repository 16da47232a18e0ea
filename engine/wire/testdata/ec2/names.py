"""Writes names.txt: what EC2's model calls the members that this program has.

    go test ./engine/wire -run TestEC2NamesAreTheModels -update

runs it with python3, which needs botocore. Each line of standard input is an
operation, "in" or "out", and the path of a member: "DescribeInstances in Filters
Values". A member that this model does not have is "-".
"""

import sys

import botocore
import botocore.session

VERSION = "2016-11-15"


def asked(member, name):
    """A member's name in a request, as botocore.serialize.EC2Serializer has it."""
    told = member.serialization
    if "queryName" in told:
        return told["queryName"]
    location = told.get("name", name)
    return location[:1].upper() + location[1:] if "name" in told else name


def kind(member):
    """What a member is: of a list, the name of its elements in an answer too."""
    if member.type_name == "list":
        return f"{member.member.serialization.get('name', 'member')}:{kind(member.member)}"
    return member.name if member.type_name == "structure" else member.type_name


def within(shape):
    """The structure in a list, or the shape itself."""
    while shape.type_name == "list":
        shape = shape.member
    return shape


def main():
    model = botocore.session.get_session().get_service_model("ec2", VERSION)
    found = set()
    for line in sys.stdin:
        operation, way, *path = line.split()
        op = model.operation_model(operation)
        shape = op.input_shape if way == "in" else op.output_shape
        found.add(f"{way} {operation} {shape.name if shape else '-'}")
        for name in path:
            shape = within(shape)
            if name not in getattr(shape, "members", {}):
                found.add(f"{way} {shape.name if shape else '-'}.{name} - -")
                break
            member = shape.members[name]
            called = asked(member, name) if way == "in" else member.serialization.get("name", name)
            found.add(f"{way} {shape.name}.{name} {called} {kind(member)}")
            shape = member
    print(f"# EC2's model {VERSION} in botocore {botocore.__version__}, as far as this program has it. names.py wrote it:")
    print("# the structures of operations, and of each member its name on the wire and what it is.")
    print("\n".join(sorted(found)))


main()
