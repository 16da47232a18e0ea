package console

import (
	"strings"
	"testing"
	"time"

	"skylab/engine/aws"
)

// gadget is an input with a member of every shape that the grammar knows.
type gadget struct {
	Name      string            `aws:"required,min=1,max=64"`
	Size      int               `aws:"min=128,default=128"`
	Ratio     float64           //
	Publish   bool              //
	Tri       *bool             //
	Layers    []string          `aws:"min=1"`
	Variables map[string]string //
	Vpc       *vpc              //
	Tags      []tag             //
	Code      *code             `aws:"required"`
	Payload   []byte            //
	Since     time.Time         //
	Mode      string            `aws:"enum=Active|PassThrough"`
}

type vpc struct {
	SubnetIds []string
	Dual      bool
}

type tag struct {
	Key   string `aws:"required,min=1"`
	Value string
}

type code struct {
	ZipFile  []byte `aws:"flag=zip-file"`
	S3Bucket string
}

type made struct {
	Name   string
	Status int
	Body   []byte `aws:"outfile"`
}

func gadgetOp() *aws.Operation {
	op := aws.Op(aws.Operation{Service: "lambda", Name: "MakeGadget", Doc: "Makes a gadget. It stays.", Unsimulated: []string{"KMSKeyArn", "Vpc.Ipv6"}},
		func(*aws.Request, *gadget) (*made, error) { return &made{Name: "g"}, nil })
	return &op
}

// prepared is what a line makes of the gadget's input, as JSON, or the error as
// it is printed.
func prepared(t *testing.T, line string) (string, int) {
	t.Helper()
	s := prompt()
	c, err := parse("x " + line)
	if err != nil {
		t.Fatal(err)
	}
	sh := &shell{s: s}
	var words []string
	for _, w := range c[0].pipe[0].words[1:] {
		words = append(words, sh.fields(w, nil)...)
	}
	var out, errs strings.Builder
	p := &proc{s: s, run: &Run{}, out: &out, err: &errs}
	g, rest, err := parseGlobals(words)
	if err == nil {
		var i *invocation
		if i, err = p.prepare(g, gadgetOp(), rest); err == nil {
			return compact(aws.Tree(i.in)), 0
		}
	}
	status := report(&errs, err)
	text := strings.TrimSpace(strings.ReplaceAll(errs.String(), usage, ""))
	return out.String() + strings.TrimSpace(strings.TrimPrefix(text, "aws: [ERROR]: ")), status
}

func TestParameters(t *testing.T) {
	const base = "--name g --code S3Bucket=b o "
	head, tail := `{"Name":"g","Size":128,`, `}`
	for line, want := range map[string]string{
		"":                                 `"Code":{"S3Bucket":"b"}`,
		"--size 256 --publish --ratio 0.5": `"Ratio":0.5,"Publish":true,"Code":{"S3Bucket":"b"}`,
		"--tri":                            `"Tri":true,"Code":{"S3Bucket":"b"}`,
		"--no-tri --no-publish":            `"Tri":false,"Code":{"S3Bucket":"b"}`,
		"--layers a b --size=128":          `"Layers":["a","b"],"Code":{"S3Bucket":"b"}`,
		`--layers '["a","b"]'`:             `"Layers":["a","b"],"Code":{"S3Bucket":"b"}`,
		"--variables A=1,B=x=y":            `"Variables":{"A":"1","B":"x=y"},"Code":{"S3Bucket":"b"}`,
		"--variables A=1,B=2":              `"Variables":{"A":"1","B":"2"},"Code":{"S3Bucket":"b"}`,
		`--variables '{"A":"1"}'`:          `"Variables":{"A":"1"},"Code":{"S3Bucket":"b"}`,
		"--vpc SubnetIds=a,b,Dual=true":    `"Vpc":{"SubnetIds":["a","b"],"Dual":true},"Code":{"S3Bucket":"b"}`,
		"--vpc SubnetIds=a":                `"Vpc":{"SubnetIds":["a"]},"Code":{"S3Bucket":"b"}`,
		"--tags Key=a,Value=1 Key=b":       `"Tags":[{"Key":"a","Value":"1"},{"Key":"b"}],"Code":{"S3Bucket":"b"}`,
		`--tags '[{"Key":"a"}]'`:           `"Tags":[{"Key":"a"}],"Code":{"S3Bucket":"b"}`,
		`--tags '{"Key":"a"}' Key=b`:       `"Tags":[{"Key":"a"},{"Key":"b"}],"Code":{"S3Bucket":"b"}`,
		"--payload aGk=":                   `"Code":{"S3Bucket":"b"},"Payload":"aGk="`,
		"--payload fileb://dir/b.txt":      `"Code":{"S3Bucket":"b"},"Payload":"Yg=="`,
		"--payload hi --cli-binary-format raw-in-base64-out": `"Code":{"S3Bucket":"b"},"Payload":"aGk="`,
		"--mode file://dir/b.txt":                            `"Code":{"S3Bucket":"b"},"Mode":"b"`,
		"--since 2026-11-02T10:00:00Z":                       `"Code":{"S3Bucket":"b"},"Since":"2026-11-02T10:00:00+00:00"`,
		"--since 1793610000":                                 `"Code":{"S3Bucket":"b"},"Since":"2026-11-02T09:00:00+00:00"`,
		`--cli-input-json '{"Mode":"Active"}'`:               `"Code":{"S3Bucket":"b"},"Mode":"Active"`,
		"--pub":                                              `"Publish":true,"Code":{"S3Bucket":"b"}`,
	} {
		got, _ := prepared(t, base+line)
		whole := head + want + tail
		if strings.Contains(line, "256") {
			whole = strings.Replace(whole, "128", "256", 1)
		}
		if got != whole {
			t.Errorf("%q gives %s\nwant %s", line, got, whole)
		}
	}
}

func TestRefusals(t *testing.T) {
	const ok = "--name g --code S3Bucket=b o "
	const param = "An error occurred (ParamValidation): "
	const failed = param + "Parameter validation failed:\n"
	for _, c := range []struct {
		line   string
		status int
		want   string
	}{
		{"", 252, param + "the following arguments are required: --name, outfile"},
		{"--name", 252, param + "argument --name: expected one argument"},
		{"--name g o", 252, failed + `Missing required parameter in input: "Code"`},
		{ok + "--nonsense x y", 252, "Unknown options: --nonsense, x, y"},
		{ok + "--publish false", 252, "Unknown options: false"},
		{ok + "--publish=false", 252, param + "argument --publish: ignored explicit argument 'false'"},
		{ok + "--size big", 255, "invalid literal for int() with base 10: 'big'"},
		{ok + "--size 1", 252, failed + "Invalid value for parameter Size, value: 1, valid min value: 128"},
		{"--name '' --code S3Bucket=b o", 252, failed + "Invalid length for parameter Name, value: 0, valid min length: 1"},
		{ok + "--tags Value=1", 252, failed + `Missing required parameter in Tags[0]: "Key"`},
		{ok + "--tags Key=a,Foo=1", 252, failed + `Unknown parameter in Tags[0]: "Foo", must be one of: Key, Value`},
		{ok + `--variables '{"A":1}'`, 252, failed + "Invalid type for parameter Variables.A, value: 1, type: <class 'int'>, valid types: <class 'str'>"},
		{ok + `--layers '{"a":1}'`, 0, ""},
		{ok + `--variables '{"A":}'`, 252, param + "Error parsing parameter '--variables': Invalid JSON: Expecting value: line 1 column 6 (char 5)\nJSON received: {\"A\":}"},
		{ok + "--variables A", 252, param + "Error parsing parameter '--variables': Expected: '=', received: 'EOF' for input:\nA\n ^"},
		{ok + "--variables file://bad.json", 252, param + "Error parsing parameter '--variables': Invalid JSON: Expecting value: line 1 column 6 (char 5)\nJSON received: {\"a\":}"},
		{ok + "--mode file://none", 252, param + "Error parsing parameter '--mode': Unable to load paramfile file://none: [Errno 2] No such file or directory: 'none'"},
		{ok + "--mode file://dir", 252, param + "Error parsing parameter '--mode': Unable to load paramfile file://dir: [Errno 21] Is a directory: 'dir'"},
		{ok + "--mode file://binary", 252, param + "Error parsing parameter '--mode': Unable to load paramfile (binary), text contents could not be decoded.  If this is a binary file, please use the fileb:// prefix instead of the file:// prefix."},
		{ok + `--payload '{"a":1}'`, 255, `Invalid base64: "{"a":1}"`},
		{"--name g --zip-file fileb://a.txt o", 252, param + "--zip-file must be a zip file with the fileb:// prefix.\nExample usage:  --zip-file fileb://path/to/file.zip"},
		{ok + `--code '{"ZipFile":"x"}'`, 252, param + "ZipFile cannot be provided as part of the --code argument.  Please use the '--zip-file' option instead to specify a zip file."},
		{ok + "--kms-key-arn x", 252, "skylab does not simulate --kms-key-arn of `aws lambda make-gadget`."},
		{ok + "--vpc Ipv6=true", 252, "skylab does not simulate the parameter Vpc.Ipv6."},
		{ok + "--cli-input-json x", 252, param + "Error parsing parameter 'cli-input-json': Invalid JSON received."},
		{ok + "--cli-input-json []", 252, param + "Invalid type: expecting map, received <class 'list'>"},
		{ok + "--cli-input-yaml x", 252, "skylab does not simulate --cli-input-yaml; --cli-input-json does the same."},
		{ok + "--since soon", 252, param + `Invalid timestamp "soon": Unknown string format: soon`},
		{ok + "--output xml", 252, param + "argument --output: Found invalid choice 'xml'\n\nMaybe you meant:"},
		{ok + "--region eu-west-1", 252, "skylab does not simulate the Region eu-west-1: this account's resources are in us-east-1."},
		{ok + "--profile work", 255, "The config profile (work) could not be found"},
		{ok + "--debug", 252, "skylab does not simulate --debug."},
		{ok + "--query [", 252, param + "Bad value for --query [: Invalid jmespath expression: Incomplete expression:\n\"[\"\n  ^"},
	} {
		got, status := prepared(t, c.line)
		if c.want == "" {
			continue
		}
		if strings.HasSuffix(c.want, "Maybe you meant:") {
			c.want = strings.TrimSuffix(c.want, "\n\nMaybe you meant:")
		}
		if got != c.want || status != c.status {
			t.Errorf("%q: %d\n%s\nwant %d\n%s", c.line, status, got, c.status, c.want)
		}
	}
}

func TestZipFileFlagTakesAFolder(t *testing.T) {
	got, status := prepared(t, "--name g --zip-file fileb://dir o")
	again, _ := prepared(t, "--name g --zip-file fileb://dir/ o")
	if status != 0 || got != again || !strings.Contains(got, `"ZipFile":"UEsDB`) {
		t.Errorf("%d %s", status, got)
	}
}

func TestSkeleton(t *testing.T) {
	got, status := prepared(t, "--generate-cli-skeleton")
	for _, part := range []string{`"Name": "",`, `"Size": 0,`, `"Publish": true,`, `"KeyName": ""`, `"Mode": "Active"`, `"Since": "1970-01-01T00:00:00"`} {
		if !strings.Contains(got, part) || status != 0 {
			t.Errorf("%s is missing in %d\n%s", part, status, got)
		}
	}
}

func TestQueriesKeepTheAnswersOrder(t *testing.T) {
	tree := aws.Object{{Name: "z", Value: int64(1)}, {Name: "a", Value: aws.Object{{Name: "y", Value: "Y"}, {Name: "b", Value: "B"}}},
		{Name: "l", Value: []any{aws.Object{{Name: "n", Value: "x"}, {Name: "c", Value: 1.5}}, aws.Object{{Name: "n", Value: "w"}}}}}
	for q, want := range map[string]string{
		"@":                `{"z":1,"a":{"y":"Y","b":"B"},"l":[{"n":"x","c":1.5},{"n":"w"}]}`,
		"a":                `{"y":"Y","b":"B"}`,
		"a.*":              `["Y","B"]`,
		"keys(@)":          `["z","a","l"]`,
		"values(a)":        `["Y","B"]`,
		"{q:z,p:a.b}":      `{"q":1,"p":"B"}`,
		"l[].{m:n,a:c}":    `[{"m":"x","a":1.5},{"m":"w","a":null}]`,
		"l[?n=='w'].n|[0]": `"w"`,
		"length(l)":        `2`,
		"nothing":          `null`,
		"z.*":              `null`,
		"sort_by(l,&n)[0]": `{"n":"w"}`,
		"l[].[n,c]":        `[["x",1.5],["w",null]]`,
		"join(',', l[].n)": `"x,w"`,
		"l[*].*":           `[["x",1.5],["w"]]`,
	} {
		c, err := compileQuery(q)
		if err != nil {
			t.Errorf("%s: %v", q, err)
			continue
		}
		for range 20 {
			got, err := c.apply(tree)
			if err != nil || compact(got) != want {
				t.Errorf("%s gives %s (%v), want %s", q, compact(got), err, want)
				break
			}
		}
	}
	for _, q := range []string{"length(z)", "nosuch(z)", "sort_by(l, &c)", "items(a)"} {
		c, err := compileQuery(q)
		if err != nil {
			continue
		}
		if got, err := c.apply(tree); err == nil {
			t.Errorf("%s gives %s", q, compact(got))
		}
	}
}
