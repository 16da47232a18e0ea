package engine_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"skylab/engine"
	"skylab/engine/aws"
	"skylab/engine/enginetest"
)

// refusal is a call that Lambda refuses, and what it says.
type refusal struct {
	// fact is the situation's name in the fact sheet's section 6.5, or the
	// section of another fact.
	fact string
	// before are calls that must succeed, "operation {members}" each; "wait"
	// lets a minute pass, "sleep" three weeks.
	before []string
	call   string // "operation {members}"
	in     any    // the input, where JSON does not suit

	status        int
	code, message string
	// untold says why no story can show it; "" where one does.
	untold string
}

const (
	nowhere  = "00000000-0000-4000-8000-000000000000"
	helloARN = "arn:aws:lambda:us-east-1:123456789012:function:hello"
	stale    = "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id"

	invalid  = "InvalidParameterValueException"
	conflict = "ResourceConflictException"
	missing  = "ResourceNotFoundException"
	broken   = "ValidationException"

	newFunction = `lambda.CreateFunction {"FunctionName":"other","Role":"arn:aws:iam::123456789012:role/runner","Handler":"index.handler",`
	publish     = `lambda.PublishVersion {"FunctionName":"hello"}`
	liveAlias   = `lambda.CreateAlias {"FunctionName":"hello","Name":"live","FunctionVersion":"1"}`
	secondCode  = `lambda.UpdateFunctionCode {"FunctionName":"hello","ZipFile":{"$blob":1}}`
)

// TestLambdaRefusesInAWSsWords compares code, message and HTTP status of each
// error in the fact sheet's sections 6.3 to 6.5 that a simulated operation can
// answer with; and 6.4: errors of Lambda's own model have a Type.
func TestLambdaRefusesInAWSsWords(t *testing.T) {
	for _, r := range refusals() {
		t.Run(r.fact, func(t *testing.T) {
			w := refusing(t)
			for _, line := range r.before {
				if line == "wait" {
					w.AdvanceTo(w.Now().Add(time.Minute))
				} else if line == "sleep" {
					w.AdvanceTo(w.Now().Add(3 * 7 * 24 * time.Hour))
				} else if reply := ask(t, w, line, nil); reply.Err != nil {
					t.Fatalf("%s: %v", line, reply.Err)
				}
			}
			err := ask(t, w, r.call, r.in).Err
			if err == nil {
				t.Fatal("it succeeds")
			}
			if err.Status() != r.status || err.Code != r.code || err.Message != r.message {
				t.Errorf("got  %d %s: %s\nwant %d %s: %s", err.Status(), err.Code, err.Message, r.status, r.code, r.message)
			}
			kind := ""
			for _, f := range err.Fields {
				if f.Name == "Type" {
					kind = fmt.Sprint(f.Value)
				}
			}
			if want := map[bool]string{true: "User", false: ""}[typed(r.code)]; kind != want {
				t.Errorf("Type %q, want %q", kind, want)
			}
		})
	}
}

// typed tells whether an error comes from Lambda's model; the others come from
// the validation before it, or from the front end.
func typed(code string) bool {
	return code != broken && code != aws.ParamValidation && code != "RequestEntityTooLargeException"
}

// TestEveryRefusalIsInAStory finds each message in the transcripts, so that a
// learner's console shows it too.
func TestEveryRefusalIsInAStory(t *testing.T) {
	stories := map[string]string{}
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no stories", err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		stories[path] = string(data)
	}
	for _, r := range refusals() {
		var told []string
		for _, path := range paths {
			if strings.Contains(stories[path], r.code) && strings.Contains(stories[path], r.message) {
				told = append(told, path)
			}
		}
		switch {
		case len(told) == 0 && r.untold == "":
			t.Errorf("%s: no story has %s: %s", r.fact, r.code, r.message)
		case len(told) > 0 && r.untold != "":
			t.Errorf("%s is said to be untold, but %s has it", r.fact, told[0])
		}
	}
}

// refusing is a world with a role and an active function hello.
func refusing(t *testing.T) *engine.World {
	t.Helper()
	w := engine.New(engine.Config{Seed: 1})
	for _, line := range []string{
		`iam.CreateRole {"RoleName":"runner","AssumeRolePolicyDocument":"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"lambda.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}"}`,
		`s3api.CreateBucket {"Bucket":"packages"}`,
		strings.Replace(newFunction, "other", "hello", 1) + `"Runtime":"nodejs24.x","Code":{"ZipFile":{"$blob":0}}}`,
	} {
		if r := ask(t, w, line, nil); r.Err != nil {
			t.Fatal(line, r.Err)
		}
	}
	w.AdvanceTo(w.Now().Add(5 * time.Second))
	return w
}

// ask makes the call "operation {members}", or one with the given input, and
// waits a minute for the answer. Blob 0 and 1 are packages.
func ask(t *testing.T, w *engine.World, line string, in any) *engine.Reply {
	t.Helper()
	id, members, _ := strings.Cut(line, " ")
	if in == nil {
		in = w.Operation(id).NewIn()
		blobs := [][]byte{enginetest.Zip(`export const handler = async () => "hello";`), enginetest.Zip(`export const handler = async () => "hello again";`)}
		if err := aws.DecodeBlobs([]byte(members), blobs, in); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
	}
	r := w.Do(engine.Call{Operation: id, In: in})
	w.Wait(r, w.Now().Add(time.Minute))
	return r
}

// TestEveryCodeIsTested goes through the codes that Lambda's operations say
// they answer with.
func TestEveryCodeIsTested(t *testing.T) {
	tested := map[string]bool{
		"CodeStorageExceededException": true, // in engine/lambda: 300 GB
		"ResourceInUseException":       true, // in engine/lambda: it takes a mapping's UUID
		"RecursiveInvocationException": true, // in testdata/lambda_errors_invoke.txtar: it takes a chain of sixteen
	}
	for _, r := range refusals() {
		tested[r.code] = true
	}
	w := engine.New(engine.Config{})
	for _, op := range w.Operations() {
		for _, code := range op.Errors {
			if op.Service == "lambda" && !tested[code] {
				t.Errorf("%s may answer %s, which no refusal here has", op.ID(), code)
			}
		}
	}
}

// TestOperationsSayWhatTheyAnswer: an operation names each code of Lambda's
// model with which a refusal shows that it can answer.
func TestOperationsSayWhatTheyAnswer(t *testing.T) {
	w := engine.New(engine.Config{})
	for _, r := range refusals() {
		id, _, _ := strings.Cut(r.call, " ")
		if op := w.Operation(id); typed(r.code) && !slices.Contains(op.Errors, r.code) {
			t.Errorf("%s answers %s and does not say so: %s", id, r.code, r.fact)
		}
	}
}

// TestNoSituationIsForgotten goes through the fact sheet's table 6.5, row by
// row.
func TestNoSituationIsForgotten(t *testing.T) {
	for _, row := range []struct{ situation, why string }{
		{"unknown function", ""}, {"unknown function on invoke", ""}, {"unknown function, put concurrency", ""}, {"other Region's ARN", ""},
		{"duplicate CreateFunction", ""}, {"duplicate alias", ""}, {"unknown alias", ""}, {"duplicate statement id", ""}, {"no policy", ""},
		{"policy on $LATEST", ""}, {"env too big", ""}, {"> 5 layers", ""}, {"bad zip", ""}, {"zip too big", ""},
		{"unzipped too big", "250 MB of memory for one answer; engine/lambda tests it with a small limit"},
		{"S3 code missing", ""}, {"role not assumable", ""}, {"bad runtime", ""}, {"2 extra versions in routing", ""}, {"$LATEST in weighted alias", ""},
		{"PC on $LATEST", ""}, {"no PC config", ""}, {"wrong RevisionId", ""}, {"duplicate URL", ""}, {"delete version $LATEST", ""},
		{"function is its own destination", ""}, {"ESM with unknown function", ""},
		{"sync payload > 6 MB", ""}, {"invoke payload not JSON", ""},
	} {
		found := false
		for _, r := range refusals() {
			found = found || r.fact == row.situation || strings.HasPrefix(r.fact, row.situation+",")
		}
		operation, _ := strings.CutPrefix(row.why, "lambda.")
		absent := operation != row.why && engine.New(engine.Config{}).Operation(row.why) == nil
		switch {
		case found == (row.why != ""):
			t.Errorf("%s: tested %v, reason %q", row.situation, found, row.why)
		case operation != row.why && !absent:
			t.Errorf("%s: %s is simulated now", row.situation, row.why)
		}
	}
}
