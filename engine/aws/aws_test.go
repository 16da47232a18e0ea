package aws

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

type nested struct {
	Bucket string `aws:"required,min=3"`
}

type sample struct {
	FunctionName string `aws:"required,max=64,pattern=[a-zA-Z0-9-_]+"`
	MemorySize   int    `aws:"min=128,max=10240,default=128,always"`
	Mode         string `aws:"enum=Active|PassThrough"`
	Code         *nested
	ZipFile      []byte `aws:"flag=zip-file"`
}

func TestKebab(t *testing.T) {
	for in, want := range map[string]string{
		"FunctionName": "function-name", "S3Bucket": "s3-bucket", "KMSKeyArn": "kms-key-arn",
		"MD5OfBody": "md5-of-body", "ETag": "e-tag", "Role": "role",
	} {
		if got := Kebab(in); got != want {
			t.Errorf("Kebab(%s) = %s, want %s", in, got, want)
		}
	}
}

func TestValidateSpeaksAsAWSDoes(t *testing.T) {
	long := strings.Repeat("a", 65)
	cases := []struct {
		in         sample
		code, want string
	}{
		{sample{FunctionName: "hi", MemorySize: 128}, "", ""},
		{sample{}, ParamValidation, `Missing required parameter in input: "FunctionName"`},
		{sample{FunctionName: "hi", Code: &nested{}}, ParamValidation, `Missing required parameter in code: "Bucket"`},
		{sample{FunctionName: long}, "ValidationException", "Value '" + long + "' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to 64"},
		{sample{FunctionName: "a b"}, "ValidationException", "Member must satisfy regular expression pattern"},
		{sample{FunctionName: "hi", MemorySize: 64}, "ValidationException", "Member must have value greater than or equal to 128"},
		{sample{FunctionName: "hi", Mode: "Off", MemorySize: 64}, "ValidationException", "2 validation errors detected"},
		{sample{FunctionName: "hi", Mode: "Off"}, "ValidationException", "enum value set: [Active, PassThrough]"},
	}
	for _, c := range cases {
		err := Validate(&c.in)
		if c.code == "" {
			if err != nil {
				t.Errorf("%+v: %v", c.in, err)
			}
			continue
		}
		e, ok := err.(*Error)
		if !ok || e.Code != c.code || !strings.Contains(e.Message, c.want) {
			t.Errorf("%+v: got %v, want %s with %q", c.in, err, c.code, c.want)
		}
	}
}

func TestTreeKeepsOrderAndLeavesOutWhatIsNotSet(t *testing.T) {
	got, err := json.Marshal(Tree(&sample{FunctionName: "hi"}))
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"FunctionName":"hi","MemorySize":0}`; string(got) != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestBlobsGoRoundBesideTheJSON(t *testing.T) {
	in := sample{FunctionName: "hi", ZipFile: []byte("bytes")}
	data, blobs, err := Blobs(&in)
	if err != nil {
		t.Fatal(err)
	}
	var back sample
	if err := DecodeBlobs(data, blobs, &back); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(in, back) {
		t.Errorf("%s came back as %+v", data, back)
	}
}

func TestDecodeNamesTheUnknownMember(t *testing.T) {
	err := Decode([]byte(`{"FunctionNam":"x"}`), &sample{})
	if err == nil || !strings.Contains(err.Error(), "FunctionNam") {
		t.Errorf("got %v", err)
	}
}

func TestDefaultsAndCall(t *testing.T) {
	op := Op(Operation{Service: "test", Name: "Echo"}, func(r *Request, in *sample) (*sample, error) { return in, nil })
	in := op.NewIn().(*sample)
	in.FunctionName = "hi"
	out, err := op.Call(&Request{}, in)
	if err != nil || out.(*sample).MemorySize != 128 {
		t.Errorf("got %+v, %v", out, err)
	}
}
