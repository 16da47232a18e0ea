# What the functions of this world do is in their descriptions.
def handler(event, context):
    return None
