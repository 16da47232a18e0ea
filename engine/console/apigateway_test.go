package console

import (
	"strings"
	"testing"
	"time"
)

func TestPartsOfAnAPIAreCompletedAndPaged(t *testing.T) {
	s := prompt()
	id := ""
	for range 3 {
		r := s.Exec("aws apigatewayv2 create-api --name shop --protocol-type HTTP --target arn:aws:lambda:us-east-1:123456789012:function:shop --query ApiId --output text", time.Hour)
		id = strings.TrimSpace(string(r.Stdout))
	}
	hash := s.World().Hash()
	for line, want := range map[string]int{
		"aws apigatewayv2 get-api --api-id ":                                          3,
		"aws apigatewayv2 get-route --api-id " + id + " --route-id ":                  1,
		"aws apigatewayv2 get-stage --api-id " + id + " --stage-name ":                1,
		"aws apigatewayv2 get-integration --api-id " + id + " --integration-id ":      1,
		"aws apigatewayv2 update-stage --api-id " + id + " --deployment-id ":          1,
		"aws apigatewayv2 get-integration --api-id nothing --integration-id ":         0,
		"aws apigatewayv2 get-integration --integration-id ":                          0,
		"aws apigatewayv2 create-integration --api-id " + id + " --integration-type ": 5,
	} {
		if got := s.Complete(line, len(line)); len(got) != want {
			t.Errorf("%q offers %v, want %d", line, got, want)
		}
	}
	if s.World().Hash() != hash {
		t.Error("completing changed the world")
	}
	r := s.Exec("aws apigatewayv2 get-apis --page-size 1 --max-items 2 --query 'length(Items)'", time.Hour)
	if string(r.Stdout) != "2\n" {
		t.Errorf("%s%s", r.Stdout, r.Stderr)
	}
}
