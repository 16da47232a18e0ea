package aws_test

import (
	"encoding/json"
	"testing"

	"skylab/engine/aws"
)

// botocore reads an answer's headers and its status before its body, and the
// CLI prints in that order.
func TestHeadersOfAnAnswerArePrintedFirst(t *testing.T) {
	out := struct {
		Bucket               string
		ServerSideEncryption string `aws:"header,at=x-amz-server-side-encryption"`
		StatusCode           int    `aws:"status"`
	}{"uploads", "AES256", 200}
	got, err := json.Marshal(aws.Tree(out))
	if err != nil {
		t.Fatal(err)
	}
	if want := `{"ServerSideEncryption":"AES256","StatusCode":200,"Bucket":"uploads"}`; string(got) != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
