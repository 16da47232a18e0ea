package clients

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	golambda "github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-lambda-go/lambdacontext"

	"skylab/cmd/skylab/endpoint"
	"skylab/engine"
	"skylab/engine/enginetest"
	"skylab/engine/iam"
	"skylab/engine/lambda"
	"skylab/engine/wire"
)

// handles says in the environment that this program is to be a function.
const handles = "SKYLAB_TEST_FUNCTION"

func TestMain(m *testing.M) {
	if os.Getenv(handles) != "" {
		golambda.Start(handle)
	}
	os.Exit(m.Run())
}

type event struct {
	N    int    `json:"n"`
	Fail string `json:"fail"`
}

// handle is a function in Go, as it would be on AWS.
func handle(ctx context.Context, e event) (map[string]any, error) {
	switch e.Fail {
	case "error":
		return nil, errors.New("asked to")
	case "panic":
		panic("asked to")
	}
	c, _ := lambdacontext.FromContext(ctx)
	deadline, _ := ctx.Deadline()
	return map[string]any{"double": 2 * e.N, "function": lambdacontext.FunctionName, "arn": c.InvokedFunctionArn,
		"stage": os.Getenv("STAGE"), "left": time.Until(deadline) > time.Second}, nil
}

// TestAFunctionInGo runs a function that AWS's own library for Go serves, in a
// process of its own, in a world that is a thousand times as fast.
func TestAFunctionInGo(t *testing.T) {
	w := engine.New(engine.Config{Seed: 1})
	k := endpoint.NewKeeper(w, 1000)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := endpoint.New(endpoint.Config{Door: k, Codec: wire.New(w.Operations()), Serves: w.Serves})
	ctx, stop := context.WithCancel(context.Background())
	kept, served := make(chan struct{}), make(chan struct{})
	keeping, leave := context.WithCancel(context.Background())
	go func() { k.Run(keeping); close(kept) }()
	go func() { _ = s.Serve(ctx, l); close(served) }()
	t.Cleanup(func() { stop(); <-served; leave(); <-kept })
	do := func(operation string, in any) any {
		t.Helper()
		r, err := k.Do(t.Context(), engine.Call{Operation: operation, In: in})
		if err != nil || r.Err != nil {
			t.Fatal(operation, err, r.Err)
		}
		return r.Out
	}
	do("iam.CreateRole", &iam.CreateRoleInput{RoleName: "r",
		AssumeRolePolicyDocument: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}`})
	do("lambda.CreateFunction", &lambda.CreateFunctionInput{FunctionName: "double", Runtime: "provided.al2023", Handler: "bootstrap",
		Role: "arn:aws:iam::123456789012:role/r", Code: &lambda.FunctionCode{ZipFile: enginetest.Zip("x")},
		Environment: &lambda.Environment{Variables: map[string]string{"STAGE": "test"}}})
	time.Sleep(20 * time.Millisecond) // twenty seconds there

	process := startRuntime(t, l.Addr().String(), "double")
	for _, c := range []struct{ payload, failed, answer string }{
		{`{"n":21}`, "", `{"arn":"arn:aws:lambda:us-east-1:123456789012:function:double","double":42,"function":"double","left":true,"stage":"test"}`},
		{`{"fail":"error"}`, "Unhandled", `{"errorMessage":"asked to","errorType":"errorString"}`},
		{`{"n":1}`, "", `{"arn":"arn:aws:lambda:us-east-1:123456789012:function:double","double":2,"function":"double","left":true,"stage":"test"}`},
		{`{"n":"x"}`, "Unhandled", `"errorType":"UnmarshalTypeError"`},
		{`{"fail":"panic"}`, "Unhandled", `"errorMessage":"asked to","errorType":"string"`},
	} {
		out := do("lambda.Invoke", &lambda.InvokeInput{FunctionName: "double", Payload: []byte(c.payload)}).(*lambda.InvokeOutput)
		if out.FunctionError != c.failed || !strings.Contains(string(out.Payload), c.answer) {
			t.Errorf("%s is answered %q %s, want %s", c.payload, out.FunctionError, out.Payload, c.answer)
		}
	}
	if err := process.Wait(); err == nil {
		t.Error("the library ends after a panic, and has not")
	}
	if err := k.With(t.Context(), func(w *engine.World) {
		if w.Fork().Hash() != w.Hash() {
			t.Error("the session is replayed as another")
		}
	}); err != nil {
		t.Fatal(err)
	}
}

// start hands a function over, and starts this program as it.
func startRuntime(t *testing.T, address, function string) *exec.Cmd {
	t.Helper()
	a, err := http.Post("http://"+address+endpoint.RuntimePath+"?FunctionName="+function, "", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Body.Close()
	var r endpoint.Runtime
	if err := json.NewDecoder(a.Body).Decode(&r); err != nil {
		t.Fatal(a.Status, err)
	}
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), handles+"=1", "AWS_LAMBDA_RUNTIME_API="+r.Address)
	for name, value := range r.Variables {
		c.Env = append(c.Env, fmt.Sprintf("%s=%s", name, value))
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Process.Kill() })
	return c
}
