package fidelity

// apigatewayRules are the rules of HTTP APIs.
func apigatewayRules() []Rule {
	const (
		model = "botocore v1.43.67, apigatewayv2 2018-11-29"
		guide = "API Gateway developer guide"
	)
	return []Rule{
		{"apigateway.api", "Members and order of the operations on APIs, integrations, routes, stages and deployments of HTTP APIs.", Exact, model, "2026-08-07"},
		{"apigateway.unsimulated", "Authorizers, custom domains, VPC links, access logs, parameter mapping, tagging of what exists, import and export are not simulated.", Simplified, "Giving such a parameter is an error that says so.", "2026-11-23"},
		{"apigateway.http-only", "APIs have the protocol HTTP; WebSocket APIs, and REST APIs with their older service, are refused.", Simplified, "Refused with words of skylab's own.", "2026-11-23"},
		{"apigateway.lambda-proxy-only", "Integrations are AWS_PROXY to a function, payload format 1.0 or 2.0, timeout 50 to 30,000 ms; whether the function exists is seen at the first request.", Simplified, "HTTP_PROXY and AWS service integrations are refused with words of skylab's own. " + model, "2026-08-07"},
		{"apigateway.errors", "Codes and HTTP status of refusals; texts as tools and public reports quote them.", DocumentedRange, "moto 5.2.1; Terraform, CDK and SST reports 2021 to 2026; the text for an integration in use, CORS settings and quotas is assumed", "2026-11-23"},
		{"apigateway.quotas", "600 APIs, per API 300 routes, 300 integrations and 10 stages, 100 stage variables; 10 MB of payload.", Exact, guide + ", quotas for HTTP APIs; the refusals' texts are those of REST APIs", "2026-11-23"},
		{"apigateway.quick-create", "A target makes an integration, a route ($default unless RouteKey says otherwise) and a stage $default that deploys by itself.", Exact, guide + ", creating an HTTP API; " + model, "2026-08-07"},
		{"apigateway.route-keys", "A route key is METHOD /path with {variables} and a greedy {variable+} at the end, or $default.", Exact, guide + ", routes for HTTP APIs; the refusal as public reports quote it", "2026-11-23"},
		{"apigateway.route-conflicts", "A key exists once per API; two keys of a method that differ in names of variables alone are refused.", DocumentedRange, "github anomalyco/sst #5031, plutomi/plutomi #271; how far the second rule goes is assumed", "2024-11-07"},
		{"apigateway.route-priority", "A full match comes before a greedy variable, $default last; literals before variables, a method before ANY.", DocumentedRange, guide + ", routing API requests; the order within full matches is assumed", "2026-11-23"},
		{"apigateway.stages", "The first segment of a path that names a stage chooses it and is left out in routing, but stays in rawPath; all else goes to $default; without it the answer is 404.", Exact, guide + ", routing API requests", "2026-11-23"},
		{"apigateway.auto-deploy", "A stage with AutoDeploy serves each change of the API at once; others serve the snapshot of their deployment.", Simplified, "AWS takes some seconds; it keeps automatic deployments that no stage serves.", "2026-11-23"},
		{"apigateway.requests", "Requests to https://{id}.execute-api.us-east-1.amazonaws.com; unknown or disabled APIs and plain HTTP answer 404 Not Found.", Simplified, "AWS takes no connection on port 80, and the name of an API that never was may not resolve.", "2026-11-23"},
		{"apigateway.payload-two", "The function's event in format 2.0: lower-case header names, cookies apart, repeated values joined by commas, the path decoded, path and stage variables.", Exact, "Fact sheet lambda 4.7; " + guide + ", Lambda proxy integrations; github aws/aws-lambda-dotnet, Lambda Test Tool v2", "2026-11-23"},
		{"apigateway.payload-one", "The event in format 1.0 with multi-value maps and nulls; the answer must have a statusCode.", DocumentedRange, guide + ", Lambda proxy integrations; members of identity that are always null are left out", "2026-11-23"},
		{"apigateway.response-two", "A result without statusCode is the body of a 200 with type application/json; with one, the type is text/plain; charset=utf-8 unless the headers say otherwise.", Exact, "Fact sheet lambda 4.7; github aws/aws-lambda-dotnet, Lambda Test Tool v2, ApiGatewayResponseExtensions", "2026-11-23"},
		{"apigateway.permission", "The function's policy must let apigateway.amazonaws.com invoke it, for arn:aws:execute-api:…:{api}/{stage}/{METHOD}/{route path} or …/$default; otherwise 500.", Exact, guide + ", Lambda permissions of routes", "2026-11-23"},
		{"apigateway.function-errors", "A function that fails or may not be invoked, or a result that is no response, answers 500 Internal Server Error; a throttled function 503.", DocumentedRange, "Fact sheet lambda 4.7 (429 or 503 for throttles); a body that is no string as in public reports", "2026-11-23"},
		{"apigateway.integration-timeout", "After the integration's timeout, 30 s at most, the answer is 503 Service Unavailable; the function goes on.", Exact, "github cortexlabs/cortex #1225 (recorded 2020-08), serverless/serverless #11222, anomalyco/sst #2232; fact sheet lambda 4.7", "2023-11-15"},
		{"apigateway.throttling", "Token buckets: 10,000 requests a second with a burst of 5,000 for the account, and the limits of stage or route for each route; beyond, 429 Too Many Requests.", DocumentedRange, guide + ", throttling HTTP APIs: best effort, targets and not ceilings. Here they are exact.", "2026-11-23"},
		{"apigateway.cors", "With a CORS configuration preflight requests are answered with 204, and the function's CORS headers are replaced.", Exact, guide + ", CORS for HTTP APIs", "2026-11-23"},
		{"apigateway.overhead", "The gateway adds a few milliseconds to the function's time.", Assumption, "AWS publishes no number.", "2026-11-23"},
		{"apigateway.metrics", "Count, 4xx, 5xx, DataProcessed, Latency and IntegrationLatency by ApiId, and by ApiId and Stage.", Exact, guide + ", CloudWatch metrics for HTTP APIs", "2026-11-23"},
		{"apigateway.metering", "A request counts once for each 512 KB of its payload or its response, whichever is larger; requests answered 429, or to no stage, are free.", DocumentedRange, "API Gateway pricing: metered in 512 KB increments; which payload counts, and what is free, is assumed", "2026-11-23"},
	}
}
