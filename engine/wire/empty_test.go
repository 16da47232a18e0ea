package wire

import (
	"strings"
	"testing"

	"skylab/engine/aws"
)

// botocore fails where a result is missing that has no members.
func TestAnEmptyResultIsThere(t *testing.T) {
	for name, want := range map[string]bool{"TagResource": true, "DeleteTopic": false} {
		op := aws.Op(aws.Operation{Service: "sns", Name: name}, func(*aws.Request, *struct{}) (*struct{}, error) { return nil, nil })
		body := string(query{}.response(byName("sns"), &op, &struct{}{}, "id").Body)
		if strings.Contains(body, name+"Result") != want {
			t.Errorf("%s is answered with %s", name, body)
		}
	}
}

// The AWS CLI prints that a bucket is no alias: the header says so.
func TestAHeaderThatIsAlwaysThere(t *testing.T) {
	type out struct {
		Alias bool   `aws:"header,always,at=X-Amz-Access-Point-Alias"`
		Zone  string `aws:"header,at=X-Amz-Zone"`
	}
	op := aws.Op(aws.Operation{Service: "s3api", Name: "HeadBucket", HTTP: "HEAD /{Bucket}"}, func(*aws.Request, *struct {
		Bucket string `aws:"path"`
	}) (*out, error) {
		return nil, nil
	})
	h := restXML{}.response(byName("s3api"), &op, &out{}, "id").Header
	if _, zone := h["X-Amz-Zone"]; h.Get("X-Amz-Access-Point-Alias") != "false" || zone {
		t.Errorf("the headers are %v", h)
	}
}
