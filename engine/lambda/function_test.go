package lambda

import (
	"strings"
	"testing"
	"time"

	"skylab/engine/aws"
)

func (w *world) fails(t *testing.T, id string, in map[string]any, status int, code, message string) {
	t.Helper()
	r := w.do(id, in)
	if r.err == nil {
		t.Errorf("%s %.300v succeeded; want %s", id, in, code)
		return
	}
	if r.err.Code != code || r.err.Status() != status || !strings.Contains(r.err.Message, message) {
		t.Errorf("%s: got %d %v\nwant %d %s: …%s…", id, r.err.Status(), r.err, status, code, message)
	}
}

func validFunction(more ...map[string]any) map[string]any {
	return fields(map[string]any{"FunctionName": "fn", "Role": testRole, "Runtime": "nodejs24.x", "Handler": "index.handler",
		"Code": map[string]any{"ZipFile": zipped("index.mjs", "export const handler = async () => 1;")}}, more...)
}

func TestCreateFunctionRefusesAsAWSDoes(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.create(t, "taken", "export const handler = async () => 1;")
	w.must(t, "s3api.CreateBucket", map[string]any{"Bucket": "code"})
	w.must(t, "iam.CreateRole", map[string]any{"RoleName": "ec2", "AssumeRolePolicyDocument": strings.ReplaceAll(trust, "lambda", "ec2")})
	with := func(name string, v any) map[string]any { return validFunction(map[string]any{name: v}) }
	const invalid, validation = "InvalidParameterValueException", "ValidationException"
	cases := []struct {
		name          string
		in            map[string]any
		status        int
		code, message string
	}{
		{"taken", with("FunctionName", "taken"), 409, "ResourceConflictException", "Function already exist: taken"},
		{"long name", with("FunctionName", strings.Repeat("a", 65)), 400, invalid, "Member must have length less than or equal to 64"},
		{"odd name", with("FunctionName", "a b"), 400, validation, "Member must satisfy regular expression pattern"},
		{"no role", with("Role", ""), 400, aws.ParamValidation, `Missing required parameter in input: "Role"`},
		{"no such role", with("Role", "arn:aws:iam::123456789012:role/nobody"), 400, invalid, "The role defined for the function cannot be assumed by Lambda."},
		{"another's role", with("Role", "arn:aws:iam::123456789012:role/ec2"), 400, invalid, "The role defined for the function cannot be assumed by Lambda."},
		{"runtime", with("Runtime", "cobol1.0"), 400, invalid, "Value cobol1.0 at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: ["},
		{"old runtime", with("Runtime", "go1.x"), 400, invalid, "The runtime parameter of go1.x is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions."},
		{"no handler", with("Handler", ""), 400, invalid, "Runtime and Handler are mandatory parameters"},
		{"timeout", with("Timeout", 901), 400, validation, "Member must have value less than or equal to 900"},
		{"memory", with("MemorySize", 127), 400, validation, "Member must have value greater than or equal to 128"},
		{"much memory", with("MemorySize", 10241), 400, validation, "Member must have value less than or equal to 10240"},
		{"tmp", with("EphemeralStorage", map[string]any{"Size": 511}), 400, validation, "greater than or equal to 512"},
		{"architecture", with("Architectures", []string{"mips"}), 400, validation, "Member must satisfy enum value set: [x86_64, arm64]"},
		{"image", with("PackageType", "Image"), 400, "InvalidParameterValueException", "Please provide ImageUri"},
		{"no zip", with("Code", map[string]any{"ZipFile": []byte("not a zip")}), 400, invalid, "Could not unzip uploaded file. Please check your file, then try to upload again."},
		{"outside", with("Code", map[string]any{"ZipFile": zipped("../evil.mjs", "1")}), 400, invalid, "Could not unzip uploaded file."},
		{"no code", with("Code", map[string]any{}), 400, invalid, "Please provide a source for function code."},
		{"no object", with("Code", map[string]any{"S3Bucket": "code", "S3Key": "x.zip"}), 400, invalid, "Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist."},
		{"variables", with("Environment", map[string]any{"Variables": map[string]any{"A": strings.Repeat("x", 4100)}}), 400, invalid, "exceeded the 4KB limit. String measured: {"},
		{"reserved", with("Environment", map[string]any{"Variables": map[string]any{"AWS_REGION": "x"}}), 400, invalid, "Reserved keys used in this request: AWS_REGION"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { w.fails(t, "lambda.CreateFunction", c.in, c.status, c.code, c.message) })
	}
	if n := len(w.Functions()); n != 1 {
		t.Errorf("%d functions after refusals, want the one that was there", n)
	}
}

// TestRuntimesComeToTheirEnd: those whose support is over can still be had in
// November 2026, and no longer in February 2027 (fact sheet 1.4 [EOL]).
func TestRuntimesComeToTheirEnd(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	make := func(runtime string) map[string]any {
		return validFunction(map[string]any{"FunctionName": strings.ReplaceAll(runtime, ".", "-"), "Runtime": runtime})
	}
	ending := []string{"nodejs20.x", "python3.9", "python3.10", "dotnet8", "provided.al2"}
	for _, r := range append([]string{"nodejs24.x", "java17.al2023", "java11.al2023", "java8.al2023"}, ending...) {
		w.must(t, "lambda.CreateFunction", make(r))
	}
	w.advance(91 * 24 * time.Hour)
	for _, r := range ending {
		w.fails(t, "lambda.CreateFunction", make(r), 400, "InvalidParameterValueException", "The runtime parameter of "+r+" is no longer supported")
	}
	w.must(t, "lambda.CreateFunction", fields(make("python3.11"), map[string]any{"FunctionName": "later"}))
	w.fails(t, "lambda.CreateFunction", fields(make("java8.al2023"), map[string]any{"FunctionName": "snap", "SnapStart": map[string]any{"ApplyOn": "PublishedVersions"}}), 400,
		"InvalidParameterValueException", "java8.al2023 is not supported for SnapStart enabled functions.")
}

func TestPackageSizeIsBounded(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	if _, err := w.unpack(make([]byte, maxZipped+1)); err == nil || err.Error() != "RequestEntityTooLargeException: Zipped size must be smaller than 52428800 bytes" {
		t.Errorf("got %v", err)
	}
	data := zipped("a", strings.Repeat("0", 600), "b", strings.Repeat("0", 600))
	if _, _, err := unzip(data, 1000); err == nil || !strings.Contains(err.Error(), "Unzipped size must be smaller than 1000 bytes") {
		t.Errorf("got %v", err)
	}
	files, n, err := unzip(data, 2000)
	if err != nil || n != 1200 || len(files) != 2 {
		t.Errorf("got %d files, %d bytes, %v", len(files), n, err)
	}
}

func TestNamesOfAFunction(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.create(t, "fn", "export const handler = async () => 1;")
	for _, n := range []string{"fn", "fn:$LATEST", "function:fn", "123456789012:function:fn",
		"arn:aws:lambda:us-east-1:123456789012:function:fn", "arn:aws:lambda:us-east-1:123456789012:function:fn:$LATEST"} {
		out := w.must(t, "lambda.GetFunctionConfiguration", map[string]any{"FunctionName": n}).(*FunctionConfiguration)
		if out.FunctionName != "fn" {
			t.Errorf("%s is %s", n, out.FunctionName)
		}
	}
	const nf = "ResourceNotFoundException"
	w.fails(t, "lambda.GetFunction", map[string]any{"FunctionName": "nobody"}, 404, nf, "Function not found: arn:aws:lambda:us-east-1:123456789012:function:nobody")
	w.fails(t, "lambda.GetFunction", map[string]any{"FunctionName": "fn", "Qualifier": "live"}, 404, nf, "function:fn:live")
	w.fails(t, "lambda.Invoke", map[string]any{"FunctionName": "nobody"}, 404, nf, "Function not found: arn:aws:lambda:us-east-1:123456789012:function:nobody:$LATEST")
	w.fails(t, "lambda.GetFunction", map[string]any{"FunctionName": "arn:aws:lambda:eu-west-1:123456789012:function:fn"}, 404, nf,
		"Functions from 'eu-west-1' are not reachable in this region ('us-east-1')")
	w.fails(t, "lambda.DeleteFunction", map[string]any{"FunctionName": "fn", "Qualifier": "$LATEST"}, 400, "InvalidParameterValueException",
		"$LATEST version cannot be deleted without deleting the function.")
}

func TestStatesOfAFunction(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	made := w.must(t, "lambda.CreateFunction", validFunction()).(*FunctionConfiguration)
	if made.State != Pending || made.StateReason != "The function is being created." || made.StateReasonCode != "Creating" || made.LastUpdateStatus != "" {
		t.Errorf("just created: %+v", made)
	}
	if made.LastModified[:11] != "2026-11-02T" || made.LastModified[len(made.LastModified)-5:] != "+0000" {
		t.Errorf("LastModified is %s", made.LastModified)
	}
	const conflict = "ResourceConflictException"
	w.fails(t, "lambda.Invoke", map[string]any{"FunctionName": "fn"}, 409, conflict, "currently in the following state: Pending")
	w.fails(t, "lambda.UpdateFunctionConfiguration", map[string]any{"FunctionName": "fn", "Timeout": 5}, 409, conflict, "Pending")
	w.advance(10 * time.Second)
	active := w.config(t)
	if active.State != Active || active.LastUpdateStatus != Successful || active.StateReason != "" || active.RevisionId == made.RevisionId {
		t.Errorf("after a while: %+v", active)
	}

	w.fails(t, "lambda.UpdateFunctionConfiguration", map[string]any{"FunctionName": "fn", "RevisionId": made.RevisionId}, 412, "PreconditionFailedException",
		"The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id")
	updating := w.must(t, "lambda.UpdateFunctionConfiguration", map[string]any{"FunctionName": "fn", "MemorySize": 512, "RevisionId": active.RevisionId}).(*FunctionConfiguration)
	if updating.MemorySize != 512 || updating.State != Active || updating.LastUpdateStatus != InProgress || updating.LastUpdateStatusReasonCode != "Creating" {
		t.Errorf("updating: %+v", updating)
	}
	w.fails(t, "lambda.UpdateFunctionCode", map[string]any{"FunctionName": "fn", "ZipFile": zipped("index.mjs", "1")}, 409, conflict,
		"An update is in progress for resource: arn:aws:lambda:us-east-1:123456789012:function:fn")
	w.advance(10 * time.Second)
	if c := w.config(t); c.LastUpdateStatus != Successful || c.LastUpdateStatusReason != "" {
		t.Errorf("updated: %+v", c)
	}
}

func (w *world) config(t *testing.T) *FunctionConfiguration {
	t.Helper()
	return w.must(t, "lambda.GetFunctionConfiguration", map[string]any{"FunctionName": "fn"}).(*FunctionConfiguration)
}

func TestOldCodeServesDuringAnUpdate(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.create(t, "fn", `export const handler = async () => "old";`)
	first := w.invokeNow(t, "fn", "{}")
	w.must(t, "lambda.UpdateFunctionCode", map[string]any{"FunctionName": "fn", "ZipFile": zipped("index.mjs", `export const handler = async () => "new";`)})
	during := w.do("lambda.Invoke", map[string]any{"FunctionName": "fn"})
	w.advance(10 * time.Second)
	after := w.invokeNow(t, "fn", "{}")
	if string(first.Payload) != `"old"` || string(during.out.(*InvokeOutput).Payload) != `"old"` || string(after.Payload) != `"new"` {
		t.Errorf("got %s, %s, %s", first.Payload, during.out.(*InvokeOutput).Payload, after.Payload)
	}
	expired := events[EnvironmentExpired](w)
	if len(expired) != 1 || expired[0].Reason != "update" || expired[0].Invocations != 2 {
		t.Errorf("environments of the old code: %+v", expired)
	}
}

func TestListFunctionsByPages(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	for _, n := range []string{"c", "a", "b"} {
		w.must(t, "lambda.CreateFunction", validFunction(map[string]any{"FunctionName": n}))
	}
	var got []string
	in := map[string]any{"MaxItems": 2}
	for {
		page := w.must(t, "lambda.ListFunctions", in).(*ListFunctionsOutput)
		for _, f := range page.Functions {
			got = append(got, f.FunctionName)
		}
		if page.NextMarker == "" {
			break
		}
		in["Marker"] = page.NextMarker
	}
	if strings.Join(got, "") != "abc" {
		t.Errorf("got %v", got)
	}
	usage := w.must(t, "lambda.GetAccountSettings", map[string]any{}).(*GetAccountSettingsOutput)
	if usage.AccountUsage.FunctionCount != 3 || usage.AccountLimit.ConcurrentExecutions != 1000 || usage.AccountLimit.CodeSizeUnzipped != 262144000 {
		t.Errorf("account settings: %+v %+v", usage.AccountLimit, usage.AccountUsage)
	}
}

func TestDeletedFunctionFinishesWhatRuns(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.sleep(2 * time.Second)
	w.create(t, "fn", "x")
	w.invokeNow(t, "fn", "{}")
	running := w.do("lambda.Invoke", map[string]any{"FunctionName": "fn"})
	queued := w.do("lambda.Invoke", map[string]any{"FunctionName": "fn", "InvocationType": "Event"})
	out := w.must(t, "lambda.DeleteFunction", map[string]any{"FunctionName": "fn"}).(*DeleteFunctionOutput)
	if out.StatusCode != 204 || queued.err != nil {
		t.Errorf("deleted with %d, event with %v", out.StatusCode, queued.err)
	}
	w.advance(time.Minute)
	if !running.done || running.err != nil {
		t.Error("the request that ran when its function was deleted got no answer")
	}
	if d := events[EventDropped](w); len(d) != 1 || d[0].Reason != "FunctionDeleted" {
		t.Errorf("dropped: %+v", d)
	}
	if n := len(w.environments); n != 0 {
		t.Errorf("%d environments are left", n)
	}
}

func TestPackageFromS3(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.must(t, "s3api.CreateBucket", map[string]any{"Bucket": "code"})
	w.must(t, "s3api.PutObject", map[string]any{"Bucket": "code", "Key": "fn.zip", "Body": zipped("index.mjs", `export const handler = async () => "from S3";`)})
	w.must(t, "lambda.CreateFunction", validFunction(map[string]any{"Code": map[string]any{"S3Bucket": "code", "S3Key": "fn.zip"}}))
	w.advance(5 * time.Second)
	if out := w.invokeNow(t, "fn", "{}"); string(out.Payload) != `"from S3"` {
		t.Errorf("got %s", out.Payload)
	}
}
