package engine_test

import (
	"fmt"
	"strings"

	"skylab/engine/lambda"
)

// refusals are all rows, by subject.
func refusals() []refusal {
	var all []refusal
	for _, part := range [][]refusal{functionRefusals(), codeRefusals(), policyRefusals(), versionRefusals(), concurrencyRefusals(), invokeRefusals(), mappingRefusals()} {
		all = append(all, part...)
	}
	return all
}

func functionRefusals() []refusal {
	const (
		pending = "The operation cannot be performed at this time. The function is currently in the following state: Pending"
		other   = newFunction + `"Runtime":"nodejs24.x","Code":{"ZipFile":{"$blob":0}}}`
	)
	long := strings.Repeat("x", 4100)
	return []refusal{
		{fact: "unknown function, get", call: `lambda.GetFunction {"FunctionName":"nobody"}`,
			status: 404, code: missing, message: "Function not found: arn:aws:lambda:us-east-1:123456789012:function:nobody"},
		{fact: "unknown function, delete", call: `lambda.DeleteFunction {"FunctionName":"nobody"}`,
			status: 404, code: missing, message: "Function not found: arn:aws:lambda:us-east-1:123456789012:function:nobody"},
		{fact: "unknown function, tags", call: `lambda.ListTags {"Resource":"arn:aws:lambda:us-east-1:123456789012:function:nobody"}`,
			status: 404, code: missing, message: "Function not found: arn:aws:lambda:us-east-1:123456789012:function:nobody"},
		{fact: "unknown version", call: `lambda.GetFunction {"FunctionName":"hello:5"}`,
			status: 404, code: missing, message: "Function not found: " + helloARN + ":5"},
		{fact: "other Region's ARN", call: `lambda.GetFunctionConfiguration {"FunctionName":"arn:aws:lambda:eu-west-1:123456789012:function:hello"}`,
			status: 404, code: missing, message: "Functions from 'eu-west-1' are not reachable in this region ('us-east-1')"},
		{fact: "two qualifiers", call: `lambda.GetFunction {"FunctionName":"hello:1","Qualifier":"2"}`,
			status: 400, code: invalid, message: "The derived qualifier from the function name does not match the specified qualifier."},
		{fact: "duplicate CreateFunction", call: strings.Replace(other, `"other"`, `"hello"`, 1),
			status: 409, code: conflict, message: "Function already exist: hello"},
		{fact: "role not assumable", call: strings.Replace(other, "role/runner", "role/none", 1),
			status: 400, code: invalid, message: "The role defined for the function cannot be assumed by Lambda."},
		{fact: "bad runtime", call: strings.Replace(other, "nodejs24.x", "cobol1.0", 1),
			status: 400, code: invalid, message: "Value cobol1.0 at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [dotnet10, dotnet8, java11, java11.al2023, java17, java17.al2023, java21, java25, java8.al2, java8.al2023, " +
				"nodejs20.x, nodejs22.x, nodejs24.x, provided.al2, provided.al2023, python3.10, python3.11, python3.12, python3.13, python3.14, python3.9, ruby3.3, ruby3.4, ruby4.0] or be a valid ARN"},
		{fact: "env too big", call: `lambda.UpdateFunctionConfiguration {"FunctionName":"hello","Environment":{"Variables":{"LONG":"` + long + `"}}}`,
			status: 400, code: invalid, message: `Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: {"LONG":"` + long + `"}`},
		{fact: "> 5 layers", call: `lambda.UpdateFunctionConfiguration {"FunctionName":"hello","Layers":["l:1","l:2","l:3","l:4","l:5","l:6"]}`,
			status: 400, code: invalid, message: "Cannot reference more than 5 layers."},
		{fact: "wrong RevisionId", call: `lambda.UpdateFunctionCode {"FunctionName":"hello","ZipFile":{"$blob":0},"RevisionId":"` + nowhere + `"}`,
			status: 412, code: "PreconditionFailedException", message: stale},
		{fact: "6.2 change during an update", before: []string{`lambda.UpdateFunctionConfiguration {"FunctionName":"hello","Timeout":5}`},
			call:   `lambda.UpdateFunctionConfiguration {"FunctionName":"hello","Timeout":6}`,
			status: 409, code: conflict, message: "The operation cannot be performed at this time. An update is in progress for resource: " + helloARN},
		{fact: "6.2 change while Pending", before: []string{other}, call: `lambda.UpdateFunctionConfiguration {"FunctionName":"other","Timeout":6}`,
			status: 409, code: conflict, message: pending},
		{fact: "6.2 invoke while Pending", before: []string{other}, call: `lambda.Invoke {"FunctionName":"other"}`,
			status: 409, code: conflict, message: pending},
		{fact: "1.1 name too long", call: strings.Replace(other, `"other"`, `"a-name-that-is-longer-than-the-sixty-four-characters-that-lambda-allows"`, 1),
			status: 400, code: invalid, message: "1 validation error detected: Value 'a-name-that-is-longer-than-the-sixty-four-characters-that-lambda-allows' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to 64"},
		{fact: "1.1 timeout too long", call: `lambda.UpdateFunctionConfiguration {"FunctionName":"hello","Timeout":901}`,
			status: 400, code: broken, message: "1 validation error detected: Value '901' at 'timeout' failed to satisfy constraint: Member must have value less than or equal to 900"},
	}
}

func codeRefusals() []refusal {
	const image = `lambda.CreateFunction {"FunctionName":"other","Role":"arn:aws:iam::123456789012:role/runner","PackageType":"Image",` +
		`"Code":{"ImageUri":"123456789012.dkr.ecr.us-east-1.amazonaws.com/shop:1"}`
	return []refusal{
		{fact: "bad zip", call: newFunction + `"Runtime":"nodejs24.x","Code":{"ZipFile":"bm8gemlw"}}`,
			status: 400, code: invalid, message: "Could not unzip uploaded file. Please check your file, then try to upload again."},
		{fact: "zip too big", call: "lambda.UpdateFunctionCode", in: &lambda.UpdateFunctionCodeInput{FunctionName: "hello", ZipFile: make([]byte, 52428801)},
			status: 413, code: "RequestEntityTooLargeException", message: "Zipped size must be smaller than 52428800 bytes",
			untold: "a story would have to hold 50 MB"},
		{fact: "S3 code missing", call: newFunction + `"Runtime":"nodejs24.x","Code":{"S3Bucket":"packages","S3Key":"none.zip"}}`,
			status: 400, code: invalid, message: "Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist."},
		{fact: "6.3 AccessDeniedException", call: strings.Replace(image, "123456789012.dkr", "210987654321.dkr", 1) + "}",
			status: 403, code: "AccessDeniedException", message: "Lambda does not have permission to access the ECR image. Check the ECR permissions."},
		{fact: "image with a runtime", call: image + `,"Runtime":"nodejs24.x"}`,
			status: 400, code: invalid, message: "Please don't provide Handler or Runtime or Layer when the intended function PackageType is Image."},
		{fact: "no such layer", call: `lambda.GetLayerVersion {"LayerName":"none","VersionNumber":1}`,
			status: 404, code: missing, message: "The resource you requested does not exist."},
		{fact: "S3 bucket missing", call: newFunction + `"Runtime":"nodejs24.x","Code":{"S3Bucket":"no-such-bucket","S3Key":"none.zip"}}`,
			status: 400, code: invalid, message: "Error occurred while GetObject. S3 Error Code: NoSuchBucket. S3 Error Message: The specified bucket does not exist"},
	}
}

func policyRefusals() []refusal {
	const grant = `lambda.AddPermission {"FunctionName":"hello","StatementId":"s3","Action":"lambda:InvokeFunction","Principal":"s3.amazonaws.com"`
	const url = `lambda.CreateFunctionUrlConfig {"FunctionName":"hello","AuthType":"NONE"}`
	// A statement with its comma is 336 bytes: the sixty-first is too much.
	var full []string
	for i := range 60 {
		full = append(full, strings.Replace(grant, `"s3"`, fmt.Sprintf(`"%s%02d"`, strings.Repeat("s", 98), i), 1)+`,"SourceAccount":"123456789012"}`)
	}
	last := strings.Replace(full[0], "ss00", "ssXX", 1)
	return []refusal{
		{fact: "duplicate statement id", before: []string{grant + "}"}, call: grant + "}",
			status: 409, code: conflict, message: "The statement id (s3) provided already exists. Please provide a new statement id, or remove the existing statement."},
		{fact: "no policy", call: `lambda.RemovePermission {"FunctionName":"hello","StatementId":"s3"}`,
			status: 404, code: missing, message: "No policy is associated with the given resource."},
		{fact: "no policy, get", call: `lambda.GetPolicy {"FunctionName":"hello"}`,
			status: 404, code: missing, message: "The resource you requested does not exist."},
		{fact: "no policy of a function that does not exist", call: `lambda.RemovePermission {"FunctionName":"nobody","StatementId":"s3"}`,
			status: 404, code: missing, message: "No policy found for: arn:aws:lambda:us-east-1:123456789012:function:nobody"},
		{fact: "unknown alias, grant", call: strings.Replace(grant, `"hello"`, `"hello:live"`, 1) + "}",
			status: 404, code: missing, message: "Cannot find alias arn: " + helloARN + ":live"},
		{fact: "URL of a function that does not exist", call: strings.Replace(url, "hello", "nobody", 1),
			status: 404, code: missing, message: "Function does not exist"},
		{fact: "URL of a version", before: []string{publish}, call: strings.Replace(url, `"hello"`, `"hello:1"`, 1),
			status: 400, code: broken, message: "1 validation error detected: Value '1' at 'qualifier' failed to satisfy constraint: Member must satisfy regular expression pattern: ((?!^\\d+$)^[0-9a-zA-Z-_]+$)"},
		{fact: "policy on $LATEST", call: grant + `,"Qualifier":"$LATEST"}`,
			status: 400, code: invalid, message: "We currently do not support adding policies for $LATEST."},
		{fact: "wrong RevisionId, policy", call: grant + `,"RevisionId":"` + nowhere + `"}`,
			status: 412, code: "PreconditionFailedException", message: stale},
		{fact: "6.3 PolicyLengthExceededException", before: full, call: last,
			status: 400, code: "PolicyLengthExceededException", message: "The final policy size (20549) is bigger than the limit (20480).",
			untold: "a story would have dozens of lines that differ in a number"},
		{fact: "duplicate URL", before: []string{url}, call: url,
			status: 409, code: conflict, message: "Failed to create function url config for [functionArn = " + helloARN + "]. Error message:  FunctionUrlConfig exists for this Lambda function"},
		{fact: "no URL", call: `lambda.GetFunctionUrlConfig {"FunctionName":"hello"}`,
			status: 404, code: missing, message: "The resource you requested does not exist."},
	}
}

func versionRefusals() []refusal {
	second := []string{publish, secondCode, "wait", publish, liveAlias}
	alias := func(members string) string {
		return `lambda.UpdateAlias {"FunctionName":"hello","Name":"live",` + members + `}`
	}
	return []refusal{
		{fact: "duplicate alias", before: []string{publish, liveAlias}, call: liveAlias,
			status: 409, code: conflict, message: "Alias already exists: " + helloARN + ":live"},
		{fact: "unknown alias", call: `lambda.GetAlias {"FunctionName":"hello","Name":"live"}`,
			status: 404, code: missing, message: "Cannot find alias arn: " + helloARN + ":live"},
		{fact: "2 extra versions in routing", before: second, call: alias(`"RoutingConfig":{"AdditionalVersionWeights":{"1":0.1,"2":0.1}}`),
			status: 400, code: invalid, message: "Number of items in AdditionalVersionWeights cannot be greater than 1"},
		{fact: "$LATEST in weighted alias", before: second, call: alias(`"FunctionVersion":"$LATEST","RoutingConfig":{"AdditionalVersionWeights":{"2":0.1}}`),
			status: 400, code: invalid, message: "$LATEST is not supported for an alias pointing to more than 1 version"},
		{fact: "$LATEST as the second version", before: second, call: alias(`"RoutingConfig":{"AdditionalVersionWeights":{"$LATEST":0.5}}`),
			status: 400, code: broken, message: "1 validation error detected: Value '{$LATEST=0.5}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 1024, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [0-9]+, Member must not be null]"},
		{fact: "1.5 alias of an alias", before: second, call: alias(`"FunctionVersion":"live"`),
			status: 400, code: broken, message: "1 validation error detected: Value 'live' at 'functionVersion' failed to satisfy constraint: Member must satisfy regular expression pattern: (\\$LATEST|[0-9]+)"},
		{fact: "alias of a function that does not exist", call: strings.Replace(liveAlias, "hello", "nobody", 1),
			status: 404, code: missing, message: "Function not found: arn:aws:lambda:us-east-1:123456789012:function:nobody:1"},
		{fact: "odd qualifier", call: `lambda.GetFunction {"FunctionName":"hello","Qualifier":"a b"}`,
			status: 400, code: broken, message: "1 validation error detected: Value 'a b' at 'qualifier' failed to satisfy constraint: Member must satisfy regular expression pattern: (|[a-zA-Z0-9$_-]+)"},
		{fact: "the same version twice", before: second, call: alias(`"RoutingConfig":{"AdditionalVersionWeights":{"1":0.1}}`),
			status: 400, code: invalid, message: "Invalid function version 1. Function version 1 is already included in routing configuration."},
		{fact: "wrong RevisionId, alias", before: second, call: alias(`"RevisionId":"` + nowhere + `"`),
			status: 412, code: "PreconditionFailedException", message: stale},
		{fact: "wrong RevisionId, publish", call: `lambda.PublishVersion {"FunctionName":"hello","RevisionId":"` + nowhere + `"}`,
			status: 412, code: "PreconditionFailedException", message: stale},
		{fact: "delete version $LATEST", call: `lambda.DeleteFunction {"FunctionName":"hello","Qualifier":"$LATEST"}`,
			status: 400, code: invalid, message: "$LATEST version cannot be deleted without deleting the function."},
		{fact: "delete a version in use", before: second, call: `lambda.DeleteFunction {"FunctionName":"hello","Qualifier":"1"}`,
			status: 409, code: conflict, message: "Version 1 is referenced by alias(es): [live]; delete or repoint them first"},
	}
}

func concurrencyRefusals() []refusal {
	reserve := func(name string, n int) string {
		return fmt.Sprintf(`lambda.PutFunctionConcurrency {"FunctionName":%q,"ReservedConcurrentExecutions":%d}`, name, n)
	}
	provision := func(qualifier string, n int) string {
		return fmt.Sprintf(`lambda.PutProvisionedConcurrencyConfig {"FunctionName":"hello","Qualifier":%q,"ProvisionedConcurrentExecutions":%d}`, qualifier, n)
	}
	return []refusal{
		{fact: "unknown function, put concurrency", call: reserve("nobody", 1),
			status: 404, code: missing, message: "Function not found: arn:aws:lambda:us-east-1:123456789012:function:nobody:$LATEST"},
		{fact: "3 reserved beyond the floor", call: reserve("hello", 901),
			status: 400, code: invalid, message: "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100]."},
		{fact: "3 reserved below provisioned", before: []string{publish, provision("1", 2)}, call: reserve("hello", 1),
			status: 400, code: invalid, message: " ReservedConcurrentExecutions  1 should not be lower than function's total provisioned concurrency [2]."},
		{fact: "3 provisioned beyond the account", before: []string{publish}, call: provision("1", 1001),
			status: 400, code: invalid, message: "Specified ConcurrentExecutions for function is greater than account's unreserved concurrency [1000]."},
		{fact: "3 provisioned beyond the floor", before: []string{publish}, call: provision("1", 901),
			status: 400, code: invalid, message: "Specified ConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100]."},
		{fact: "PC config of $LATEST", call: `lambda.GetProvisionedConcurrencyConfig {"FunctionName":"hello","Qualifier":"$LATEST"}`,
			status: 400, code: invalid, message: "The function resource provided must be an alias or a published version."},
		{fact: "reserved for an alias", before: []string{publish, liveAlias}, call: reserve("hello:live", 1),
			status: 400, code: invalid, message: "This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. Please specify either a function name or an unqualified function ARN."},
		{fact: "provisioned beyond reserved", before: []string{publish, reserve("hello", 3)}, call: provision("1", 4),
			status: 400, code: invalid, message: "Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function"},
		{fact: "PC on $LATEST", call: provision("$LATEST", 1),
			status: 400, code: invalid, message: "Provisioned Concurrency Configs cannot be applied to unpublished function versions."},
		{fact: "no PC config", before: []string{publish}, call: `lambda.GetProvisionedConcurrencyConfig {"FunctionName":"hello","Qualifier":"1"}`,
			status: 404, code: "ProvisionedConcurrencyConfigNotFoundException", message: "No Provisioned Concurrency Config found for this function"},
		{fact: "2.5 alias of a provisioned version", before: []string{publish, liveAlias, provision("1", 1)}, call: provision("live", 1),
			status: 409, code: conflict, message: "Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version"},
		{fact: "2.5 version of a provisioned alias", before: []string{publish, liveAlias, provision("live", 1)}, call: provision("1", 1),
			status: 409, code: conflict, message: "Version is pointed by a Provisioned Concurrency alias"},
		{fact: "3 throttled", before: []string{reserve("hello", 0)}, call: `lambda.Invoke {"FunctionName":"hello"}`,
			status: 429, code: "TooManyRequestsException", message: "Rate Exceeded."},
	}
}

func invokeRefusals() []refusal {
	handle := func(members string) string {
		return `lambda.PutFunctionEventInvokeConfig {"FunctionName":"hello"` + members + `}`
	}
	const (
		boxed    = `lambda.CreateFunction {"FunctionName":"other","Role":"arn:aws:iam::123456789012:role/runner","PackageType":"Image","Code":{"ImageUri":"123456789012.dkr.ecr.us-east-1.amazonaws.com/other:1"}}`
		snapped  = newFunction + `"Runtime":"java21","Code":{"ZipFile":{"$blob":0}},"SnapStart":{"ApplyOn":"PublishedVersions"},"Publish":true}`
		waking   = "ERROR: Lambda is initializing your function. It will be ready to invoke shortly."
		snapping = "Lambda is initializing your function. It will be ready to invoke once your function state becomes ACTIVE."
	)
	return []refusal{
		{fact: "6.2 Inactive image", before: []string{boxed, "sleep"}, call: `lambda.Invoke {"FunctionName":"other"}`,
			status: 409, code: "CodeArtifactUserPendingException", message: waking},
		{fact: "2.5 Inactive snapshot", before: []string{snapped, "sleep"}, call: `lambda.Invoke {"FunctionName":"other:1"}`,
			status: 409, code: "SnapStartNotReadyException", message: snapping},
		{fact: "unknown function on invoke", call: `lambda.Invoke {"FunctionName":"nobody"}`,
			status: 404, code: missing, message: "Function not found: arn:aws:lambda:us-east-1:123456789012:function:nobody:$LATEST"},
		{fact: "invoke payload not JSON", call: "lambda.Invoke", in: &lambda.InvokeInput{FunctionName: "hello", Payload: []byte("value")},
			status: 400, code: "InvalidRequestContentException", message: "Could not parse request body into json: Unrecognized token 'value': was expecting ('true', 'false' or 'null')"},
		{fact: "sync payload > 6 MB", call: "lambda.Invoke", in: &lambda.InvokeInput{FunctionName: "hello", Payload: []byte(`"` + strings.Repeat("x", 6291500) + `"`)},
			status: 413, code: "RequestTooLargeException", message: "6291502 byte payload is too large for the RequestResponse invocation type (limit 6291456 bytes)"},
		{fact: "async payload > 1 MB", call: "lambda.Invoke", in: &lambda.InvokeInput{FunctionName: "hello", InvocationType: "Event", Payload: []byte(`"` + strings.Repeat("x", 1048576) + `"`)},
			status: 413, code: "RequestTooLargeException", message: "1048578 byte payload is too large for the Event invocation type (limit 1048576 bytes)"},
		{fact: "function is its own destination", call: handle(`,"DestinationConfig":{"OnFailure":{"Destination":"` + helloARN + `"}}`),
			status: 400, code: invalid, message: "You can't specify the function as a destination for itself."},
		{fact: "destination of another kind", call: handle(`,"DestinationConfig":{"OnFailure":{"Destination":"arn:aws:ec2:us-east-1:123456789012:instance/i-1"}}`),
			status: 400, code: invalid, message: "The provided destination config DestinationConfig(onSuccess=null, onFailure=OnFailure(destination=arn:aws:ec2:us-east-1:123456789012:instance/i-1)) is invalid."},
		{fact: "destination without an ARN", call: handle(`,"DestinationConfig":{"OnFailure":{"Destination":"orders"}}`),
			status: 400, code: broken, message: "1 validation error detected: Value 'orders' at 'destinationConfig.onFailure.destination' failed to satisfy constraint: Member must satisfy regular expression pattern: ^$|arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:([a-z]{2}((-gov)|(-iso(b?)))?-[a-z]+-\\d{1})?:(\\d{12})?:(.*)"},
		{fact: "handling of a function that does not exist", call: strings.Replace(handle(`,"MaximumRetryAttempts":1`), "hello", "nobody", 1),
			status: 404, code: missing, message: "The function doesn't exist."},
		{fact: "no handling given", call: handle(""),
			status: 400, code: invalid, message: "You must specify at least one of error handling or destination setting."},
		{fact: "no handling set", call: `lambda.GetFunctionEventInvokeConfig {"FunctionName":"hello"}`,
			status: 404, code: missing, message: "The function " + helloARN + ":$LATEST doesn't have an EventInvokeConfig"},
	}
}

func mappingRefusals() []refusal {
	const (
		queue   = `sqs.CreateQueue {"QueueName":"orders"}`
		mayPoll = `iam.AttachRolePolicy {"RoleName":"runner","PolicyArn":"arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole"}`
	)
	mapped := func(function, members string) string {
		return `lambda.CreateEventSourceMapping {"FunctionName":"` + function + `","EventSourceArn":"arn:aws:sqs:us-east-1:123456789012:orders"` + members + `}`
	}
	return []refusal{
		{fact: "ESM with unknown function", call: mapped("nobody", ""),
			status: 400, code: invalid, message: "Function does not exist"},
		{fact: "4.4 large batches without a window", before: []string{queue, mayPoll}, call: mapped("hello", `,"BatchSize":11`),
			status: 400, code: invalid, message: "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10"},
		{fact: "4.3 the role may not receive", before: []string{queue}, call: mapped("hello", ""),
			status: 400, code: invalid, message: "The function execution role does not have permissions to call ReceiveMessage on SQS"},
		{fact: "unknown mapping", call: `lambda.GetEventSourceMapping {"UUID":"` + nowhere + `"}`,
			status: 404, code: missing, message: "The resource you requested does not exist."},
	}
}
