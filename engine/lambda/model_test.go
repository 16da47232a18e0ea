package lambda

import (
	"strings"
	"testing"
	"time"

	"skylab/engine/billing"
)

// modelledFn makes a function of that runtime with a model.
func (w *world) modelledFn(t *testing.T, runtime, model string, more ...map[string]any) {
	t.Helper()
	w.create(t, "fn", "x", append([]map[string]any{{"Runtime": runtime, "Description": "model: " + model, "MemorySize": 1024, "Publish": true}}, more...)...)
}

func TestModelledHandlers(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.modelledFn(t, "python3.13", "wait=100ms cpu=50ms memory=90MB", map[string]any{"MemorySize": 885})
	w.invokeNow(t, "fn", "{}")
	ended := events[InvocationEnded](w)[0]
	// Half a vCPU doubles the 50 ms; the runtime adds a few.
	if d := ended.Duration; d < 200*time.Millisecond || d > 210*time.Millisecond || ended.MaxMemoryMB != 90 {
		t.Errorf("%+v", ended)
	}
	if init := ended.Init; init < 40*time.Millisecond || init > 200*time.Millisecond {
		t.Errorf("python starts in %v", init)
	}
	w.must(t, "lambda.UpdateFunctionConfiguration", map[string]any{"FunctionName": "fn", "Description": "model: memory=900MB"})
	w.advance(10 * time.Second)
	if out := w.invokeNow(t, "fn", "{}"); !strings.Contains(string(out.Payload), "signal: killed") {
		t.Errorf("900 MB of 885: %s", out.Payload)
	}
	for _, bad := range []string{"wait", "wait=soon", "errors=2", "memory=9GB", "memory=90MB..80MB", "language=cobol", "speed=1"} {
		w.fails(t, "lambda.UpdateFunctionConfiguration", map[string]any{"FunctionName": "fn", "Description": "model: " + bad}, 400, "InvalidParameterValueException", bad)
	}
}

// TestDescriptionsThatAreNoModels: words about a model are no model, and one
// behind other words is.
func TestDescriptionsThatAreNoModels(t *testing.T) {
	for description, want := range map[string]bool{"": false, "the data model: users": false, "model: wait=1s": true, "Thumbnails. model: wait=1s": true, "model:": true} {
		if m, err := parseModel(description); err != nil || (m != nil) != want {
			t.Errorf("%q: %+v, %v", description, m, err)
		}
	}
	if _, err := parseModel("model: slow"); err == nil {
		t.Error("a model that cannot be read is none")
	}
}

// TestLanguagesStartAsMeasured: the medians of many cold starts are those of
// lambda-perf.
func TestLanguagesStartAsMeasured(t *testing.T) {
	for runtime, want := range map[string]time.Duration{"nodejs24.x": 134, "python3.12": 84, "java21": 238, "dotnet8": 252, "provided.al2023": 50} {
		r := release{Runtime: runtime, Architecture: "x86_64"}
		if got := r.initial().Mid; got != want*time.Millisecond {
			t.Errorf("%s: %v", runtime, got)
		}
	}
	if got := (&release{Image: "x", Runtime: ""}).initial().Mid; got != 272*time.Millisecond {
		t.Errorf("image: %v", got)
	}
	// The two settings that are measured come out as they went in.
	for name, l := range languages {
		for mb, want := range map[int]time.Duration{128: l.First128, 1024: l.First1024} {
			got := l.first(float64(mb)/MemoryPerVCPU) + handling.Mid
			if low := max(want*time.Microsecond, handling.Mid); got < low-time.Microsecond || got > low+time.Microsecond {
				t.Errorf("%s at %d MB: first handling %v, want %v", name, mb, got, want*time.Microsecond)
			}
		}
	}
}

func TestSnapStart(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.fails(t, "lambda.CreateFunction", map[string]any{"FunctionName": "js", "Role": testRole, "Runtime": "nodejs24.x", "Handler": "index.handler",
		"Code": map[string]any{"ZipFile": zipped("index.mjs", "x")}, "SnapStart": map[string]any{"ApplyOn": "PublishedVersions"}}, 400, "InvalidParameterValueException", "nodejs24.x")
	w.create(t, "fn", "x", map[string]any{"Runtime": "python3.13", "Description": "model: init=3s", "MemorySize": 1024,
		"SnapStart": map[string]any{"ApplyOn": "PublishedVersions"}})
	v := w.must(t, "lambda.PublishVersion", map[string]any{"FunctionName": "fn"}).(*FunctionConfiguration)
	if v.State != Pending || v.SnapStart.OptimizationStatus != "Off" {
		t.Errorf("published: %+v", v)
	}
	w.fails(t, "lambda.Invoke", map[string]any{"FunctionName": "fn:1"}, 409, "ResourceConflictException", "Pending")
	w.advance(20 * time.Minute)
	v = w.must(t, "lambda.GetFunctionConfiguration", map[string]any{"FunctionName": "fn:1"}).(*FunctionConfiguration)
	if v.State != Active || v.SnapStart.OptimizationStatus != "On" {
		t.Errorf("later: %s %+v", v.State, v.SnapStart)
	}
	w.must(t, "lambda.Invoke", map[string]any{"FunctionName": "fn:1"})
	w.must(t, "lambda.Invoke", map[string]any{"FunctionName": "fn"})
	ended := events[InvocationEnded](w)
	if r := ended[0]; r.Init != 0 || r.Restore < 300*time.Millisecond || r.Restore > 800*time.Millisecond || r.BilledMs < int64(r.BilledRestore/time.Millisecond) {
		t.Errorf("restored: %+v", r)
	}
	if r := ended[1]; r.Init < 3*time.Second || r.Restore != 0 {
		t.Errorf("$LATEST starts from nothing: %+v", r)
	}
	if !containsLine(w.lines("fn"), "\tRestore Duration: ") || !containsLine(w.lines("fn"), "RESTORE_REPORT Restore Duration: ") {
		t.Error("the log says nothing of the restore")
	}
	used := map[billing.UsageType]float64{}
	for _, l := range w.bill.Bill().Lines {
		used[l.UsageType] += l.Quantity.Float()
	}
	if used[billing.SnapStartCache] <= 0 || used[billing.SnapStartRestore] != 1 {
		t.Errorf("billed: %v", used)
	}
}

func TestLayers(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	content := map[string]any{"ZipFile": zipped("nodejs/x.js", strings.Repeat("x", 1000))}
	publish := map[string]any{"LayerName": "shared", "Content": content}
	one := w.must(t, "lambda.PublishLayerVersion", publish).(*LayerVersion)
	two := w.must(t, "lambda.PublishLayerVersion", publish).(*LayerVersion)
	if one.Version != 1 || two.LayerVersionArn != "arn:aws:lambda:us-east-1:123456789012:layer:shared:2" {
		t.Errorf("%+v %+v", one, two)
	}
	w.create(t, "fn", "x", map[string]any{"Layers": []string{one.LayerVersionArn}})
	change := func(layers ...string) map[string]any { return map[string]any{"FunctionName": "fn", "Layers": layers} }
	const op, bad = "lambda.UpdateFunctionConfiguration", "InvalidParameterValueException"
	a := one.LayerVersionArn
	w.fails(t, op, change(a, a, a, a, a, a), 400, bad, "Cannot reference more than 5 layers.")
	w.fails(t, op, change(a, two.LayerVersionArn), 400, bad, "Two different versions of the same layer")
	w.fails(t, op, change(a[:len(a)-1]+"9"), 400, bad, "does not exist")
	w.fails(t, op, change("shared:1"), 400, "ValidationException", "Value '[shared:1]' at 'layers' failed to satisfy constraint: ")
	w.fails(t, op, change(strings.Replace(a, "us-east-1", "eu-west-1", 1)), 400, bad, "Layers are not in the same region as the function. Layers are expected to be in region us-east-1.")
	w.fails(t, "lambda.GetLayerVersion", map[string]any{"LayerName": "shared", "VersionNumber": -1}, 400, bad, "Layer Version Cannot be less than 1")
	if c := w.must(t, "lambda.GetFunctionConfiguration", map[string]any{"FunctionName": "fn"}).(*FunctionConfiguration); len(c.Layers) != 1 || c.Layers[0].CodeSize == 0 {
		t.Errorf("%+v", c.Layers)
	}
}

func TestImages(t *testing.T) {
	w := newWorld(t, 1, AWSRules())
	w.create(t, "fn", "x")
	layer := w.must(t, "lambda.PublishLayerVersion", map[string]any{"LayerName": "shared", "Content": map[string]any{"ZipFile": zipped("a", "b")}}).(*LayerVersion)
	const op, bad = "lambda.UpdateFunctionConfiguration", "InvalidParameterValueException"
	const uri = "123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1"
	w.must(t, "lambda.CreateFunction", map[string]any{"FunctionName": "boxed", "Role": testRole, "PackageType": "Image", "Code": map[string]any{"ImageUri": uri}})
	w.advance(10 * time.Second)
	w.invokeNow(t, "boxed", "{}")
	if c := w.must(t, "lambda.GetFunctionConfiguration", map[string]any{"FunctionName": "boxed"}).(*FunctionConfiguration); c.PackageType != "Image" || c.Runtime != "" {
		t.Errorf("%+v", c)
	}
	boxed := func(more map[string]any) map[string]any {
		return fields(map[string]any{"FunctionName": "boxed"}, more)
	}
	got := w.must(t, "lambda.GetFunction", boxed(nil)).(*GetFunctionOutput)
	if c := got.Code; c.RepositoryType != "ECR" || c.ImageUri != uri || c.ResolvedImageUri != "123456789012.dkr.ecr.us-east-1.amazonaws.com/app@sha256:"+got.Configuration.CodeSha256 || c.Location != "" {
		t.Errorf("%+v", c)
	}
	for name, more := range map[string]map[string]any{"runtime": {"Runtime": "nodejs24.x"}, "handler": {"Handler": "a.b"}, "layers": {"Layers": []string{layer.LayerVersionArn}}} {
		t.Run(name, func(t *testing.T) { w.fails(t, op, boxed(more), 400, bad, "PackageType is Image") })
	}
	w.fails(t, op, boxed(map[string]any{"SnapStart": map[string]any{"ApplyOn": "PublishedVersions"}}), 400, bad, "ContainerImage is not supported for SnapStart enabled functions.")
	w.fails(t, "lambda.UpdateFunctionCode", boxed(map[string]any{"ZipFile": zipped("a", "b")}), 400, bad, "Please provide ImageUri when updating a function with packageType Image.")
	w.fails(t, "lambda.UpdateFunctionCode", map[string]any{"FunctionName": "fn", "ImageUri": uri}, 400, bad, "Please don't provide ImageUri when updating a function with packageType Zip.")
	w.fails(t, "lambda.CreateFunction", map[string]any{"FunctionName": "b", "Role": testRole, "PackageType": "Image", "Runtime": "nodejs24.x", "Code": map[string]any{"ImageUri": uri}},
		400, bad, "PackageType is Image")
	w.fails(t, "lambda.CreateFunction", map[string]any{"FunctionName": "b", "Role": testRole, "PackageType": "Image", "Code": map[string]any{"ImageUri": "nginx"}},
		400, bad, "Source image nginx is not valid")
}
