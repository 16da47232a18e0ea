package apigateway_test

import (
	"testing"
	"time"

	"skylab/engine/aws"
)

func TestStageServesItsDeployment(t *testing.T) {
	w := newWorld()
	id, integration, url := w.shop(t)
	w.do(t, "CreateStage", `{"ApiId":"`+id+`","StageName":"test"}`)
	w.do(t, "CreateDeployment", `{"ApiId":"`+id+`","StageName":"test"}`)
	w.do(t, "CreateRoute", `{"ApiId":"`+id+`","RouteKey":"GET /new","Target":"integrations/`+integration+`"}`)
	for path, want := range map[string]string{"/new": "GET /new", "/test/new": "$default"} {
		w.get(t, "GET", url+path)
		if key, _ := w.routed(t); key != want {
			t.Errorf("%s goes to %s, want %s", path, key, want)
		}
	}
	d := w.do(t, "CreateDeployment", `{"ApiId":"`+id+`"}`)["DeploymentId"].(string)
	w.do(t, "UpdateStage", `{"ApiId":"`+id+`","StageName":"test","DeploymentId":"`+d+`"}`)
	w.get(t, "GET", url+"/test/new")
	if key, _ := w.routed(t); key != "GET /new" {
		t.Errorf("after the deployment: %s", key)
	}
	if _, err := w.try(t, "DeleteDeployment", `{"ApiId":"`+id+`","DeploymentId":"`+d+`"}`); err == nil {
		t.Error("a deployment that a stage serves is deleted")
	}
}

func TestEachRouteHasABucket(t *testing.T) {
	w := newWorld()
	id, integration, url := w.shop(t)
	w.do(t, "CreateRoute", `{"ApiId":"`+id+`","RouteKey":"GET /a","Target":"integrations/`+integration+`"}`)
	w.do(t, "UpdateStage", `{"ApiId":"`+id+`","StageName":"$default","DefaultRouteSettings":{"ThrottlingRateLimit":10,"ThrottlingBurstLimit":2},`+
		`"RouteSettings":{"GET /a":{"ThrottlingRateLimit":0,"ThrottlingBurstLimit":0}}}`)
	count := func(path string, n int) (ok int) {
		var ids []uint64
		for range n {
			ids = append(ids, w.send(t, aws.HTTPRequest{Method: "GET", URL: url + path}))
		}
		w.Advance(w.Now().Add(200*time.Millisecond), 1<<20)
		for _, id := range ids {
			if w.replies[id].Status == 200 {
				ok++
			}
		}
		return ok
	}
	if n := count("/b", 5); n != 2 {
		t.Errorf("a full bucket of 2 lets %d of 5 through", n)
	}
	if n := count("/b", 5); n != 2 { // 200 ms at 10 a second
		t.Errorf("after 200 ms %d of 5", n)
	}
	if n := count("/a", 5); n != 0 {
		t.Errorf("a bucket of 0 lets %d through", n)
	}
}

func TestCors(t *testing.T) {
	w := newWorld()
	id, _, url := w.shop(t)
	w.ran.Payload = []byte(`{"statusCode":200,"headers":{"Access-Control-Allow-Origin":"https://evil.example"},"body":""}`)
	w.do(t, "UpdateApi", `{"ApiId":"`+id+`","CorsConfiguration":{"AllowOrigins":["https://shop.example"],"AllowMethods":["GET","POST"],"AllowHeaders":["X-Key"],"MaxAge":300}}`)
	ask := []string{"Origin", "https://shop.example", "Access-Control-Request-Method", "GET"}
	r := w.get(t, "OPTIONS", url+"/x", ask...)
	if r.Status != 204 || r.Headers["access-control-allow-methods"] != "GET,POST" || r.Headers["access-control-allow-headers"] != "x-key" ||
		r.Headers["access-control-max-age"] != "300" || r.Headers["access-control-allow-origin"] != "https://shop.example" || len(w.runs) > 0 {
		t.Errorf("preflight: %+v, %d runs", r, len(w.runs))
	}
	ask[1] = "https://evil.example"
	if r := w.get(t, "OPTIONS", url+"/x", ask...); r.Status != 204 || r.Headers["access-control-allow-origin"] != "" {
		t.Errorf("preflight of another origin: %+v", r)
	}
	for origin, want := range map[string]string{"https://shop.example": "https://shop.example", "https://evil.example": ""} {
		if r := w.get(t, "GET", url, "origin", origin); r.Status != 200 || r.Headers["access-control-allow-origin"] != want {
			t.Errorf("%s: %+v", origin, r)
		}
	}
	w.do(t, "DeleteCorsConfiguration", `{"ApiId":"`+id+`"}`)
	if r := w.get(t, "GET", url); r.Headers["access-control-allow-origin"] != "https://evil.example" {
		t.Errorf("without configuration: %+v", r)
	}
}

func TestRefusals(t *testing.T) {
	w := newWorld()
	id, integration, _ := w.shop(t)
	of := `"ApiId":"` + id + `"`
	for _, c := range []struct{ op, in, code, message string }{
		{"CreateApi", `{"Name":"x","ProtocolType":"http"}`, "BadRequestException", "Invalid protocol specified. Must be one of [HTTP, WEBSOCKET]"},
		{"CreateApi", `{"Name":"x","ProtocolType":"WEBSOCKET"}`, "NotSimulated", "skylab does not simulate WebSocket APIs: give ProtocolType HTTP"},
		{"GetApi", `{"ApiId":"gone"}`, "NotFoundException", "Invalid API identifier specified 123456789012:gone"},
		{"CreateIntegration", `{` + of + `,"IntegrationType":"AWS_PROXY","IntegrationUri":"` + function + `"}`, "BadRequestException", "PayloadFormatVersion is a required parameter for integration"},
		{"CreateIntegration", `{` + of + `,"IntegrationType":"AWS_PROXY","IntegrationUri":"shop","PayloadFormatVersion":"2.0"}`, "BadRequestException", "Invalid function ARN or invalid uri"},
		{"UpdateIntegration", `{` + of + `,"IntegrationId":"` + integration + `","TimeoutInMillis":30001}`, "BadRequestException", "Timeout should be between 50 ms and 30000 ms"},
		{"DeleteIntegration", `{` + of + `,"IntegrationId":"none"}`, "NotFoundException", "Invalid Integration identifier specified none"},
		{"CreateRoute", `{` + of + `,"RouteKey":"$default"}`, "ConflictException", "Route with key $default already exists for this API"},
		{"CreateRoute", `{` + of + `,"RouteKey":"GET /{a+}/b"}`, "BadRequestException", `The provided route key is not formatted properly for HTTP protocol. Format should be "<HTTP METHOD> /<RESOURCE PATH>" or "$default"`},
		{"CreateRoute", `{` + of + `,"RouteKey":"GET /b","Target":"integrations/none"}`, "NotFoundException", "Invalid Integration identifier specified none"},
		{"CreateStage", `{` + of + `,"StageName":"$default"}`, "ConflictException", "Stage already exists"},
		{"UpdateStage", `{` + of + `,"StageName":"$default","RouteSettings":{"GET /b":{}}}`, "NotFoundException", "Unable to find Route by key GET /b within the provided RouteSettings"},
		{"GetStage", `{` + of + `,"StageName":"none"}`, "NotFoundException", "Invalid stage identifier specified"},
	} {
		_, err := w.try(t, c.op, c.in)
		if e, is := err.(*aws.Error); !is || e.Code != c.code || e.Message != c.message {
			t.Errorf("%s %s: %v", c.op, c.in, err)
		}
	}
	empty := w.do(t, "CreateApi", `{"Name":"x","ProtocolType":"HTTP"}`)["ApiId"].(string)
	if _, err := w.try(t, "CreateDeployment", `{"ApiId":"`+empty+`"}`); err == nil || err.Error() != "BadRequestException: At least one route is required before deploying the Api." {
		t.Errorf("deploying nothing: %v", err)
	}
}
