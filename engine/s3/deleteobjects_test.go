package s3_test

import (
	"strings"
	"testing"
)

func TestDeleteObjects(t *testing.T) {
	w := newWorld()
	w.bucket(t, "photos", "a", "b", "c", "d")
	many := `{"Bucket":"photos","Delete":{"Objects":[` + strings.TrimSuffix(strings.Repeat(`{"Key":"x"},`, 1001), ",") + `]}}`
	for _, c := range []struct{ in, want string }{
		{`{"Bucket":"photos","Delete":{"Objects":[{"Key":"a"},{"Key":"nothing"}]}}`, `{"Deleted":[{"Key":"a"},{"Key":"nothing"}]}`},
		{`{"Bucket":"photos","Delete":{"Objects":[{"Key":"b"}],"Quiet":true}}`, `{}`},
		{`{"Bucket":"photos","Delete":{"Objects":[]}}`, "MalformedXML: The XML you provided was not well-formed"},
		{many, "MalformedXML: "},
		{`{"Bucket":"nobodys","Delete":{"Objects":[{"Key":"a"}]}}`, "NoSuchBucket: "},
		{`{"Bucket":"photos"}`, "ParamValidation: Parameter validation failed:\nMissing required parameter in input: \"Delete\""},
	} {
		hasPrefix(t, c.in[:min(80, len(c.in))], w.call("DeleteObjects", c.in), c.want)
		if err := w.Check(); err != nil {
			t.Fatal(err)
		}
	}
	// What may not be deleted is told beside what was.
	w.principal = role
	w.allowed["s3:DeleteObject arn:aws:s3:::photos/c"] = true
	hasPrefix(t, "as a role", w.call("DeleteObjects", `{"Bucket":"photos","Delete":{"Objects":[{"Key":"c"},{"Key":"d"}]}}`),
		`{"Deleted":[{"Key":"c"}],"Errors":[{"Key":"d","Code":"AccessDenied","Message":"User: `+role+` is not authorized`)
	if objects := w.Objects("photos"); len(objects) != 1 || objects[0].Key != "d" {
		t.Errorf("left %+v", objects)
	}
}

func TestBucketLocation(t *testing.T) {
	w := newWorld()
	w.bucket(t, "photos")
	for in, want := range map[string]string{
		`{"Bucket":"photos"}`:  `{"LocationConstraint":null}`,
		`{"Bucket":"nobodys"}`: "NoSuchBucket: ",
	} {
		hasPrefix(t, in, w.call("GetBucketLocation", in), want)
	}
	w.principal = role
	hasPrefix(t, "as a role", w.call("GetBucketLocation", `{"Bucket":"photos"}`), "AccessDenied: ")
}
