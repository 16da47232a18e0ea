package iam_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"skylab/engine/aws"
	"skylab/engine/iam"
	"skylab/engine/sim"
)

const trust = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}`

type world struct {
	*iam.Service
	ops map[string]*aws.Operation
}

func newWorld() *world {
	w := &world{iam.New(sim.New(1)), map[string]*aws.Operation{}}
	ops := w.Operations()
	for i := range ops {
		w.ops[ops[i].Name] = &ops[i]
	}
	return w
}

// call runs an operation with its members given by name; the answer is the
// output's Tree as JSON, or "Code: message".
func (w *world) call(op string, members ...string) string {
	in := map[string]any{}
	for i := 0; i < len(members); i += 2 {
		in[members[i]] = members[i+1]
		if members[i] == "MaxItems" {
			in[members[i]] = json.Number(members[i+1])
		}
	}
	data, err := json.Marshal(in)
	if err != nil {
		return err.Error()
	}
	input := w.ops[op].NewIn()
	if err := aws.Decode(data, input); err != nil {
		return err.Error()
	}
	out, err := w.ops[op].Call(&aws.Request{ID: 1}, input)
	if err != nil {
		return err.Error()
	}
	data, err = json.Marshal(aws.Tree(out))
	if err != nil {
		return err.Error()
	}
	return string(data)
}

func (w *world) role(t *testing.T, name string) string {
	t.Helper()
	if got := w.call("CreateRole", "RoleName", name, "AssumeRolePolicyDocument", trust); !strings.HasPrefix(got, "{") {
		t.Fatal(got)
	}
	return "arn:aws:iam::123456789012:role/" + name
}

func TestRole(t *testing.T) {
	w := newWorld()
	got := w.call("CreateRole", "RoleName", "hello", "AssumeRolePolicyDocument", trust, "Path", "/service-role/")
	head := `{"Role":{"Path":"/service-role/","RoleName":"hello","RoleId":"AROA`
	tail := `","Arn":"arn:aws:iam::123456789012:role/service-role/hello","CreateDate":"2026-11-02T09:00:00+00:00",` +
		`"AssumeRolePolicyDocument":` + trust + `}}`
	if !strings.HasPrefix(got, head) || !strings.HasSuffix(got, tail) || len(got) != len(head)+17+len(tail) {
		t.Errorf("created %s", got)
	}
	if got := w.call("GetRole", "RoleName", "hello"); !strings.HasSuffix(got, `,"MaxSessionDuration":3600}}`) {
		t.Errorf("role %s", got)
	}
	w.role(t, "b")
	w.role(t, "a")
	for _, c := range []struct {
		in   []string
		want string
	}{
		{nil, "[{a} {b} {hello}] false "},
		{[]string{"PathPrefix", "/service"}, "[{hello}] false "},
		{[]string{"MaxItems", "2"}, "[{a} {b}] true b"},
		{[]string{"MaxItems", "2", "Marker", "b"}, "[{hello}] false "},
	} {
		var out struct {
			Roles       []struct{ RoleName string }
			IsTruncated bool
			Marker      string
		}
		if err := json.Unmarshal([]byte(w.call("ListRoles", c.in...)), &out); err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(out.Roles, out.IsTruncated, " ", out.Marker); got != c.want {
			t.Errorf("%v: %s, want %s", c.in, got, c.want)
		}
	}
}

func TestErrors(t *testing.T) {
	w := newWorld()
	w.role(t, "hello")
	attached := []string{"RoleName", "hello", "PolicyArn", "arn:aws:iam::aws:policy/AmazonS3FullAccess"}
	inline := []string{"RoleName", "hello", "PolicyName", "p", "PolicyDocument", `{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}`}
	for _, c := range []struct {
		op   string
		in   []string
		want string
	}{
		{"CreateRole", []string{"RoleName", "Hello", "AssumeRolePolicyDocument", trust}, "EntityAlreadyExists: Role with name Hello already exists."},
		{"CreateRole", []string{"RoleName", "a b", "AssumeRolePolicyDocument", trust}, "ValidationError: 1 validation error detected: Value 'a b' at 'roleName' failed"},
		{"GetRole", []string{"RoleName", "bye"}, "NoSuchEntity: The role with name bye cannot be found."},
		{"DeleteRole", []string{"RoleName", "bye"}, "NoSuchEntity: The role with name bye cannot be found."},
		{"AttachRolePolicy", []string{"RoleName", "hello", "PolicyArn", "AmazonS3FullAccess-policy"}, "InvalidInput: ARN AmazonS3FullAccess-policy is not valid."},
		{"AttachRolePolicy", []string{"RoleName", "hello", "PolicyArn", "arn:aws:iam::123456789012:policy/mine"},
			"NoSuchEntity: Policy arn:aws:iam::123456789012:policy/mine does not exist or is not attachable."},
		{"AttachRolePolicy", []string{"RoleName", "hello", "PolicyArn", "arn:aws:iam::aws:policy/AmazonEC2FullAccess"},
			"NotImplemented: skylab does not know the managed policy AmazonEC2FullAccess; it knows AdministratorAccess, "},
		{"AttachRolePolicy", attached, "null"},
		{"AttachRolePolicy", attached, "null"}, // again is no error
		{"ListAttachedRolePolicies", attached[:2],
			`{"AttachedPolicies":[{"PolicyName":"AmazonS3FullAccess","PolicyArn":"arn:aws:iam::aws:policy/AmazonS3FullAccess"}]}`},
		{"DeleteRole", attached[:2], "DeleteConflict: Cannot delete entity, must detach all policies first."},
		{"DetachRolePolicy", attached, "null"},
		{"DetachRolePolicy", attached, "NoSuchEntity: Policy arn:aws:iam::aws:policy/AmazonS3FullAccess was not found."},
		{"PutRolePolicy", inline, "null"},
		{"GetRolePolicy", inline[:4], `{"RoleName":"hello","PolicyName":"p","PolicyDocument":{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}}`},
		{"ListRolePolicies", inline[:2], `{"PolicyNames":["p"]}`},
		{"DeleteRole", inline[:2], "DeleteConflict: Cannot delete entity, must delete policies first."},
		{"DeleteRolePolicy", inline[:4], "null"},
		{"DeleteRolePolicy", inline[:4], "NoSuchEntity: The role policy with name p cannot be found."},
		{"GetRolePolicy", inline[:4], "NoSuchEntity: The role policy with name p cannot be found."},
		{"DeleteRole", inline[:2], "null"},
		{"PutRolePolicy", inline, "NoSuchEntity: The role with name hello cannot be found."},
	} {
		if got := w.call(c.op, c.in...); !strings.HasPrefix(got, c.want) {
			t.Errorf("%s %v: %s, want %s", c.op, c.in, got, c.want)
		}
		if err := w.Check(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestMalformedPolicies(t *testing.T) {
	w := newWorld()
	w.role(t, "r")
	statement := func(s string) string { return `{"Version":"2012-10-17","Statement":[` + s + `]}` }
	for _, c := range []struct {
		trust     bool
		doc, want string
	}{
		{true, `nonsense`, "This policy contains invalid Json"},
		{true, `{} {}`, "This policy contains invalid Json"},
		{true, strings.Repeat(`[`, 100_000), "This policy contains invalid Json"},
		{true, `[]`, "Syntax errors in policy."},
		{true, `{}`, "Syntax errors in policy."},
		{true, `{"Version":"2013-01-01","Statement":[]}`, "Syntax errors in policy."},
		{true, `{"Statment":[]}`, "Syntax errors in policy."},
		{true, statement(`{"Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}`), "Syntax errors in policy."},
		{true, statement(`{"Effect":"allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}`), "Syntax errors in policy."},
		{true, statement(`{"Effect":"Allow","Principal":{"Service":"lambda"},"Action":"sts:AssumeRole"}`), `Invalid principal in policy: "SERVICE":"lambda"`},
		{true, statement(`{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"s3:Get"}`), "AssumeRole policy may only specify STS AssumeRole actions."},
		{true, statement(`{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole","Resource":"*"}`), "Has prohibited field Resource"},
		{true, statement(`{"Effect":"Allow","Action":"sts:AssumeRole"}`), "Missing required field Principal"},
		{true, statement(`{"Effect":"Allow","Principal":{"Service":"a.amazonaws.com"},"Action":"sts:AssumeRole","Condition":{}}`), "skylab does not simulate a Condition"},
		{false, statement(`{"Effect":"Allow","Action":"s3:*"}`), "Policy statement must contain resources."},
		{false, statement(`{"Effect":"Allow","Resource":"*"}`), "Policy statement must contain actions."},
		{false, statement(`{"Effect":"Allow","Action":"GetObject","Resource":"*"}`), "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."},
		{false, statement(`{"Effect":"Allow","Action":"s3:*","Resource":"photos"}`), `Resource photos must be in ARN format or "*".`},
		{false, statement(`{"Effect":"Allow","Action":"s3:*","Resource":"*","Principal":"*"}`), "Policy document should not specify a principal."},
		{false, statement(`{"Effect":"Allow","Action":["s3:*",1],"Resource":"*"}`), "Syntax errors in policy."},
		{false, statement(`{"Effect":"Allow","NotAction":"s3:*","Resource":"*"}`), "skylab does not simulate a NotAction"},
		{false, statement(`{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::${aws:username}"}`), "skylab does not simulate a policy variable"},
	} {
		var got string
		if c.trust {
			got = w.call("CreateRole", "RoleName", "x", "AssumeRolePolicyDocument", c.doc)
		} else {
			got = w.call("PutRolePolicy", "RoleName", "r", "PolicyName", "p", "PolicyDocument", c.doc)
		}
		code := "MalformedPolicyDocument: "
		if strings.HasPrefix(c.want, "skylab") {
			code = "NotImplemented: "
		}
		if !strings.HasPrefix(got, code+c.want) {
			t.Errorf("%.120s: %s, want %s", c.doc, got, c.want)
		}
	}
}

func TestCanAssume(t *testing.T) {
	for doc, want := range map[string]bool{
		trust: true,
		`{"Statement":{"Effect":"Allow","Principal":{"Service":["ec2.amazonaws.com","lambda.amazonaws.com"]},"Action":["sts:AssumeRole"]}}`: true,
		`{"Statement":{"Effect":"Allow","Principal":"*","Action":"sts:*"}}`:                                                                 true,
		`{"Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}`:                            false,
		`{"Statement":{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"sts:AssumeRole"}}`:                                     false,
		`{"Statement":{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:TagSession"}}`:                         false,
		`{"Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"},
			{"Effect":"Deny","Principal":"*","Action":"sts:AssumeRole"}]}`: false,
	} {
		w := newWorld()
		got := w.call("CreateRole", "RoleName", "r", "AssumeRolePolicyDocument", doc)
		if !strings.HasPrefix(got, "{") {
			t.Fatal(got)
		}
		err := w.CanAssume("arn:aws:iam::123456789012:role/r", "lambda.amazonaws.com")
		if (err == nil) != want {
			t.Errorf("%s: %v", doc, err)
		}
	}
	w := newWorld()
	w.role(t, "r")
	for _, arn := range []string{"arn:aws:iam::123456789012:role/x", "arn:aws:iam::123456789012:role/p/r", "arn:aws:iam::1:role/r", "r", ""} {
		if w.CanAssume(arn, "lambda.amazonaws.com") == nil {
			t.Errorf("%q can be assumed", arn)
		}
	}
}

func TestAllows(t *testing.T) {
	w := newWorld()
	role := w.role(t, "r")
	const photo = "arn:aws:s3:::photos/in/cat.png"
	check := func(what string, want map[string]bool) {
		t.Helper()
		for key, allowed := range want {
			action, resource, _ := strings.Cut(key, " ")
			for _, principal := range []string{role, "arn:aws:sts::123456789012:assumed-role/r/hello"} {
				if got := w.Allows(principal, action, resource); got != allowed {
					t.Errorf("%s: %s %s is %v", what, principal, key, got)
				}
			}
		}
	}
	check("no policy", map[string]bool{"s3:GetObject " + photo: false, "logs:PutLogEvents *": false})
	w.call("AttachRolePolicy", "RoleName", "r", "PolicyArn", "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole")
	check("basic", map[string]bool{"logs:PutLogEvents *": true, "logs:DeleteLogGroup *": false, "s3:GetObject " + photo: false})
	w.call("AttachRolePolicy", "RoleName", "r", "PolicyArn", "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess")
	check("read only", map[string]bool{"s3:GetObject " + photo: true, "s3:ListBucket arn:aws:s3:::photos": true, "s3:PutObject " + photo: false})
	w.call("PutRolePolicy", "RoleName", "r", "PolicyName", "p", "PolicyDocument", `{"Statement":[
		{"Effect":"Allow","Action":"S3:Put*","Resource":"arn:aws:s3:::photos/in/???.png"},
		{"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::photos/secret/*"}]}`)
	check("inline", map[string]bool{
		"s3:PutObject " + photo: true, "s3:putobject " + photo: true,
		"s3:PutObject arn:aws:s3:::photos/in/lion.png": false, "s3:PutObject arn:aws:s3:::Photos/in/cat.png": false,
		"s3:GetObject arn:aws:s3:::photos/secret/x": false, "s3:GetObject arn:aws:s3:::photos/secret": true,
	})
	if !w.Denies(role, "s3:GetObject", "arn:aws:s3:::photos/secret/x") || w.Denies(role, "sqs:SendMessage", "*") {
		t.Error("explicit and implicit denial are not told apart")
	}
	if w.Allows("arn:aws:iam::123456789012:role/gone", "s3:GetObject", photo) {
		t.Error("a role that is not there may read")
	}
	if !w.Allows("arn:aws:iam::123456789012:user/learner", "s3:DeleteBucket", "arn:aws:s3:::photos") {
		t.Error("the learner may not")
	}
	if id := w.PrincipalID("arn:aws:sts::123456789012:assumed-role/r/hello"); !strings.HasPrefix(id, "AROA") || !strings.HasSuffix(id, ":hello") {
		t.Errorf("principal id %s", id)
	}
}

// TestManagedPolicies: every policy known can be attached and allows something.
func TestManagedPolicies(t *testing.T) {
	w := newWorld()
	w.role(t, "r")
	_, list, ok := strings.Cut(w.call("AttachRolePolicy", "RoleName", "r", "PolicyArn", "arn:aws:iam::aws:policy/Nothing"), "it knows ")
	if !ok {
		t.Fatal("an unknown policy is not answered with the known ones")
	}
	for _, name := range strings.Split(list, ", ") {
		if got := w.call("AttachRolePolicy", "RoleName", "r", "PolicyArn", "arn:aws:iam::aws:policy/"+name); got != "null" {
			t.Errorf("%s: %s", name, got)
		}
		if err := w.Check(); err != nil {
			t.Error(err)
		}
	}
}

func TestRandomOperations(t *testing.T) {
	for seed := range uint64(50) {
		r := rand.New(rand.NewPCG(seed, 0))
		w := newWorld()
		pick := func(list ...string) string { return list[r.IntN(len(list))] }
		for range 80 {
			role := pick("a", "b", "c")
			switch r.IntN(6) {
			case 0:
				w.call("CreateRole", "RoleName", role, "AssumeRolePolicyDocument", pick(trust, "{", "{}"))
			case 1:
				w.call("DeleteRole", "RoleName", role)
			case 2:
				w.call(pick("AttachRolePolicy", "DetachRolePolicy"), "RoleName", role, "PolicyArn",
					"arn:aws:iam::aws:policy/"+pick("AmazonS3FullAccess", "AdministratorAccess", "Nothing"))
			case 3:
				w.call("PutRolePolicy", "RoleName", role, "PolicyName", pick("p", "q"), "PolicyDocument",
					pick(`{"Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}`, "null"))
			case 4:
				w.call("DeleteRolePolicy", "RoleName", role, "PolicyName", pick("p", "q"))
			case 5:
				w.Allows("arn:aws:iam::123456789012:role/"+role, "s3:GetObject", "arn:aws:s3:::b/k")
			}
			if err := w.Check(); err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
		}
	}
}

func FuzzPolicy(f *testing.F) {
	f.Add(trust)
	f.Add(`{"Statement":{"Effect":"Deny","Action":"*","Resource":["*","arn:aws:s3:::a*b?"]}}`)
	f.Fuzz(func(t *testing.T, doc string) {
		w := newWorld()
		w.role(t, "r")
		w.call("CreateRole", "RoleName", "x", "AssumeRolePolicyDocument", doc)
		w.call("PutRolePolicy", "RoleName", "r", "PolicyName", "p", "PolicyDocument", doc)
		w.Allows("arn:aws:iam::123456789012:role/r", "s3:GetObject", "arn:aws:s3:::b/k")
		if err := w.Check(); err != nil {
			t.Error(err)
		}
	})
}

func ExampleService_Allows() {
	w := newWorld()
	w.call("CreateRole", "RoleName", "thumbnail", "AssumeRolePolicyDocument", trust)
	const role = "arn:aws:iam::123456789012:role/thumbnail"
	fmt.Println(w.Allows(role, "s3:GetObject", "arn:aws:s3:::photos/cat.png"))
	w.call("AttachRolePolicy", "RoleName", "thumbnail", "PolicyArn", "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess")
	fmt.Println(w.Allows(role, "s3:GetObject", "arn:aws:s3:::photos/cat.png"))
	// Output:
	// false
	// true
}

func BenchmarkAllows(b *testing.B) {
	w := newWorld()
	w.call("CreateRole", "RoleName", "r", "AssumeRolePolicyDocument", trust)
	w.call("AttachRolePolicy", "RoleName", "r", "PolicyArn", "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole")
	b.ReportAllocs()
	for b.Loop() {
		w.Allows("arn:aws:iam::123456789012:role/r", "logs:PutLogEvents", "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/hello:*")
	}
}
