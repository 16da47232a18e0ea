package enginetest

import (
	"fmt"
	"strings"
	"time"
)

// on adds an operation of Lambda on the function, with more members.
func (g *generator) on(wait time.Duration, op, name, more string) any {
	if more != "" {
		more = "," + more
	}
	return g.add(wait, "lambda."+op, fmt.Sprintf(`{"FunctionName":%q%s}`, name, more))
}

// versioned publishes versions and moves an alias between them under traffic.
func (g *generator) versioned() {
	name := g.function()
	g.on(4*time.Second, "PublishVersion", name, "")
	g.on(0, "CreateAlias", name, `"Name":"live","FunctionVersion":"1"`)
	g.on(0, "UpdateFunctionConfiguration", name, fmt.Sprintf(`"Description":"release %d"`, g.r.IntN(9)))
	g.on(4*time.Second, "PublishVersion", name, "")
	g.on(0, "UpdateAlias", name, fmt.Sprintf(`"Name":"live","FunctionVersion":"1","RoutingConfig":{"AdditionalVersionWeights":{"2":0.%d}}`, g.r.IntN(10)))
	for range 2 + g.r.IntN(8) {
		g.invoke(time.Duration(g.r.IntN(300))*time.Millisecond, name+":live", []string{"RequestResponse", "Event"}[g.r.IntN(2)])
	}
	arn := helloARN[:len(helloARN)-5] + name
	g.add(0, "lambda.TagResource", fmt.Sprintf(`{"Resource":%q,"Tags":{"team":"club"}}`, arn))
	g.add(0, "lambda.UntagResource", fmt.Sprintf(`{"Resource":%q,"TagKeys":["team"]}`, arn))
	g.add(0, "lambda.ListTags", fmt.Sprintf(`{"Resource":%q}`, arn))
	g.on(0, "GetAlias", name, `"Name":"live"`)
	g.on(0, "ListAliases", name, "")
	g.on(0, "ListVersionsByFunction", name, "")
	g.on(0, "CreateFunctionUrlConfig", name, `"Qualifier":"live","AuthType":"NONE"`)
	g.on(0, "ListFunctionUrlConfigs", name, "")
	g.on(0, "UpdateFunctionUrlConfig", name, `"Qualifier":"live","AuthType":"AWS_IAM"`)
	if g.r.IntN(2) == 0 {
		g.on(0, "DeleteAlias", name, `"Name":"live"`)
		g.on(0, "DeleteFunction", name, `"Qualifier":"2"`)
	}
}

// capacity reserves and provisions concurrency, and takes it away, while
// requests come.
func (g *generator) capacity() {
	name := g.function()
	if g.r.IntN(2) == 0 {
		g.on(0, "PutFunctionConcurrency", name, fmt.Sprintf(`"ReservedConcurrentExecutions":%d`, g.r.IntN(12)))
		g.on(0, "GetFunctionConcurrency", name, "")
	}
	g.on(4*time.Second, "PublishVersion", name, "")
	g.on(0, "CreateAlias", name, `"Name":"live","FunctionVersion":"1"`)
	provision := func() {
		g.on(0, "PutProvisionedConcurrencyConfig", name, fmt.Sprintf(`"Qualifier":"live","ProvisionedConcurrentExecutions":%d`, 1+g.r.IntN(6)))
	}
	provision()
	wait := []time.Duration{time.Second, 70 * time.Second, 5 * time.Minute}[g.r.IntN(3)]
	for i := range 3 + g.r.IntN(12) {
		if i > 0 {
			wait = time.Duration(g.r.IntN(200)) * time.Millisecond
		}
		g.invoke(wait, name+[]string{":live", ""}[g.r.IntN(2)], []string{"RequestResponse", "Event"}[g.r.IntN(2)])
	}
	g.on(0, "GetProvisionedConcurrencyConfig", name, `"Qualifier":"live"`)
	g.on(0, "ListProvisionedConcurrencyConfigs", name, "")
	switch g.r.IntN(5) {
	case 0:
		provision()
	case 1:
		g.on(0, "DeleteProvisionedConcurrencyConfig", name, `"Qualifier":"live"`)
	case 2:
		g.on(0, "PutFunctionConcurrency", name, fmt.Sprintf(`"ReservedConcurrentExecutions":%d`, g.r.IntN(3)))
	case 3:
		g.on(0, "DeleteFunctionConcurrency", name, "")
	}
	g.invoke(time.Second, name+":live", "RequestResponse")
}

// handled sets what becomes of events, and sends some that fail.
func (g *generator) handled() {
	name := g.function()
	g.update(4*time.Second, name, Zip(fails))
	g.on(4*time.Second, "PutFunctionEventInvokeConfig", name, fmt.Sprintf(
		`"MaximumRetryAttempts":%d,"MaximumEventAgeInSeconds":%d,"DestinationConfig":{"OnFailure":{"Destination":%q}}`,
		g.r.IntN(3), 60+g.r.IntN(120), []string{ordersARN, mailARN, thumbARN, helloARN}[g.r.IntN(4)]))
	g.on(0, "PutFunctionEventInvokeConfig", name, fmt.Sprintf(`"MaximumRetryAttempts":%d`, g.r.IntN(3)))
	g.on(0, "UpdateFunctionEventInvokeConfig", name, fmt.Sprintf(`"MaximumEventAgeInSeconds":%d`, 60+g.r.IntN(9)))
	g.on(0, "UpdateFunctionConfiguration", name, fmt.Sprintf(`"DeadLetterConfig":{"TargetArn":%q}`, []string{ordersARN, mailARN, ""}[g.r.IntN(3)]))
	for range 1 + g.r.IntN(5) {
		g.invoke(time.Duration(g.r.IntN(3000))*time.Millisecond, name, "Event")
	}
	if g.r.IntN(3) == 0 {
		g.on(0, "PutFunctionConcurrency", name, `"ReservedConcurrentExecutions":0`)
		g.invoke(0, name, "Event")
	}
	g.on(0, "GetFunctionEventInvokeConfig", name, "")
	g.on(0, "ListFunctionEventInvokeConfigs", name, "")
	if g.r.IntN(2) == 0 {
		g.on(0, "DeleteFunctionEventInvokeConfig", name, "")
	}
}

// layered publishes a layer, uses it and deletes it; and makes a function in
// another language, with a snapshot.
func (g *generator) layered() {
	name := g.function()
	setCode(g.add(0, "lambda.PublishLayerVersion", `{"LayerName":"shared"}`), "Content", g.program())
	g.on(4*time.Second, "UpdateFunctionConfiguration", name, `"Layers":["arn:aws:lambda:us-east-1:123456789012:layer:shared:1"]`)
	for _, op := range []string{"GetLayerVersion", "DeleteLayerVersion"} {
		g.add(0, "lambda."+op, `{"LayerName":"shared","VersionNumber":1}`)
	}
	g.add(0, "lambda.ListLayers", `{}`)
	g.add(0, "lambda.ListLayerVersions", `{"LayerName":"shared"}`)
	setCode(g.add(0, "lambda.CreateFunction", fmt.Sprintf(`{"FunctionName":"java","Role":%q,"Runtime":%q,"Handler":"x","MemorySize":512,
		"Description":"model: wait=exp:%dms cpu=20ms memory=90MB..600MB errors=10%%","SnapStart":{"ApplyOn":"PublishedVersions"}}`,
		roleARN, []string{"java21", "python3.13", "dotnet10"}[g.r.IntN(3)], 1+g.r.IntN(900))), "Code", g.program())
	g.on(4*time.Second, "PublishVersion", "java", "")
	for range 3 + g.r.IntN(9) {
		g.invoke([]time.Duration{0, 0, time.Second, 4 * time.Minute}[g.r.IntN(4)], "java"+[]string{"", ":1"}[g.r.IntN(2)], []string{"RequestResponse", "Event"}[g.r.IntN(2)])
	}
}

// rested leaves a function from an image and a snapshot alone for weeks, and
// wakes them in all ways, while they are changed.
func (g *generator) rested() {
	g.add(0, "lambda.CreateFunction", fmt.Sprintf(`{"FunctionName":"scan","Role":%q,"PackageType":"Image","Code":{"ImageUri":%q}}`, roleARN, imageURI))
	setCode(g.add(0, "lambda.CreateFunction", fmt.Sprintf(`{"FunctionName":"till","Role":%q,"Runtime":"java21","Handler":"x","SnapStart":{"ApplyOn":"PublishedVersions"},"Publish":true}`, roleARN)), "Code", g.program())
	g.on(4*time.Minute, "PublishVersion", "scan", "")
	g.on(0, "CreateAlias", "scan", `"Name":"live","FunctionVersion":"1"`)
	names := []string{"scan", "scan:1", "scan:live", "till:1"}
	g.invoke(0, names[g.r.IntN(4)], "RequestResponse")
	g.invoke(g.weeks(), names[g.r.IntN(4)], []string{"RequestResponse", "Event", "DryRun"}[g.r.IntN(3)])
	for range 4 + g.r.IntN(6) {
		wait := time.Duration(g.r.IntN(40)) * time.Second
		switch g.r.IntN(6) {
		case 0:
			g.on(wait, "UpdateFunctionCode", "scan", fmt.Sprintf(`"ImageUri":"%s.%d","Publish":%t`, imageURI, g.r.IntN(9), g.r.IntN(2) == 0))
		case 1:
			g.on(wait, "PublishVersion", "scan", "")
		case 2:
			g.on(wait, "PutProvisionedConcurrencyConfig", "scan", `"Qualifier":"live","ProvisionedConcurrentExecutions":2`)
		case 3:
			g.on(wait, "DeleteFunction", []string{"scan", "till"}[g.r.IntN(2)], []string{"", `"Qualifier":"1"`}[g.r.IntN(2)])
		default:
			g.invoke(wait, names[g.r.IntN(4)], []string{"RequestResponse", "Event"}[g.r.IntN(2)])
		}
	}
	g.invoke(g.weeks(), names[g.r.IntN(4)], "Event")
}

// weeks is a pause after which what is not in use is Inactive; a short one
// where something goes on by itself, of which weeks would cost too much.
func (g *generator) weeks() time.Duration {
	for _, step := range g.steps {
		switch op := step.Call.Operation; {
		case strings.HasPrefix(op, "traffic."), op == "events.PutRule", op == "scheduler.CreateSchedule", op == "lambda.CreateEventSourceMapping":
			return time.Minute
		}
	}
	return 13*24*time.Hour + time.Duration(g.r.IntN(4*24))*time.Hour
}
