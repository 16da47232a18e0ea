package enginetest

import (
	"fmt"
	"reflect"
	"time"

	"skylab/engine"
	"skylab/engine/lambda"
)

// scenarios are runs of calls that lead where single random calls hardly come:
// each gives its steps, one after the other in the story.
var scenarios = []func(*generator){
	(*generator).trigger, (*generator).openURL, (*generator).updateInFlight,
	(*generator).deleteInFlight, (*generator).storm, (*generator).roleGone, (*generator).again,
	(*generator).served, (*generator).scheduled, (*generator).published, (*generator).clocked, (*generator).fannedOut,
	(*generator).versioned, (*generator).capacity, (*generator).handled, (*generator).layered, (*generator).rested,
	(*generator).queued,
	(*generator).alarmed, (*generator).measured, (*generator).logged, (*generator).loaded, (*generator).outside,
	(*generator).launched, (*generator).stored, (*generator).guarded, (*generator).addressed, (*generator).templated, (*generator).placed, (*generator).credited, (*generator).hosted, (*generator).scaled, (*generator).scaled, (*generator).targeted, (*generator).offered,
	(*generator).balanced,
	(*generator).spotted, (*generator).committed, (*generator).imaged, (*generator).kept, (*generator).coupled,
}

// add puts a call into the story after the pause.
func (g *generator) add(pause time.Duration, id, input string) any {
	op := g.w.Operation(id)
	in := decode(op, input)
	g.steps = append(g.steps, Step{pause, engine.Call{Operation: id, In: in, By: "test"}})
	return in
}

// program is the ZipFile of one of the handlers.
func (g *generator) program() []byte { return Zip(handlers[g.r.IntN(len(handlers))]) }

func (g *generator) function() string { return []string{"hello", "thumb"}[g.r.IntN(2)] }

// create makes a function; code is its package.
func (g *generator) create(pause time.Duration, name string, code []byte) {
	in := g.add(pause, "lambda.CreateFunction", fmt.Sprintf(
		`{"FunctionName":%q,"Role":%q,"Runtime":"nodejs24.x","Handler":"index.handler","Timeout":%d}`, name, roleARN, 1+g.r.IntN(6)))
	setCode(in, "Code", code)
}

func (g *generator) update(pause time.Duration, name string, code []byte) {
	setCode(g.add(pause, "lambda.UpdateFunctionCode", fmt.Sprintf(`{"FunctionName":%q}`, name)), "", code)
}

// setCode sets the package in the input, or in its member of that name.
func setCode(in any, member string, zip []byte) {
	v := reflect.ValueOf(in).Elem()
	if member != "" {
		v = v.FieldByName(member)
		v.Set(reflect.New(v.Type().Elem()))
		v = v.Elem()
	}
	v.FieldByName("ZipFile").SetBytes(zip)
}

// trigger has S3 invoke a function: the permission, the notification, objects.
func (g *generator) trigger() {
	name := g.function()
	if g.r.IntN(3) > 0 {
		g.update(pause(g.r), name, Zip(copies))
	}
	g.add(3*time.Second, "lambda.AddPermission", fmt.Sprintf(
		`{"FunctionName":%q,"StatementId":"s3","Action":"lambda:InvokeFunction","Principal":"s3.amazonaws.com","SourceArn":"arn:aws:s3:::uploads"}`, name))
	g.add(0, "s3api.PutBucketNotificationConfiguration", fmt.Sprintf(
		`{"Bucket":"uploads","NotificationConfiguration":{"LambdaFunctionConfigurations":[{"LambdaFunctionArn":%q,"Events":["s3:ObjectCreated:*"]}]}}`, helloARN[:len(helloARN)-5]+name))
	for i := range 1 + g.r.IntN(4) {
		in := g.add(time.Duration(g.r.IntN(3))*time.Second, "s3api.PutObject", fmt.Sprintf(`{"Bucket":"uploads","Key":"photo%d.png"}`, i))
		reflect.ValueOf(in).Elem().FieldByName("Body").SetBytes([]byte("an object's bytes"))
	}
	g.add(0, "s3api.CopyObject", `{"Bucket":"uploads","Key":"copy.png","CopySource":"uploads/photo0.png"}`)
	g.inParts()
	for _, op := range []string{"s3api.HeadBucket", "s3api.ListObjects", "s3api.GetBucketLocation"} {
		g.add(0, op, `{"Bucket":"uploads"}`)
	}
	for _, op := range []string{"s3api.GetObject", "s3api.HeadObject"} {
		g.add(0, op, `{"Bucket":"uploads","Key":"copy.png"}`)
	}
}

// openURL gives a function a URL with both grants and asks it; the hosts that
// a world gives out are known from its seed.
func (g *generator) openURL() {
	name := g.function()
	g.add(pause(g.r), "lambda.CreateFunctionUrlConfig", fmt.Sprintf(`{"FunctionName":%q,"AuthType":"NONE"}`, name))
	g.add(0, "lambda.AddPermission", fmt.Sprintf(
		`{"FunctionName":%q,"StatementId":"url","Action":"lambda:InvokeFunctionUrl","Principal":"*","FunctionUrlAuthType":"NONE"}`, name))
	g.add(0, "lambda.AddPermission", fmt.Sprintf(
		`{"FunctionName":%q,"StatementId":"invoke","Action":"lambda:InvokeFunction","Principal":"*","InvokedViaFunctionUrl":true}`, name))
	g.on(0, "GetFunctionUrlConfig", name, "")
	g.on(0, "GetFunctionConfiguration", name, "")
	g.on(0, "GetPolicy", name, "")
	for range 1 + g.r.IntN(4) {
		g.add(time.Duration(g.r.IntN(4))*time.Second, "http.Request", fmt.Sprintf(`{"Method":%q,"URL":%q}`,
			[]string{"GET", "POST"}[g.r.IntN(2)], g.url()+"a?b=c"))
	}
	if g.r.IntN(3) == 0 {
		g.on(0, "RemovePermission", name, `"StatementId":"url"`)
		g.on(0, "DeleteFunctionUrlConfig", name, "")
	}
}

// updateInFlight changes a function while it serves.
func (g *generator) updateInFlight() {
	name := g.function()
	g.update(pause(g.r), name, Zip(slow))
	for range 1 + g.r.IntN(4) {
		g.invoke(3*time.Second, name, []string{"RequestResponse", "Event"}[g.r.IntN(2)])
	}
	soon := time.Duration(g.r.IntN(1800)) * time.Millisecond
	if g.r.IntN(2) == 0 {
		g.update(soon, name, g.program())
	} else {
		g.add(soon, "lambda.UpdateFunctionConfiguration", fmt.Sprintf(`{"FunctionName":%q,"MemorySize":%d,"Timeout":%d}`, name, 128<<g.r.IntN(5), 1+g.r.IntN(4)))
	}
	g.invoke(0, name, "RequestResponse")
	g.invoke(soon, name, "RequestResponse")
}

// deleteInFlight deletes a function that serves and has events waiting, and
// makes another one of the same name soon after.
func (g *generator) deleteInFlight() {
	name := g.function()
	for range 1 + g.r.IntN(5) {
		g.invoke(time.Duration(g.r.IntN(100))*time.Millisecond, name, []string{"RequestResponse", "Event"}[g.r.IntN(2)])
	}
	g.add(time.Duration(g.r.IntN(300))*time.Millisecond, "lambda.DeleteFunction", fmt.Sprintf(`{"FunctionName":%q}`, name))
	g.create(pause(g.r), name, g.program())
	g.invoke(2*time.Second, name, "Event")
}

// storm sends many events at once; rarely more than the account may run, for
// a thousand environments take a second of the host's time and more.
func (g *generator) storm() {
	if g.r.IntN(300) == 0 {
		g.flood()
		return
	}
	name := g.function()
	for range 5 + g.r.IntN(30) {
		g.invoke(0, name, "Event")
	}
	g.invoke(time.Duration(g.r.IntN(900))*time.Millisecond, name, "RequestResponse")
}

// flood has more requests at once than the account's concurrency.
func (g *generator) flood() {
	name := g.function()
	g.update(4*time.Second, name, Zip(slow))
	g.invoke(8*time.Second, name, "Event")
	for range lambda.AccountConcurrency + 5 + g.r.IntN(30) {
		g.invoke(0, name, "Event")
	}
	g.invoke(time.Duration(200+g.r.IntN(900))*time.Millisecond, name, "RequestResponse")
	g.add(0, "lambda.DeleteFunction", fmt.Sprintf(`{"FunctionName":%q}`, []string{name, "nobody"}[g.r.IntN(2)]))
}

func (g *generator) invoke(pause time.Duration, name, mode string) {
	in := g.add(pause, "lambda.Invoke", fmt.Sprintf(`{"FunctionName":%q,"InvocationType":%q}`, name, mode))
	reflect.ValueOf(in).Elem().FieldByName("Payload").SetBytes(fmt.Appendf(nil, `{"n":%d}`, g.r.IntN(9)))
}

// roleGone takes the role away from functions that use it, and gives it back.
func (g *generator) roleGone() {
	g.add(0, "iam.GetRolePolicy", `{"RoleName":"runner","PolicyName":"grants"}`)
	g.add(0, "iam.ListAttachedRolePolicies", `{"RoleName":"runner"}`)
	for _, p := range []string{"grants", "more"} {
		g.add(0, "iam.DeleteRolePolicy", fmt.Sprintf(`{"RoleName":"runner","PolicyName":%q}`, p))
	}
	for _, p := range words["PolicyArn"] {
		if g.r.IntN(2) == 0 {
			g.add(0, "iam.AttachRolePolicy", fmt.Sprintf(`{"RoleName":"runner","PolicyArn":%q}`, p))
		}
		g.add(0, "iam.DetachRolePolicy", fmt.Sprintf(`{"RoleName":"runner","PolicyArn":%q}`, p))
	}
	g.add(0, "iam.DeleteRole", `{"RoleName":"runner"}`)
	g.invoke(pause(g.r), g.function(), "RequestResponse")
	g.role()
}

// role makes the role that functions run in.
func (g *generator) role() {
	g.add(0, "iam.CreateRole", fmt.Sprintf(`{"RoleName":"runner","AssumeRolePolicyDocument":%q}`, trust))
	g.add(0, "iam.PutRolePolicy", fmt.Sprintf(`{"RoleName":"runner","PolicyName":"grants","PolicyDocument":%q}`, allowed))
}

// again makes what earlier steps may have deleted.
func (g *generator) again() {
	g.add(0, "s3api.CreateBucket", `{"Bucket":"uploads"}`)
	g.add(0, "s3api.CreateBucket", `{"Bucket":"thumbs"}`)
	g.create(0, "hello", g.program())
	g.create(0, "thumb", g.program())
	g.invoke(2*time.Second, g.function(), "RequestResponse")
}

// url is one of the first function URLs of the world, the first most often.
func (g *generator) url() string {
	if g.urls == nil {
		g.urls = urls(g.seed)
	}
	return g.urls[min(g.r.IntN(len(g.urls)), g.r.IntN(len(g.urls)))]
}

// urls are the function URLs that a world of that seed gives out first. Their
// stream of randomness is their own, so no other call moves them.
func urls(seed uint64) []string {
	g := &generator{w: engine.New(engine.Config{Seed: seed})}
	g.role()
	g.add(0, "lambda.CreateFunction", fmt.Sprintf(`{"FunctionName":"hello","Role":%q,"Runtime":"nodejs24.x","Handler":"index.handler"}`, roleARN))
	setCode(g.steps[len(g.steps)-1].Call.In, "Code", Zip(handlers[0]))
	for range 3 {
		g.add(0, "lambda.CreateFunctionUrlConfig", `{"FunctionName":"hello","AuthType":"NONE"}`)
		g.add(0, "lambda.DeleteFunctionUrlConfig", `{"FunctionName":"hello"}`)
	}
	var out []string
	for _, step := range g.steps {
		r := g.w.Do(step.Call)
		if made, is := r.Out.(*lambda.FunctionUrlConfig); is {
			out = append(out, made.FunctionUrl)
		}
	}
	return out
}
