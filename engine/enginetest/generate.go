package enginetest

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"time"

	"skylab/engine"
	"skylab/engine/aws"
)

// generator fills inputs by what members are called and which type they have.
type generator struct{ r *rand.Rand }

// words are plausible values of string members by name; small pools, so that
// calls meet the resources of earlier calls.
var words = map[string][]string{
	"FunctionName":             {"hello", "thumb", "slow", "arn:aws:lambda:us-east-1:123456789012:function:hello", "nobody"},
	"Bucket":                   {"uploads", "thumbs", "no-such-bucket"},
	"Key":                      {"photo.png", "a/b.txt", "x"},
	"Prefix":                   {"", "a/"},
	"RoleName":                 {"runner", "other"},
	"Role":                     {roleARN, "arn:aws:iam::123456789012:role/other"},
	"Runtime":                  {"nodejs24.x", "nodejs22.x", "python3.13", "cobol1.0"},
	"Handler":                  {"index.handler", "index.nothing"},
	"Principal":                {"s3.amazonaws.com", "*"},
	"Action":                   {"lambda:InvokeFunction", "lambda:InvokeFunctionUrl"},
	"StatementId":              {"s3", "url"},
	"SourceArn":                {"arn:aws:s3:::uploads"},
	"LogGroupName":             {"/aws/lambda/hello", "/aws/lambda/nobody"},
	"URL":                      {"https://abc.lambda-url.us-east-1.on.aws/", "http://example.com/"},
	"PolicyArn":                {"arn:aws:iam::aws:policy/AmazonS3FullAccess"},
	"AssumeRolePolicyDocument": {trust, "{"},
	"PolicyDocument":           {`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}`},
}

const (
	roleARN = "arn:aws:iam::123456789012:role/runner"
	trust   = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}`
)

// handlers are programs that end in each of the ways a program can end soon.
var handlers = []string{
	`export const handler = async (e) => ({ ok: true, n: e?.n ?? 0 });`,
	`let n = 0; export const handler = async () => { console.log("call", ++n); return n; };`,
	`export const handler = async () => { throw new TypeError("no luck"); };`,
	`export const handler = async () => { await new Promise(r => setTimeout(r, 1500)); return "slept"; };`,
	`export const handler = () => new Promise(() => {});`,
	`export const handler = async () => { process.exit(1); };`,
	`throw new Error("at init"); export const handler = 1;`,
}

func (g *generator) input(op *aws.Operation) any {
	in := op.NewIn()
	g.fill(reflect.ValueOf(in).Elem(), 0)
	return in
}

func (g *generator) fill(v reflect.Value, depth int) {
	for _, m := range aws.Members(v.Type()) {
		if !m.Required && g.r.IntN(3) > 0 && m.Name != "Code" && m.Name != "Runtime" && m.Name != "Handler" && m.Name != "Payload" {
			continue
		}
		g.set(v.Field(m.Index), m, depth)
	}
}

func (g *generator) set(f reflect.Value, m aws.Member, depth int) {
	if depth > 4 {
		return
	}
	switch f.Kind() {
	case reflect.Pointer:
		p := reflect.New(f.Type().Elem())
		g.set(p.Elem(), m, depth)
		f.Set(p)
	case reflect.Struct:
		if f.Type() == reflect.TypeFor[time.Time]() {
			return
		}
		g.fill(f, depth+1)
	case reflect.String:
		f.SetString(g.word(m))
	case reflect.Int, reflect.Int32, reflect.Int64:
		f.SetInt(g.number(m))
	case reflect.Bool:
		f.SetBool(g.r.IntN(2) == 0)
	case reflect.Slice:
		g.slice(f, m, depth)
	case reflect.Map:
		if f.Type().Elem().Kind() == reflect.String {
			f.Set(reflect.MakeMap(f.Type()))
			f.SetMapIndex(reflect.ValueOf("KEY").Convert(f.Type().Key()), reflect.ValueOf("value").Convert(f.Type().Elem()))
		}
	}
}

func (g *generator) slice(f reflect.Value, m aws.Member, depth int) {
	if f.Type().Elem().Kind() == reflect.Uint8 {
		f.SetBytes(g.bytes(m))
		return
	}
	n := g.r.IntN(3)
	s := reflect.MakeSlice(f.Type(), n, n)
	for i := range n {
		g.set(s.Index(i), m, depth+1)
	}
	f.Set(s)
}

func (g *generator) word(m aws.Member) string {
	if len(m.Enum) > 0 && g.r.IntN(10) > 0 {
		return m.Enum[g.r.IntN(len(m.Enum))]
	}
	if pool := words[m.Name]; len(pool) > 0 {
		return pool[g.r.IntN(len(pool))]
	}
	return []string{"x", "uploads", "a b", "", "日本", "s3:ObjectCreated:*"}[g.r.IntN(6)]
}

func (g *generator) number(m aws.Member) int64 {
	lo, hi := int64(0), int64(1000)
	if m.Min != nil {
		lo = int64(*m.Min)
	}
	if m.Max != nil {
		hi = int64(*m.Max)
	}
	switch g.r.IntN(8) {
	case 0:
		return lo
	case 1:
		return hi
	case 2:
		return hi + 1
	}
	return lo + g.r.Int64N(max(min(hi, lo+300)-lo, 1))
}

func (g *generator) bytes(m aws.Member) []byte {
	switch m.Name {
	case "ZipFile":
		if g.r.IntN(8) == 0 {
			return []byte("not a zip")
		}
		return Zip(handlers[g.r.IntN(len(handlers))])
	case "Payload":
		return []byte([]string{`{}`, `{"n":7}`, `[1,2]`, `nonsense`, ``}[g.r.IntN(5)])
	}
	return []byte("hello, world")
}

// Zip packs one index.mjs, the same bytes each time.
func Zip(source string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	f, err := z.Create("index.mjs")
	if err == nil {
		_, err = f.Write([]byte(source))
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		panic("enginetest: " + err.Error()) // a buffer cannot fail
	}
	return b.Bytes()
}

// foundation are first steps without which most calls would only be refused:
// a role, two functions and two buckets.
func foundation(g *generator) []Step {
	w := engine.New(engine.Config{})
	quoted, err := json.Marshal(trust)
	if err != nil {
		panic("enginetest: " + err.Error()) // a string cannot fail
	}
	var out []Step
	fixed := func(id, input string) {
		if op := w.Operation(id); op != nil {
			out = append(out, call(id, decode(op, input)))
		}
	}
	fixed("iam.CreateRole", `{"RoleName":"runner","AssumeRolePolicyDocument":`+string(quoted)+`}`)
	fixed("s3api.CreateBucket", `{"Bucket":"uploads"}`)
	fixed("s3api.CreateBucket", `{"Bucket":"thumbs"}`)
	for _, name := range []string{"hello", "thumb"} {
		if op := w.Operation("lambda.CreateFunction"); op != nil {
			in := decode(op, `{"FunctionName":"`+name+`","Role":"`+roleARN+`","Runtime":"nodejs24.x","Handler":"index.handler"}`)
			code := reflect.ValueOf(in).Elem().FieldByName("Code")
			for code.Kind() == reflect.Pointer {
				code.Set(reflect.New(code.Type().Elem()))
				code = code.Elem()
			}
			code.FieldByName("ZipFile").SetBytes(Zip(handlers[g.r.IntN(len(handlers))]))
			out = append(out, call("lambda.CreateFunction", in))
		}
	}
	return out
}
