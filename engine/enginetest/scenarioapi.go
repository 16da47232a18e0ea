package enginetest

import (
	"fmt"
	"time"

	"skylab/engine"
	"skylab/engine/apigateway"
)

// shop makes the API that every story has: quick create, a second integration,
// a second route and a deployment that no stage serves.
func (g *generator) shop(first bool) {
	g.add(0, "apigatewayv2.CreateApi", fmt.Sprintf(`{"Name":"shop","ProtocolType":"HTTP","Target":%q}`, helloARN))
	if !first {
		return
	}
	id := g.shopID("ApiId")
	g.add(0, "apigatewayv2.CreateIntegration", fmt.Sprintf(
		`{"ApiId":%q,"IntegrationType":"AWS_PROXY","IntegrationUri":%q,"PayloadFormatVersion":"1.0","TimeoutInMillis":900}`, id, thumbARN))
	g.add(0, "apigatewayv2.CreateDeployment", fmt.Sprintf(`{"ApiId":%q}`, id))
	// Some readings for each story: random ones hardly name what is there.
	for i, what := range []string{"Integration", "Route", "Deployment"} {
		if g.seed%3 == uint64(i) {
			g.add(0, "apigatewayv2.Get"+what, fmt.Sprintf(`{"ApiId":%q,"%sId":%q}`, id, what, g.shopID(what+"Id")))
			g.add(0, "apigatewayv2.Get"+what+"s", fmt.Sprintf(`{"ApiId":%q}`, id))
			g.add(0, "apigatewayv2.GetApi", fmt.Sprintf(`{"ApiId":%q}`, id))
			g.add(0, "apigatewayv2.GetStage", fmt.Sprintf(`{"ApiId":%q,"StageName":"$default"}`, id))
		}
	}
}

// shopID is one of the ids of that API's parts, which a world's seed decides.
func (g *generator) shopID(member string) string {
	if g.ids == nil {
		g.ids = shopIDs(g.seed)
	}
	pool := g.ids[member]
	if len(pool) == 0 {
		return ""
	}
	return pool[g.r.IntN(len(pool))]
}

// shopIDs are the ids that a world of that seed gives out first. Their stream
// of randomness is their own, so no other call moves them.
func shopIDs(seed uint64) map[string][]string {
	g := &generator{w: engine.New(engine.Config{Seed: seed})}
	out := map[string][]string{}
	do := func() any {
		r := g.w.Do(g.steps[len(g.steps)-1].Call)
		return r.Out
	}
	g.shop(false)
	if made, is := do().(*apigateway.Api); is {
		out["ApiId"] = []string{made.ApiId}
	}
	g.ids = out
	in := fmt.Sprintf(`{"ApiId":%q}`, out["ApiId"][0])
	g.add(0, "apigatewayv2.GetIntegrations", in)
	if made, is := do().(*apigateway.GetIntegrationsOutput); is {
		out["IntegrationId"] = []string{made.Items[0].IntegrationId}
	}
	g.add(0, "apigatewayv2.GetRoutes", in)
	if made, is := do().(*apigateway.GetRoutesOutput); is {
		out["RouteId"] = []string{made.Items[0].RouteId}
	}
	g.add(0, "apigatewayv2.CreateIntegration", fmt.Sprintf(
		`{"ApiId":%q,"IntegrationType":"AWS_PROXY","IntegrationUri":%q,"PayloadFormatVersion":"1.0"}`, out["ApiId"][0], thumbARN))
	if made, is := do().(*apigateway.Integration); is {
		out["IntegrationId"] = append(out["IntegrationId"], made.IntegrationId)
	}
	g.add(0, "apigatewayv2.CreateDeployment", in)
	if made, is := do().(*apigateway.Deployment); is {
		out["DeploymentId"] = []string{made.DeploymentId}
	}
	return out
}

// served sends requests through the API: routes, a slow function, a burst that
// is throttled, a change meanwhile.
func (g *generator) served() {
	id := g.shopID("ApiId")
	name := g.function()
	g.add(pause(g.r), "lambda.AddPermission", fmt.Sprintf(
		`{"FunctionName":%q,"StatementId":"api","Action":"lambda:InvokeFunction","Principal":"apigateway.amazonaws.com"}`, name))
	if g.r.IntN(2) == 0 {
		g.update(0, name, Zip(slow))
	}
	key := []string{"GET /items/{id}", "ANY /{proxy+}", "POST /items", "$default"}[g.r.IntN(4)]
	g.add(0, "apigatewayv2.CreateRoute", fmt.Sprintf(`{"ApiId":%q,"RouteKey":%q,"Target":"integrations/%s"}`, id, key, g.shopID("IntegrationId")))
	g.add(0, "apigatewayv2.UpdateStage", fmt.Sprintf(
		`{"ApiId":%q,"StageName":"$default","DefaultRouteSettings":{"ThrottlingRateLimit":%d,"ThrottlingBurstLimit":%d}}`, id, 1+g.r.IntN(3), 1+g.r.IntN(3)))
	g.add(0, "apigatewayv2.CreateStage", fmt.Sprintf(`{"ApiId":%q,"StageName":"test","AutoDeploy":%v}`, id, g.r.IntN(2) == 0))
	for range 2 + g.r.IntN(5) {
		g.add(time.Duration(g.r.IntN(900))*time.Millisecond, "http.Request", fmt.Sprintf(`{"Method":%q,"URL":"https://%s.execute-api.us-east-1.amazonaws.com/%s"}`,
			[]string{"GET", "POST"}[g.r.IntN(2)], id, []string{"items/7", "items", "", "test/items/7"}[g.r.IntN(4)]))
	}
	if g.r.IntN(6) == 0 {
		g.add(time.Duration(g.r.IntN(300))*time.Millisecond, "apigatewayv2.DeleteApi", fmt.Sprintf(`{"ApiId":%q}`, id))
	}
}
