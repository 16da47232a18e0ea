package sdk

import (
	"context"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"

	"skylab/cmd/skylab/endpoint"
	"skylab/engine"
	"skylab/engine/wire"
)

// A waiter with its own patience, whose shortest is seconds, comes to its end in
// a world whose time passes with real time, a hundred times as fast.
func TestAWaiterInAWorldOfItsOwnTime(t *testing.T) {
	inner := engine.New(engine.Config{Seed: 1})
	k := endpoint.NewKeeper(inner, 100)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { k.Run(ctx); close(done) }()
	server := httptest.NewServer(endpoint.New(endpoint.Config{Door: k, Codec: wire.New(inner.Operations()), Serves: inner.Serves}))
	t.Cleanup(func() { server.Close(); stop(); <-done })
	c := lambda.NewFromConfig(config(server.URL))
	role, err := iam.NewFromConfig(config(server.URL)).CreateRole(ctx, &iam.CreateRoleInput{RoleName: str("r"), AssumeRolePolicyDocument: str(trust)})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.CreateFunction(ctx, &lambda.CreateFunctionInput{FunctionName: str("f"), Runtime: types.RuntimeNodejs22x, Handler: str("index.handler"), Role: role.Role.Arn,
		Code: &types.FunctionCode{ZipFile: hello("f")}}); err != nil {
		t.Fatal(err)
	}
	if err := lambda.NewFunctionActiveV2Waiter(c).Wait(ctx, &lambda.GetFunctionInput{FunctionName: str("f")}, time.Minute); err != nil {
		t.Error(err)
	}
	out, err := c.Invoke(ctx, &lambda.InvokeInput{FunctionName: str("f"), Payload: []byte(`{"say":1}`)})
	if err != nil || string(out.Payload) != `{"said":1}` {
		t.Errorf("%+v %v", out, err)
	}
}
