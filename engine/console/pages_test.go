package console

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"
)

// Some of S3's lists go on behind the last element, some behind two names, some
// behind a number; the CLI fetches all pages of each all the same.
func TestPagesOfTokensOfAllKinds(t *testing.T) {
	s := prompt()
	for _, line := range []string{
		"aws s3 mb s3://keys", "aws s3 cp a.txt s3://keys/k1", "aws s3 cp a.txt s3://keys/k2", "aws s3 cp a.txt s3://keys/k3",
		"ID=$(aws s3api create-multipart-upload --bucket keys --key u --query UploadId --output text)",
		"aws s3api create-multipart-upload --bucket keys --key u", "aws s3api create-multipart-upload --bucket keys --key v",
		"aws s3api upload-part --bucket keys --key u --upload-id $ID --part-number 2 --body a.txt",
		"aws s3api upload-part --bucket keys --key u --upload-id $ID --part-number 4 --body a.txt",
	} {
		if r := s.Exec(line, time.Hour); r.Status != 0 {
			t.Fatalf("%s: %s", line, r.Stderr)
		}
	}
	for line, want := range map[string]string{
		"aws s3api list-objects --bucket keys --page-size 1 --query Contents[].Key":                           "k1 k2 k3",
		"aws s3api list-multipart-uploads --bucket keys --page-size 1 --query Uploads[].Key":                  "u u v",
		"aws s3api list-parts --bucket keys --key u --upload-id $ID --page-size 1 --query Parts[].PartNumber": "2 4",
	} {
		r := s.Exec(line+" --output text", time.Hour)
		if got := strings.Join(strings.Fields(string(r.Stdout)), " "); got != want || r.Status != 0 {
			t.Errorf("%s\n%q, want %q %s", line, got, want, r.Stderr)
		}
	}
	r := s.Exec("aws s3api list-multipart-uploads --bucket keys --max-items 1 --query NextToken", time.Hour)
	token, err := base64.StdEncoding.DecodeString(strings.Trim(string(r.Stdout), "\"\n"))
	if want := `{"KeyMarker": null, "UploadIdMarker": null, "boto_truncate_amount": 1}`; err != nil || string(token) != want {
		t.Errorf("the token is %s (%v), want %s", token, err, want)
	}
}
